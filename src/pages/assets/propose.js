// The form that proposes an amendment: lines by name, what remains of each, and what would move, while it is filled in.
import { ask } from './ask.js';
import {
  grouped,
  groupedIn,
  keyInWords,
  lineKeyOf,
  problemText,
  say,
  send,
  withSign,
} from './forms.js';

const form = document.querySelector('form[data-preview]');
const place = document.querySelector('[data-preview-of]');
const words = JSON.parse(document.querySelector('[data-form-words]').dataset.formWords);
const options = [...document.querySelectorAll('#lines-of-budget option')];
/** How long nothing is typed before the change is tried, in ms. */
const REST_MS = 400;

const nameOf = new Map([
  ...Object.entries(words.names),
  ...options.map((option) => [option.dataset.line, option.value]),
]);

const element = (tag, text = '', properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text, ...properties });

/** Money is whole fen. */
const fenOf = (amount) => {
  const [, sign, yuan, fen = ''] = /^([-+]?)(\d+)(?:\.(\d{1,2}))?$/.exec(
    amount.replaceAll(',', ''),
  ) ?? [null, '', '0'];
  return BigInt(`${sign === '-' ? '-' : ''}${yuan}${fen.padEnd(2, '0')}`);
};
const yuanOf = (fen) => {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return grouped(`${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
};

/** Takes a name of the list, a part of one name, a code, or nothing; says what is wrong with anything else. */
const check = (field) => {
  const text = field.value.trim();
  const isKnown =
    text === '' || /^\d{7}$/.test(text) || text.includes('/') || lineKeyOf(text) !== text;
  const found = isKnown ? [] : options.filter(({ value }) => value.includes(text));
  if (found.length === 1) field.value = found[0].value;
  field.setCustomValidity(
    isKnown || found.length === 1
      ? ''
      : found.length === 0
        ? words.unknownLine
        : words.severalLines + found.map(({ value }) => value).join(words.joinLong),
  );
};

/** A code alone may be of a new line: then a person chooses whether it is basic or project expenditure. */
const askExpenditure = () => {
  for (const select of form.querySelectorAll('[name^="expenditure."]')) {
    const [, index] = select.name.split('.');
    select.disabled = !/^\d{7}$/.test(form.elements[`line.${index}`].value.trim());
    select.closest('label').hidden = select.disabled;
  }
};

/** What stands on the line, what of it may be taken, and what would be left. */
const showHeadroom = () => {
  for (const output of form.querySelectorAll('[data-headroom]')) {
    const [, index] = output.dataset.headroom.split('.');
    const amount = form.elements[`amount.${index}`];
    if (amount.validity.patternMismatch) {
      Object.assign(output, { textContent: words.badAmount, className: 'negative' });
      continue;
    }
    const line = form.elements[`line.${index}`].value.trim();
    const option = options.find(({ value }) => value === line);
    if (option === undefined) {
      output.textContent = '';
      continue;
    }
    const { adjusted, pending = '0.00' } = option.dataset;
    const [now, waiting] = [fenOf(adjusted), fenOf(pending)];
    const left = now + (waiting < 0n ? waiting : 0n);
    const after = now + fenOf(amount.value.trim());
    output.textContent = [
      `${words.adjusted} ${yuanOf(now)}`,
      ...(waiting === 0n ? [] : [`${words.pending} ${waiting > 0n ? '+' : ''}${yuanOf(waiting)}`]),
      `${words.left} ${yuanOf(left)}`,
      ...(after === now ? [] : [`${words.after} ${yuanOf(after)}`]),
    ].join(' · ');
    output.className = after < 0n ? 'negative' : 'quiet';
  }
};

/** What a line is called; one that the change makes has no name yet. */
const lineName = (key) => nameOf.get(key) ?? keyInWords(key);

/** One more line where the last one is filled in. */
const addLine = () => {
  const rows = form.querySelectorAll('fieldset');
  const last = rows[rows.length - 1];
  if (last.querySelector('[name^="line."]').value.trim() === '') return;
  const added = last.cloneNode(true);
  const rename = (name) => name.replace(/\d+$/, rows.length);
  for (const field of added.querySelectorAll('[name]'))
    Object.assign(field, {
      name: rename(field.name),
      ...(field.matches('input') && { value: '' }),
    });
  for (const output of added.querySelectorAll('output')) {
    output.dataset.headroom = rename(output.dataset.headroom);
    output.textContent = '';
  }
  added.querySelector('legend').textContent = words.row.replace('#', rows.length + 1);
  last.after(added);
};

/** The tables as they are, each asked for until it is answered. */
const asTheyAre = new Map();
const tableNow = async ({ budget, table }) => {
  const path = `/v1/budgets/${budget}/tables/${table}`;
  const known = asTheyAre.get(path);
  if (known !== undefined) return known;
  const answer = await ask(path, { headers: { 'accept-language': document.documentElement.lang } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(problemText(body));
  asTheyAre.set(path, body);
  return body;
};

/** What the form offers a budget as; nothing for its own. */
const receiverName = (budget) =>
  budget === form.dataset.budget
    ? ''
    : `${[...document.querySelectorAll('#budgets option')].find(({ dataset }) => dataset.budget === budget)?.value ?? budget} · `;

const rowNames = new Map(Object.entries(words.rows));
/** What a row is called in the language of the page. */
const rowName = (printed) => rowNames.get(printed) ?? printed;

/** The cells of a table by the words of its rows and columns; a total is a row too. */
const cellsOf = ({ table, rows, totals }) => {
  const cells = new Map();
  const add = (row, values) => {
    for (const [column, value] of Object.entries(values))
      cells.set(`${row}\t${words.columns[table]?.[column] ?? column}`, value ?? '');
  };
  for (const { code, name, side, cells: values } of rows)
    add(
      [words[side], rowName([code, name].filter(Boolean).join(' '))].filter(Boolean).join(' '),
      values,
    );
  if (typeof totals.revenue === 'object' && totals.revenue !== null)
    for (const side of ['revenue', 'expenditure'])
      add(`${words[side]} ${words.total}`, totals[side]);
  else add(words.total, totals);
  return cells;
};

const table = (caption, heads, rows) => {
  const scroll = element('div', '', { className: 'scroll' });
  const all = element('table');
  all.append(element('caption', caption));
  const head = all.createTHead().insertRow();
  for (const [text, isFigure] of heads)
    head.append(element('th', text, { scope: 'col', className: isFigure ? 'figure' : '' }));
  const body = all.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [i, text] of row.entries())
      Object.assign(line.insertCell(), {
        textContent: text,
        className: heads[i][1]
          ? `figure ${text.startsWith('-') ? 'negative' : text.startsWith('+') ? 'positive' : ''}`
          : 'name',
      });
  }
  scroll.append(all);
  return scroll;
};

/** What a change would move: the legs, the cells of the tables, who has to approve, and what the checks would say. */
const show = async ({
  amendment,
  amendments,
  tables,
  receiverTables = [],
  approvals,
  findings,
}) => {
  const shown = [...tables, ...receiverTables];
  const before = await Promise.all(shown.map(tableNow));
  const figures = [words.before, words.change, words.afterwards].map((word) => [word, true]);
  const parts = [
    ...(amendments ?? [amendment]).map((each) =>
      table(
        (each ? receiverName(each.budget) : '') + words.moves,
        [[words.line, false], ...figures],
        (each?.legs ?? []).map((leg) => [
          lineName(leg.key),
          ...[leg.before, withSign(leg.delta), leg.after].map(grouped),
        ]),
      ),
    ),
    element(
      'p',
      approvals.length === 0
        ? words.noApproval
        : words.approvals +
            approvals
              .map(
                ({ rule, approver, actors }) =>
                  [approver, ...(actors ? [actors.join(words.join)] : [])].join(' ') +
                  words.rule.replace('#', () => rule),
              )
              .join(words.joinLong),
    ),
    ...findings
      .filter(({ status }) => status === 'open')
      .map(({ message }) => element('p', groupedIn(message))),
  ];
  for (const [i, each] of shown.entries()) {
    const old = cellsOf(before[i]);
    const moved = [...cellsOf(each)].filter(([cell, value]) => (old.get(cell) ?? '') !== value);
    if (moved.length > 0)
      parts.push(
        table(
          `${receiverName(each.budget)}${words.table}${each.table} ${words.titles[each.table] || each.title} · ${words.unit}${words.units[each.unit]}`,
          [[words.line, false], [words.column, false], ...figures.filter((_, at) => at !== 1)],
          moved.map(([cell, value]) => [
            ...cell.split('\t'),
            grouped(old.get(cell) ?? ''),
            grouped(value),
          ]),
        ),
      );
  }
  return parts;
};

let tried = 0;
/** Tries the change; an answer that a later one has overtaken is not shown. */
const preview = async () => {
  const own = (tried += 1);
  let [text, parts] = ['', []];
  try {
    const { ok, body } = await send(form, '?dryRun=true');
    if (ok) parts = await show(body);
    else text = problemText(body, lineName);
  } catch (error) {
    text = error.message;
  }
  if (own !== tried) return;
  say(form, text, text !== '');
  place.replaceChildren(...parts);
};

let resting;
form.addEventListener('input', () => {
  addLine();
  askExpenditure();
  showHeadroom();
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (form.checkValidity()) void preview();
  }, REST_MS);
});
form.addEventListener('change', ({ target }) => {
  if (target.name?.startsWith('line.')) check(target);
  askExpenditure();
  showHeadroom();
});
form.querySelector('[data-dry-run]').addEventListener('click', () => {
  if (form.reportValidity()) void preview();
});
askExpenditure();
showHeadroom();

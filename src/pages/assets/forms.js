// Forms that record something. They send what the interface takes, and show what it answers.
import { ask } from './ask.js';
import { isCode, partsOf } from './line-parts.js';

const ACTOR = 'ledger-actor';
const isChinese = document.documentElement.lang.startsWith('zh');
/** The key of each form's next change: a repeat of the same request records nothing twice. */
const keys = new WeakMap();

/** A header is Latin-1: names are sent as the bytes of UTF-8. */
const asHeader = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** The header that says who records, and remembers the name in this browser; none where the session says it. */
export const actorHeader = (root) => {
  const field = root.querySelector('[data-actor]');
  if (field === null) return {};
  localStorage.setItem(ACTOR, field.value);
  return { 'ledger-actor': asHeader(field.value) };
};

const fill = (root) => {
  for (const field of root.querySelectorAll('[data-actor]'))
    field.value ||= localStorage.getItem(ACTOR) ?? '';
  for (const form of root.querySelectorAll('form[data-post]'))
    if (!prepared.has(form)) prepare(form);
};

/** The body that the interface takes: `a.b` is a field of an object; the lines of an amendment become its changes. */
const bodyOf = (form) => {
  const body = {};
  const rows = [];
  for (const [name, value] of new FormData(form)) {
    if (value === '') continue;
    const field = form.elements[name];
    if (field?.matches?.('[data-pasted]')) {
      body[name] = pasted(value, field.dataset.pasted);
      continue;
    }
    if (field?.matches?.('[data-amount]')) {
      body[name] = plain(value);
      continue;
    }
    const [first, second] = name.split('.');
    if (second === undefined) body[first] = budgetCalled(field, value);
    else if (/^\d+$/.test(second)) (rows[second] ??= {})[first] = value;
    else (body[first] ??= {})[second] = value;
  }
  if (form.matches('[data-preview]')) body.changes = rows.filter(Boolean).map(changeOf);
  return body;
};

/** The id of the budget that the list of a field offers by this text; the text itself where it offers none. */
const budgetCalled = (field, text) =>
  [...(field?.list?.options ?? [])].find(({ value }) => value === text)?.dataset.budget ?? text;

const AMOUNT = /^[-+]?\d[\d,]*(?:\.\d{1,2})?$/;
/** An amount in fen. */
const fenOf = (amount) => {
  const [yuan, fen = ''] = plain(amount).split('.');
  return BigInt(yuan + fen.padEnd(2, '0'));
};

/**
 * Rows of a spreadsheet: a code of seven digits with one amount behind it, or with three columns: the total, and the basic and the project
 * expenditure that it is of. A row without digits, such as a head, is left out.
 *
 * @throws {Error} a row with digits is not of this form: nothing is sent. `wrong` is its sentence, before the row.
 */
const pasted = (text, wrong) =>
  text.split('\n').flatMap((row) => {
    if (!/\d/.test(row)) return [];
    const [, code, rest = ''] = /(?:^|\t)\s*(\d{7})\s*[\t,，](.*)$/.exec(row) ?? [];
    const cells = rest.includes('\t')
      ? rest.split('\t').map((cell) => cell.trim())
      : [/[-+]?\d[\d,]*(?:\.\d+)?(?=\s*$)/.exec(rest)?.[0] ?? ''];
    const columns = cells.slice(
      Math.max(
        0,
        cells.findIndex((cell) => AMOUNT.test(cell)),
      ),
    );
    const [total, basic = '', project = '', ...more] = columns;
    if (code === undefined || !AMOUNT.test(total) || more.some((cell) => cell !== ''))
      throw new Error(wrong + row.trim());
    if (basic + project === '') return [{ function: code, amount: plain(total) }];
    // What is not spent is recorded too: it takes the place of an older figure.
    const parts = Object.entries({ basic: basic || '0.00', project: project || '0.00' });
    const isSum =
      parts.every(([, amount]) => AMOUNT.test(amount)) &&
      parts.reduce((fen, [, amount]) => fen + fenOf(amount), 0n) === fenOf(total);
    if (!isSum) throw new Error(wrong + row.trim());
    return parts.map(([expenditure, amount]) => ({
      function: code,
      expenditure,
      amount: plain(amount),
    }));
  });

/** An amount as the interface takes it: without separators, and without a plus. */
const plain = (amount) => amount.replaceAll(',', '').replace('+', '');

/** The key of the line of that name in the list; the text itself where the list has none. */
export const lineKeyOf = (text) =>
  [...document.querySelectorAll('#lines-of-budget option')].find(({ value }) => value === text)
    ?.dataset.line ?? text;

/** A change as the interface takes it: the line by its name, its key or its code; the economic item by its digits, which end its name. */
const changeOf = ({ line = '', amount = '', economic, expenditure: chosen }) => {
  const key = lineKeyOf(line.trim());
  const [, fund, code, expenditure] = key.split('/');
  return {
    function: code ?? key,
    ...(fund && { fund }),
    expenditure: expenditure ?? chosen ?? 'project',
    ...(economic && { economic: economic.trim().slice(-5) }),
    amount: plain(amount),
  };
};

/** Sends a form; `query` goes behind the address. Answers whether it was taken, and what the interface said. */
export const send = async (form, query = '') => {
  const body = bodyOf(form);
  const fingerprint = JSON.stringify(body);
  if (keys.get(form)?.fingerprint !== fingerprint)
    keys.set(form, { fingerprint, key: crypto.randomUUID() });
  const answer = await ask(form.dataset.post + query, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...actorHeader(form),
      'idempotency-key': keys.get(form).key,
      'if-match': '*',
      'accept-language': isChinese ? 'zh' : 'en',
    },
    body: fingerprint,
  });
  return { ok: answer.ok, body: await answer.json() };
};

/** Shows a sentence in a form. */
export const say = (form, text, isError) => {
  const output = form.querySelector('output[role=status]');
  output.textContent = text;
  output.className = isError ? 'negative' : '';
};

/** The words for the parts of lines; none on a page without forms. */
const lineWords = JSON.parse(
  document.querySelector('[data-line-words]')?.dataset.lineWords ?? 'null',
);

/** The key of a line in a sentence. */
const KEY = /(?:expenditure|revenue|economic|three-public)\/[\w/-]+/g;

/** What the key of a line says, its code last. */
export const keyInWords = (key) =>
  lineWords === null
    ? key
    : partsOf(key, lineWords)
        .toSorted((a, b) => isCode(a) - isCode(b))
        .join(' · ');

/** What a problem says, in one text. `nameOf`: what a line is called, by its key. */
export const problemText = ({ title, detail, errors }, nameOf = keyInWords) =>
  groupedIn(
    [
      [title, detail].filter(Boolean).join(isChinese ? '：' : ': '),
      ...(errors ?? []).map((each) => each.detail ?? ''),
    ]
      .filter(Boolean)
      .join(' ')
      .replaceAll(KEY, (key) => nameOf(key)),
  );

/** A change with its sign. */
export const withSign = (delta) => (/^[-+]|^0\.00$/.test(delta) ? delta : `+${delta}`);

/** An amount with separators. */
export const grouped = (amount) =>
  amount.replace(/^([-+]?\d+)/, (yuan) => yuan.replace(/\B(?=(\d{3})+$)/g, ','));

/** A sentence, its amounts with separators, as the service gives them: `withSeparatorsIn`. */
export const groupedIn = (sentence) =>
  sentence.replaceAll(/“[^”]*”|"[^"]*"|(?<![\d.,/])[-+]?\d{4,}\.\d+(?!\d|\.\d)/gu, (found) =>
    /^(?:[“"]|(?:19|20)\d\d\.\d\d?$)/u.test(found) ? found : grouped(found),
  );

/** Shows the page with what has been recorded: the position in the address is that of before. */
const showNewest = () => {
  const url = new URL(location.href);
  url.searchParams.delete('position');
  history.replaceState(null, '', url);
  location.reload();
};

/** The forms that send themselves: one that stays when others are shown is prepared once. */
const prepared = new WeakSet();
const prepare = (form) => {
  prepared.add(form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    try {
      const { ok, body } = await send(form);
      if (ok) showNewest();
      else say(form, problemText(body), true);
    } catch (error) {
      say(form, error.message, true);
    } finally {
      if (button) button.disabled = false;
    }
  });
};

fill(document);
document.addEventListener('shown', () => fill(document.getElementById('figures')));

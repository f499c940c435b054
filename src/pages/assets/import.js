// Uploads documents, shows what was read of each, and records those that a person chooses.
import { ask } from './ask.js';
import { budgetName } from './budget-names.js';
import { begin } from './copy.js';
import { decisionForm, decisionOf, freeze, haveReasons } from './decide.js';
import { actorHeader, grouped, groupedIn, problemText } from './forms.js';
import { isCode, partsOf } from './line-parts.js';
import { needs } from './needs.js';
import { markLines, revealLine, showPdf } from './published.js';
import { readTables } from './read-tables.js';

const form = document.querySelector('[data-import]');
const list = document.querySelector('[data-imports]');
const all = document.querySelector('[data-commit-all]');
const words = JSON.parse(document.querySelector('[data-words]').dataset.words);
const lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

const element = (tag, text = '', properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text, ...properties });

/** Shows what was read of a file, or why it could not be sent; the next file follows in any case. */
const read = async (section, named) => {
  try {
    await upload(section, named);
  } catch (error) {
    failed(section, named, error.message);
  }
};

let sections = 0;

/** The place of a file in the list, where it waits until it is read. */
const listed = ({ path }) => {
  const section = element('section', '', { className: 'notice', id: `file-${(sections += 1)}` });
  section.append(element('h2', path), element('p', words.queued));
  list.append(section);
  return section;
};

/** Says why a file could not be read, in its place and in the list of what needs a person. */
const failed = (section, { path }, why) => {
  section.classList.add('error');
  section.replaceChildren(element('h2', path), element('p', why));
  needs(section, [{ text: `${path}: ${why}`, href: `#${section.id}` }]);
};

const upload = async (section, { file, path }) => {
  section.replaceChildren(
    element('h2', path),
    element('p', words.reading),
    element('progress', '', { ariaLabel: `${words.reading} ${path}` }),
  );
  if (file.size > form.dataset.bytesMax) throw new Error(words.tooLarge);
  const preview = await previewOf(file);
  // Where its budget cannot be asked for now, it is previewed again before it is recorded.
  const body = { ...preview, tag: await tagOf(preview.budget).catch(() => undefined) };
  section.replaceChildren(element('h2', path));
  const side = element('div', '', { className: 'side' });
  section.append(side);
  const original = await published(side, { file, path }, body.id);
  const tables = await readTables(body.id, path, original);
  original.turned = tables.follow;
  if (body.changes.lines.length > 0)
    tables.add('lines', words.read, linesTable(body.changes.lines, path));
  const results = element('div');
  side.append(results);
  const again = async () => {
    const now = await previewOf(file);
    return { ...now, tag: await tagOf(now.budget) };
  };
  show(results, body, tables, { file: path, href: `#${section.id}`, again });
  await tables.start();
};

/** What a file was read as, and what it would change in its budget. */
const previewOf = async (file) => {
  const query = new URLSearchParams({ file: file.name });
  for (const name of ['publishedOn', 'agency'])
    if (form.elements[name].value) query.set(name, form.elements[name].value);
  const answer = await ask(`/v1/imports?${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      ...actorHeader(form),
      'accept-language': lang,
    },
    body: file,
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(problemText(body));
  return body;
};

/** The token of the last change that this page has recorded. */
let lastToken;

/** The `ETag` of a budget: another one after every change of it; null where there is no budget yet. */
const tagOf = async (budget) => {
  const headers = lastToken ? { 'ledger-min-token': lastToken } : {};
  const answer = await ask(`/v1/budgets/${budget}`, { headers, cache: 'no-store' });
  if (!answer.ok && answer.status !== 404) throw new Error(problemText(await answer.json()));
  return answer.headers.get('etag');
};

/** What a preview says that its file would change, for a comparison. */
const effectOf = ({ status, changes, findings, endedFindings }) =>
  JSON.stringify([
    status,
    changes,
    ...[findings, endedFindings].map((all) => all.map(({ id }) => id)),
  ]);

/**
 * Shows the document as it is published, in `side`. Answers `mark`, which marks places on it, `turn`, which shows a place without a mark, and `turned`, which is
 * called with the page that the reader turns to: the caller sets it.
 */
const published = async (side, { file, path }, id) => {
  const page = element('div', '', { className: 'original' });
  side.append(page);
  const fails = (error) => page.replaceChildren(element('p', error.message));
  const inSight = () => page.scrollIntoView({ block: 'nearest' });
  const original = { turned: () => {} };
  if ((await file.slice(0, 5).text()) === '%PDF-') {
    const sheet = element('div', '', { className: 'sheet', tabIndex: 0, role: 'img' });
    sheet.ariaLabel = `${words.original} · ${path}`;
    sheet.dataset.file = path;
    page.append(sheet);
    const data = new Uint8Array(await file.arrayBuffer());
    const show = (number, places) => showPdf(sheet, { data }, number, places).catch(fails);
    await show(1, []);
    sheet.addEventListener('turned', ({ detail }) => original.turned(detail));
    return Object.assign(original, {
      mark: async (places) => {
        await show(places[0]?.page ?? 1, places);
        inSight();
      },
      turn: (place) => show(place.page ?? 1, []),
    });
  }
  const load = async (place) => {
    const query = new URLSearchParams();
    for (const name of ['page', 'line']) if (place?.[name]) query.set(name, place[name]);
    const answer = await ask(`/imports/${id}?${query}`);
    const html = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = html.getElementById('published') ?? html.getElementById('main');
    found.removeAttribute('id');
    for (const region of found.querySelectorAll('[role=region], nav'))
      region.ariaLabel += ` · ${path}`;
    // Its links lead to other parts of the document, which are shown here.
    for (const link of found.querySelectorAll('a'))
      link.onclick = (event) => {
        event.preventDefault();
        const asked = new URL(link.href).searchParams;
        const to = { page: asked.get('page'), line: asked.get('line') };
        void load(to)
          .then(() => original.turned(Number(to.page)))
          .catch(fails);
      };
    page.replaceChildren(found);
  };
  await load().catch(fails);
  return Object.assign(original, {
    mark: async (places) => {
      if (places.length === 0) return;
      if (!markLines(page, places)) {
        await load(places[0]).catch(fails);
        markLines(page, places);
      }
      inSight();
    },
    turn: async (place) => {
      markLines(page, []);
      if (revealLine(page, place)) return;
      await load(place).catch(fails);
      markLines(page, []);
      revealLine(page, place);
    },
  });
};

/**
 * Shows what was read of a file, its `tables` first. `about`: its name, its place on the page, how it is previewed anew, and after that why, and what was
 * decided.
 */
const show = (section, shown, tables, about) => {
  const { id, status, budget, agency, fiscalYear, lines, findings, endedFindings, changes } = shown;
  if (about.why) section.append(element('p', about.why, { className: 'notice' }));
  section.append(
    element(
      'p',
      `${agency.name} ${fiscalYear} · ${shown.tables.filter(({ state }) => state === 'read').length} ${words.tables} · ${lines} ${words.lines}${findings.length > 0 ? ` · ${counted(findings)}` : ''}`,
    ),
  );
  section.append(tables.element);
  const forms = new Map();
  const waits = () => {
    const open = findings.filter((each) => !decisionOf(forms.get(each)));
    const text = [about.file, about.why ?? words.waits];
    if (open.length > 0) text.push(undecided(open));
    needs(about.href, [{ text: text.join(' · '), href: about.href, late: lateness(open) }]);
  };
  section.append(
    ...findingBoxes(findings, tables.note, (finding) => {
      if (status === 'duplicate') return [];
      const decision = decisionForm(
        finding,
        figure(finding.expected),
        waits,
        about.decided?.get(finding.id),
      );
      forms.set(finding, decision);
      return [decision];
    }),
    ...ended(endedFindings),
  );
  const changed = changes.lines.filter(({ change }) => change !== 'unchanged');
  // All lines of a first document are new.
  if (changed.length === 0) section.append(element('p', words.unchanged));
  else if (changed.some(({ change }) => change !== 'added') || changes.unchanged > 0) {
    const table = element('table');
    table.append(element('caption', words.changes));
    for (const { line, name, before, after } of changed) {
      const row = table.insertRow();
      for (const text of [lineText(line), name]) row.append(nameCell(text));
      for (const amount of [before, after])
        row.append(element('td', amount === null ? '—' : grouped(amount), { className: 'figure' }));
    }
    section.append(scrolling(`${words.changes} · ${about.file}`, table));
  }
  begin();
  for (const other of shown.otherBudgets ?? []) {
    const part = element('section', '', { className: 'elsewhere' });
    const heading = element('h3', `${words.elsewhere} `);
    const link = element('a', other.budget, { href: `/budgets/${other.budget}` });
    void budgetName(other.budget).then((text) => (link.textContent = text));
    heading.append(link);
    part.append(heading, ...findingBoxes(other.findings), ...ended(other.endedFindings));
    section.append(part);
  }
  if (status === 'duplicate') {
    done(section, words.duplicate, budget);
    return;
  }
  waits();
  const key = crypto.randomUUID();
  const button = element('button', words.commit, { type: 'button' });
  const refused = (text) => {
    button.disabled = false;
    section.append(element('p', text, { className: 'negative' }));
    needs(about.href, [{ text: `${about.file}: ${text}`, href: about.href }]);
  };
  /** The tag of a commit that may have been recorded although no answer came: it is repeated as it is. */
  let sent;
  button.onclick = async () => {
    const decisions = [...forms.values()];
    if (!haveReasons(decisions)) return;
    button.disabled = true;
    try {
      let tag = sent === undefined ? await tagOf(budget) : sent;
      let answered;
      do {
        if (tag !== shown.tag && tag !== sent) {
          const now = await about.again();
          if (effectOf(now) !== effectOf(shown)) {
            // Nobody has seen what it would change by now.
            const decided = new Map(
              [...forms].map(([finding, form]) => [finding.id, decisionOf(form)]),
            );
            section.replaceChildren();
            show(section, now, tables, { ...about, why: words.changed, decided });
            return;
          }
          tag = now.tag;
        }
        sent = tag;
        answered = await post(`/v1/imports/${id}/commit`, key, undefined, tag);
        if (!answered.ok) sent = undefined;
        // Somebody has changed the budget since it was looked at.
        if (answered.body.code === 'version-mismatch') tag = await tagOf(budget);
      } while (answered.body.code === 'version-mismatch');
      const { ok, body } = answered;
      if (!ok) {
        refused(problemText(body));
        return;
      }
      freeze(decisions);
      const { token, left } = await decide(body, forms, key);
      lastToken = token;
      button.remove();
      done(section, words.committed, body.budget);
      needs(about.href, left);
      names.set(budget, `${agency.name} ${fiscalYear}`);
      await listOpen(budget, token);
      for (const other of body.otherBudgets ?? []) await listOpen(other.budget, token);
    } catch (error) {
      // The same keys repeat what was sent, and record nothing twice.
      refused(error.message);
    } finally {
      waiting();
    }
  };
  button.dataset.commit = '';
  section.append(button);
  waiting();
};

/** Posts a change with its key; with the `tag` of its budget, see {@link tagOf}, only where nothing has changed it since. */
const post = async (path, key, content, tag = content && '*') => {
  const answer = await ask(path, {
    method: 'POST',
    headers: {
      ...actorHeader(form),
      'idempotency-key': key,
      'accept-language': lang,
      // The first document of a budget: there must be none yet.
      ...(tag === null ? { 'if-none-match': '*' } : tag && { 'if-match': tag }),
      ...(content && { 'content-type': 'application/json' }),
    },
    body: content && JSON.stringify(content),
  });
  return { ok: answer.ok, body: await answer.json() };
};

/**
 * Records what was decided beside the preview, by the command of the findings page, after the commit of `key`. Answers the token of
 * the last change, and the decisions that were refused.
 */
const decide = async ({ budget, token }, forms, key) => {
  const left = [];
  for (const [{ id, rule }, fields] of forms) {
    const decision = decisionOf(fields);
    if (decision === undefined) continue;
    const path = `/v1/budgets/${budget}/findings/${id}/resolve`;
    const { ok, body } = await post(path, `${key}.${id}`, decision);
    if (ok) ({ token } = body);
    // A correction that was recorded before it may have ended it.
    else if (body.code !== 'finding-resolved')
      left.push({
        text: `${await budgetName(budget)} · ${words.rules[rule] ?? rule}: ${problemText(body)}`,
        href: `/budgets/${budget}/findings#f-${id}`,
      });
  }
  return { token, left };
};

/** What the budgets of this page are called, by their ids. */
const names = new Map();

/** Lists the findings of a budget that are open, as of a change. */
const listOpen = async (budget, token) => {
  const name = names.get(budget) ?? (await budgetName(budget));
  const path = `/v1/budgets/${budget}/findings`;
  const answer = await ask(path, {
    headers: { 'accept-language': lang, ...(token && { 'ledger-min-token': token }) },
  });
  const findings = answer.ok ? await answer.json() : [];
  const open = findings.filter(({ status }) => status === 'open');
  const entry = {
    text: `${name} · ${undecided(open)}`,
    href: `/budgets/${budget}/findings`,
    late: lateness(open),
  };
  needs(budget, open.length === 0 ? [] : [entry]);
};

/** The weights of findings, the gravest first. */
const WEIGHTS = ['error', 'warning', 'info'];
const byWeight = (a, b) => WEIGHTS.indexOf(a.severity) - WEIGHTS.indexOf(b.severity);

/** Where these findings stand among those of others: first those with the gravest, last those without any. */
const lateness = (findings) => {
  const gravest = WEIGHTS.findIndex((weight) =>
    findings.some(({ severity }) => severity === weight),
  );
  return gravest < 0 ? WEIGHTS.length : gravest;
};

/** Findings in numbers, by their weight. */
const counted = (findings) =>
  WEIGHTS.map((weight) => [findings.filter(({ severity }) => severity === weight).length, weight])
    .filter(([count]) => count > 0)
    .map(([count, weight]) => `${count} ${count === 1 ? words.severity[weight] : words[weight]}`)
    .join(' · ');

const undecided = (findings) => `${words.undecided}: ${counted(findings)}`;

const scrolling = (label, table) => {
  const scroll = element('div', '', { className: 'scroll read', tabIndex: 0, role: 'region' });
  scroll.setAttribute('aria-label', label);
  scroll.append(table);
  return scroll;
};

/** The unit of a figure of a finding; words have none. */
const unitOf = (value, unit) => (/\d$/.test(value) ? (words.units[unit] ?? '') : '');

/** A figure of a finding with separators; what is no number stays as it is. */
const figure = (value) =>
  value === null
    ? '—'
    : value === 'blank'
      ? words.blank
      : /^[-+]?\d+(\.\d+)?$/.test(value)
        ? grouped(value)
        : groupedIn(value);

/** The key of a line in words, its code first. */
const lineText = (line) =>
  partsOf(line, words)
    .toSorted((a, b) => isCode(b) - isCode(a))
    .join(' · ');

const nameCell = (text) => element('td', text, { className: 'name' });

/** The lines that were read: a figure that is printed leads to its place on the page. */
const linesTable = (lines, path) => {
  const table = element('table');
  table.append(element('caption', words.read));
  for (const { line, name, after, source } of lines) {
    if (after === null) continue;
    const row = table.insertRow();
    for (const text of [lineText(line), name]) row.insertCell().textContent = text;
    const cell = row.insertCell();
    cell.className = 'figure';
    const figure = source ? linkButton(grouped(after)) : element('span', grouped(after));
    if (source) {
      const { page, line: at, text, column } = source;
      figure.dataset.place = JSON.stringify({
        page,
        line: at,
        text,
        column,
        near: codeOf(line, source),
      });
    }
    cell.append(figure);
  }
  return scrolling(`${words.read} · ${path}`, table);
};

/** The code that is printed in the row of a line; undefined for a line without one. */
const codeOf = (line, { code }) => code ?? /\d{3,7}/.exec(line)?.[0];

const linkButton = (text) => element('button', text, { type: 'button', className: 'link' });

/**
 * Findings, the gravest first, each with its figures, its places and its hint behind its sentence, and what `more` adds; one that is opened marks its
 * places with `note`, and a click on a place shows that one.
 */
const findingBoxes = (findings, note, more = () => []) =>
  findings.toSorted(byWeight).map((finding) => {
    const { severity, rule, message, printed, expected, difference, unit, places, hint } = finding;
    const box = element('details');
    const where = element('p');
    for (const place of places) {
      const { page, line, text } = place;
      const at = [
        ...(page === null ? [] : [words.page.replace('#', page)]),
        ...(line === null ? [] : [words.line.replace('#', line)]),
      ].join(' ');
      const shown = `${at} “${text}”`;
      const link = note ? linkButton(shown) : shown;
      if (note) link.onclick = () => note([place, ...places.filter((each) => each !== place)]);
      where.append(link, ' ');
    }
    if (note) box.ontoggle = () => box.open && note(places);
    box.append(
      withRule(
        element('summary', `${words.severity[severity]} ${groupedIn(message)}`, {
          className: `severity-${severity}`,
        }),
        rule,
      ),
      element(
        'p',
        Object.entries({ printed, expected, difference })
          .filter(([, value]) => printed !== null && value !== null)
          .map(([of, value]) => `${words[of]} ${figure(value)} ${unitOf(value, unit)}`.trim())
          .join(' · '),
      ),
      where,
      element('p', words.hints[hint] ?? hint ?? ''),
      ...more(finding),
    );
    return box;
  });

/** What a finding says, with what its rule asks for and the rule's code, small behind it. */
const withRule = (sentence, rule) => {
  sentence.append(
    ' ',
    element('small', [words.rules[rule], rule].filter(Boolean).join(' · '), { className: 'quiet' }),
  );
  return sentence;
};

/** The earlier findings that end with the document, as one list; nothing where none ends. */
const ended = (findings) => {
  if (findings.length === 0) return [];
  const list = element('ul', '', { className: 'quiet' });
  for (const { decision, rule, message } of findings)
    list.append(
      withRule(element('li', `${words.decisions[decision]}: ${groupedIn(message)}`), rule),
    );
  return [element('p', words.ended), list];
};

const done = (section, text, budget) => {
  const link = element('a', words.open, { href: `/budgets/${budget}` });
  const line = element('p', `${text} · `);
  line.append(link);
  section.append(line);
};

const waiting = () => {
  all.hidden = list.querySelectorAll('[data-commit]').length < 2;
};

all.onclick = async () => {
  const buttons = [...list.querySelectorAll('[data-commit]')];
  const name = all.textContent;
  all.disabled = true;
  for (const [i, button] of buttons.entries()) {
    all.textContent = `${name} ${i + 1} / ${buttons.length}`;
    await button.onclick();
  }
  all.textContent = name;
  all.disabled = false;
};

/** Files that were given before the fields that they need, such as the name of who gives them. */
let kept = [];
// A browser reports no change where the old value is typed again.
for (const name of ['change', 'focusout'])
  form.addEventListener(name, () => {
    if (kept.length > 0 && form.checkValidity()) void take([]);
  });

/** Reads files one after the other; those that wait are listed at once. */
const take = async (given) => {
  const taken = [...kept, ...given];
  kept = form.reportValidity() ? [] : taken;
  if (kept.length > 0) return;
  const queue = taken.map((named) => [listed(named), named]);
  files.all += queue.length;
  tell();
  for (const [section, named] of queue) {
    await read(section, named);
    files.read += 1;
    tell();
  }
};

const files = { all: 0, read: 0 };

/** How many of the files are read. */
const tell = () => {
  const line = document.querySelector('[data-progress]');
  line.hidden = false;
  line.querySelector('span').textContent = `${files.read} / ${files.all}`;
  Object.assign(line.querySelector('progress'), { max: files.all, value: files.read });
};

/** Files in the order of their paths: 9 before 10. */
const sorted = (files) =>
  files.toSorted((a, b) => a.path.localeCompare(b.path, lang, { numeric: true }));

/** The files that were chosen; of a folder, those below it too. */
const chosen = (input) =>
  sorted([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));

/** The files of what was dropped, those in its folders included. */
const dropped = async (entries) => {
  const found = await Promise.all(entries.map(filesOf));
  return sorted(found.flat());
};

const filesOf = async (entry) => {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => {
      entry.file(done, fail);
    });
    return [{ file, path: entry.fullPath.slice(1) }];
  }
  const reader = entry.createReader();
  const below = [];
  // A folder gives its entries in parts, and nothing when there are no more.
  for (let part; part?.length !== 0; below.push(...part))
    part = await new Promise((done, fail) => {
      reader.readEntries(done, fail);
    });
  const found = await Promise.all(below.map(filesOf));
  return found.flat();
};

for (const name of ['files', 'folder']) {
  const input = form.elements[name];
  input.addEventListener('change', () => {
    void take(chosen(input));
    // The same files may be chosen again.
    input.value = '';
  });
}
const drop = form.querySelector('.drop');
for (const name of ['dragover', 'dragleave', 'drop'])
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', name === 'dragover');
    if (name !== 'drop') return;
    // What was dropped can be asked for during the event alone.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
    void dropped(entries.filter(Boolean)).then(take);
  });

// Uploads documents, shows what was read of each, and records those that a person chooses.
import { actorHeader } from './forms.js';
import { markLines, showPdf } from './published.js';

const form = document.querySelector('[data-import]');
const list = document.querySelector('[data-imports]');
const all = document.querySelector('[data-commit-all]');
const words = JSON.parse(document.querySelector('[data-words]').dataset.words);
const lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

const element = (tag, text = '', properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text, ...properties });

/** Shows what was read of a file, or why it could not be sent; the next file follows in any case. */
const read = async (file) => {
  const section = element('section', '', { className: 'notice' });
  list.append(section);
  try {
    await upload(section, file);
  } catch (error) {
    section.classList.add('error');
    section.replaceChildren(element('h2', file.name), element('p', String(error)));
  }
};

const upload = async (section, file) => {
  section.append(element('h2', file.name), element('p', words.reading), element('progress'));
  const query = new URLSearchParams({ file: file.name });
  for (const name of ['publishedOn', 'agency'])
    if (form.elements[name].value) query.set(name, form.elements[name].value);
  const answer = await fetch(`/v1/imports?${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      ...actorHeader(form),
      'accept-language': lang,
    },
    body: file,
  });
  const body = await answer.json();
  section.replaceChildren(element('h2', file.name));
  if (!answer.ok) {
    section.classList.add('error');
    section.append(element('p', [body.title, body.detail].filter(Boolean).join(' ')));
    return;
  }
  const side = element('div', '', { className: 'side' });
  const mark = await published(side, file, body.id);
  const results = element('div');
  side.append(results);
  section.append(side);
  show(results, body, mark);
};

/** The document as it is published, in `side`; answers what marks places on it. */
const published = async (side, file, id) => {
  const page = element('div', '', { className: 'original' });
  side.append(page);
  const fails = (error) => page.replaceChildren(element('p', String(error)));
  if ((await file.slice(0, 5).text()) === '%PDF-') {
    const sheet = element('div', '', { className: 'sheet', tabIndex: 0, role: 'img' });
    sheet.setAttribute('aria-label', words.original);
    page.append(sheet);
    const data = new Uint8Array(await file.arrayBuffer());
    const mark = async (places) => {
      const number = places[0]?.page ?? 1;
      const texts = places.filter((each) => each.page === number).map(({ text }) => text);
      await showPdf(sheet, { data }, number, texts);
    };
    await mark([]).catch(fails);
    return async (places) => {
      await mark(places).catch(fails);
      page.scrollIntoView({ block: 'nearest' });
    };
  }
  const load = async (place) => {
    const query = new URLSearchParams();
    for (const name of ['page', 'line']) if (place?.[name]) query.set(name, place[name]);
    const answer = await fetch(`/imports/${id}?${query}`);
    const html = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = html.getElementById('published') ?? html.getElementById('main');
    found.removeAttribute('id');
    // Its links lead to other parts of the document, which are shown here.
    for (const link of found.querySelectorAll('a'))
      link.onclick = (event) => {
        event.preventDefault();
        const asked = new URL(link.href).searchParams;
        void load({ page: asked.get('page'), line: asked.get('line') }).catch(fails);
      };
    page.replaceChildren(found);
  };
  await load().catch(fails);
  return async (places) => {
    if (places.length === 0) return;
    if (!markLines(page, places)) {
      await load(places[0]).catch(fails);
      markLines(page, places);
    }
    page.scrollIntoView({ block: 'nearest' });
  };
};

const show = (
  section,
  {
    id,
    status,
    budget,
    agency,
    fiscalYear,
    tables,
    lines,
    findings,
    endedFindings,
    otherBudgets = [],
    changes,
  },
  mark,
) => {
  const count = (severity) => findings.filter((each) => each.severity === severity).length;
  section.append(
    element(
      'p',
      `${agency.name} ${fiscalYear} · ${tables.filter(({ state }) => state === 'read').length} ${words.tables} · ${lines} ${words.lines} · ${['error', 'warning', 'info'].map((each) => `${count(each)} ${words[each]}`).join(' · ')}`,
    ),
  );
  section.append(...findingBoxes(findings, mark), ...ended(endedFindings));
  const changed = changes.lines.filter(
    ({ change }) => change !== 'unchanged' && change !== 'added',
  );
  if (changed.length > 0) {
    const table = element('table');
    table.append(element('caption', words.changes));
    for (const { line, name, before, after } of changed) {
      const row = table.insertRow();
      for (const text of [line, name, before, after]) row.insertCell().textContent = text ?? '—';
    }
    section.append(scrolling(words.changes, table));
  }
  section.append(scrolling(words.read, linesTable(changes.lines, mark)));
  for (const other of otherBudgets) {
    const part = element('section', '', { className: 'elsewhere' });
    const heading = element('h3', `${words.elsewhere} `);
    heading.append(element('a', other.budget, { href: `/budgets/${other.budget}` }));
    part.append(heading, ...findingBoxes(other.findings), ...ended(other.endedFindings));
    section.append(part);
  }
  if (status === 'duplicate') {
    done(section, words.duplicate, budget);
    return;
  }
  const key = crypto.randomUUID();
  const button = element('button', words.commit, { type: 'button' });
  button.onclick = async () => {
    button.disabled = true;
    const answer = await fetch(`/v1/imports/${id}/commit`, {
      method: 'POST',
      headers: {
        ...actorHeader(form),
        'idempotency-key': key,
        'accept-language': lang,
      },
    });
    const body = await answer.json();
    if (answer.ok) {
      button.remove();
      done(section, words.committed, body.budget);
    } else {
      button.disabled = false;
      section.append(
        element('p', [body.title, body.detail].filter(Boolean).join(' '), {
          className: 'negative',
        }),
      );
    }
    waiting();
  };
  button.dataset.commit = '';
  section.append(button);
  waiting();
};

const scrolling = (label, table) => {
  const scroll = element('div', '', { className: 'scroll read', tabIndex: 0, role: 'region' });
  scroll.setAttribute('aria-label', label);
  scroll.append(table);
  return scroll;
};

const grouped = (amount) =>
  amount.replace(/^(-?\d+)/, (yuan) => yuan.replace(/\B(?=(\d{3})+$)/g, ','));

/** What was read: a figure that is printed leads to its place on the page. */
const linesTable = (lines, mark) => {
  const table = element('table');
  table.append(element('caption', words.read));
  for (const { line, name, after, source } of lines) {
    if (after === null) continue;
    const row = table.insertRow();
    row.insertCell().textContent = line
      .split('/')
      .slice(1)
      .map((part) => words.parts[part] ?? part)
      .join(' ');
    row.insertCell().textContent = name;
    const cell = row.insertCell();
    cell.className = 'figure';
    cell.append(
      source ? placeButton(grouped(after), [source], mark) : element('span', grouped(after)),
    );
  }
  return table;
};

const placeButton = (text, places, mark) => {
  const button = element('button', text, { type: 'button', className: 'link' });
  button.onclick = () => void mark(places);
  return button;
};

/** Findings, each with its figures, its places and its hint behind its sentence; one that is opened marks its places. */
const findingBoxes = (findings, mark) =>
  findings.map(({ severity, rule, message, printed, expected, difference, unit, places, hint }) => {
    const box = element('details');
    const where = element('p');
    for (const place of places) {
      const { page, line, text } = place;
      const at = [
        ...(page === null ? [] : [`${words.page} ${page}`]),
        ...(line === null ? [] : [`${words.line} ${line}`]),
      ].join(' ');
      where.append(mark ? placeButton(`${at} “${text}”`, [place], mark) : `${at} “${text}”`, ' ');
    }
    if (mark) box.ontoggle = () => void (box.open && mark(places));
    box.append(
      element('summary', `${words.severity[severity]} ${rule}: ${message}`, {
        className: `severity-${severity}`,
      }),
      element(
        'p',
        printed === null
          ? ''
          : `${words.printed} ${printed} · ${words.expected} ${expected ?? '—'} · ${words.difference} ${difference ?? '—'} ${unit ?? ''}`,
      ),
      where,
      element('p', hint ?? ''),
    );
    return box;
  });

/** The earlier findings that end with the document, as one list; nothing where none ends. */
const ended = (findings) => {
  if (findings.length === 0) return [];
  const list = element('ul', '', { className: 'quiet' });
  for (const { decision, rule, message } of findings)
    list.append(element('li', `${words[decision]}: ${rule} ${message}`));
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
  for (const button of list.querySelectorAll('[data-commit]')) await button.onclick();
};

const take = async (files) => {
  if (!form.reportValidity()) return;
  for (const file of files) await read(file);
};

const drop = form.querySelector('.drop');
form.elements.files.addEventListener('change', () => void take([...form.elements.files.files]));
for (const name of ['dragover', 'dragleave', 'drop'])
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', name === 'dragover');
    if (name === 'drop') void take([...event.dataTransfer.files]);
  });

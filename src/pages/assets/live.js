// Figures follow their form without a reload. Without this script the form's button does the same.

/** Makes the content of an element like that of another. What tables have in common stays: a long one is not laid out anew. */
const update = (old, next) => {
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  for (const [i, wanted] of after.entries()) {
    const now = before[i];
    if (now === undefined) old.append(withRows(wanted));
    else if (done.get(wanted) === now || isSame(now, wanted)) continue;
    else if (isPartOfTable(now) && now.nodeName === wanted.nodeName) {
      for (const name of now.getAttributeNames())
        if (!wanted.hasAttribute(name)) now.removeAttribute(name);
      for (const { name, value } of wanted.attributes)
        if (now.getAttribute(name) !== value) now.setAttribute(name, value);
      update(now, wanted);
    } else now.replaceWith(withRows(wanted));
  }
  for (const gone of before.slice(after.length)) gone.remove();
};

/** Whether two parts show the same. The caption of a table has its tools beside its words: a new one would lay out all rows anew. */
const isSame = (now, wanted) => {
  if (now.nodeName !== 'CAPTION' || wanted.nodeName !== 'CAPTION') return now.isEqualNode(wanted);
  const own = now.cloneNode(true);
  for (const tool of own.querySelectorAll('.tool')) tool.remove();
  return own.textContent.trim() === wanted.textContent.trim();
};

/** The rows that stay, by the places that the answer has of them. */
const done = new WeakMap();

/** Updates the rows of the tables of which the answer has only those that are new. */
const updateRows = (old, next) => {
  for (const wanted of next.querySelectorAll('[data-rows][data-kept]')) {
    const body = old.querySelector(`[data-rows="${CSS.escape(wanted.dataset.rows)}"]`);
    // A table that is new has new rows alone.
    if (body === null) continue;
    const had = [...body.rows];
    const rows = [...wanted.rows].flatMap((row) => {
      if (row.dataset.kept === undefined) return [row];
      const [from, to] = row.dataset.kept.split('-').map(Number);
      return had.slice(from, to + 1);
    });
    const kept = new Set(rows);
    for (const row of had) if (!kept.has(row)) row.remove();
    let at = body.firstElementChild;
    for (const row of rows)
      if (row === at) at = at.nextElementSibling;
      else body.insertBefore(row, at);
    done.set(wanted, body);
  }
};

/** An element of the answer, with the rows that were updated in their place. */
const withRows = (element) => {
  for (const wanted of element.querySelectorAll?.('[data-rows][data-kept]') ?? [])
    if (done.has(wanted)) wanted.replaceWith(done.get(wanted));
  return element;
};

const isPartOfTable = (node) =>
  node.nodeType === Node.ELEMENT_NODE &&
  (node.matches('.scroll, table') || (node.closest('table') && node.matches('tbody, tr, td, a')));

/** Says above the figures why they did not follow. */
const complain = (figures, sentence) => {
  figures.querySelector('[data-problem]')?.remove();
  const text = `${sentence} ${figures.dataset.stale}`;
  const notice = Object.assign(document.createElement('p'), {
    className: 'notice error',
    role: 'alert',
    textContent: text,
  });
  notice.dataset.problem = '';
  figures.prepend(notice);
};

/** What an address answers; undefined where there is no answer. */
const answerOf = async (url, headers) => {
  try {
    const answer = await fetch(url, { headers });
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return undefined;
  }
};

/**
 * Replaces what the form shows by what its fields ask for. The address follows: each finished step, which a `change` ends, is one
 * entry of the history, and what is shown while a slider is drawn is none.
 */
const follow = (form) => {
  /** How many steps are finished, and how many were when the newest entry was made. */
  let finished = 1;
  let entered = 0;
  const ask = async ({ kept, step }) => {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form))
      if (value !== '') url.searchParams.set(name, value);
    const id = form.dataset.live;
    const old = document.getElementById(id);
    const permanent = old.querySelector('[data-permanent]');
    // What stands here need not be sent again.
    const headers = permanent ? { 'ledger-shown': permanent.getAttribute('href') } : {};
    const { ok, text = '' } = (await answerOf(url, headers)) ?? {};
    const page = new DOMParser().parseFromString(text, 'text/html');
    const next = page.getElementById(id);
    if (!ok || next === null) {
      const problem = page.querySelector('[role=alert]');
      complain(old, problem?.textContent ?? old.dataset.away);
      return;
    }
    old.querySelector('[data-problem]')?.remove();
    updateRows(old, next);
    update(old, next);
    history[step === entered ? 'replaceState' : 'pushState'](null, '', url);
    entered = step;
    if (kept) old.querySelector(`[name="${kept}"]`)?.focus();
    begin(old);
    document.dispatchEvent(new CustomEvent('shown'));
  };
  /** The field that was changed last and its step, while they wait for an answer. One question is asked at a time, so that a slider that is drawn is followed. */
  let waiting;
  let isAsking = false;
  const show = async (kept = '') => {
    waiting = { kept, step: finished };
    if (isAsking) return;
    isAsking = true;
    try {
      while (waiting !== undefined) {
        const question = waiting;
        waiting = undefined;
        await ask(question);
      }
    } finally {
      isAsking = false;
    }
  };
  form.addEventListener(
    'input',
    ({ target }) => void show(form.closest('#figures') ? target.name : ''),
  );
  form.addEventListener('change', () => (finished += 1));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
    finished += 1;
  });
};

/** What the links of rows keep of the question of the page. */
const QUESTION = ['effective', 'recorded', 'position', 'unit'];

/** What the figures were asked for: the address has a position even where the newest was asked for. */
const questionOf = (figures) =>
  new URLSearchParams(figures.querySelector('[data-permanent]').dataset.question);

/** A link of a row that stayed asks what the page asks by now: it is mended when a hand comes to it. */
const mend = ({ target }) => {
  const link = target.closest('[data-rows] a');
  if (link === null) return;
  const [url, asked] = [new URL(link.href), questionOf(link.closest('#figures'))];
  for (const name of QUESTION)
    if (asked.has(name) && asked.get(name) !== '') url.searchParams.set(name, asked.get(name));
    else url.searchParams.delete(name);
  link.href = url;
};
for (const name of ['pointerover', 'focusin', 'click'])
  document.addEventListener(name, mend, { capture: true });

const DAY = 86_400_000;

/** A slider over the days of a year beside a date, with a mark for each day on which something took effect. */
const overDays = (input) => {
  const from = Date.parse(input.dataset.from);
  const slider = range((Date.parse(input.dataset.to) - from) / DAY, input);
  const dayAt = (n) => new Date(from + n * DAY).toISOString().slice(0, 10);
  slider.value = input.value ? (Date.parse(input.value) - from) / DAY : slider.max;
  for (const day of input.dataset.marks.split(' ').filter(Boolean))
    mark(slider, (Date.parse(day) - from) / DAY, day);
  slider.addEventListener('input', () => (input.value = dayAt(Number(slider.value))));
  slider.setAttribute('aria-valuetext', input.value);
};

/** A slider over the moments of a list, the newest at its right. */
const overChoices = (select) => {
  const slider = range(select.options.length - 1, select);
  slider.value = slider.max - select.selectedIndex;
  for (let i = 0; i < select.options.length; i += 1) mark(slider, i, '');
  slider.addEventListener('input', () => {
    select.selectedIndex = slider.max - slider.value;
    slider.setAttribute('aria-valuetext', select.selectedOptions[0].text);
  });
  select.addEventListener('input', () => (slider.value = slider.max - select.selectedIndex));
};

const range = (max, beside) => {
  const slider = document.createElement('input');
  const marks = document.createElement('datalist');
  marks.id = `marks-${beside.name}`;
  Object.assign(slider, { type: 'range', min: 0, max, className: 'slider' });
  slider.setAttribute('list', marks.id);
  slider.setAttribute('aria-label', beside.closest('label').firstChild.textContent);
  beside.closest('label').after(slider, marks);
  return slider;
};

const mark = (slider, value, label) => {
  const option = document.createElement('option');
  Object.assign(option, { value, label });
  slider.nextElementSibling.append(option);
};

/** What has its listeners: parts of the page that stay the same are kept. */
const begun = new WeakSet();
const isNew = (element) => !begun.has(element) && begun.add(element);

const begin = (root) => {
  for (const form of root.querySelectorAll('form[data-live]')) if (isNew(form)) follow(form);
  for (const field of root.querySelectorAll('[data-slider]'))
    if (!isNew(field)) continue;
    else if (field.tagName === 'SELECT') overChoices(field);
    else overDays(field);
};

// Back and forward lead to another question of this page: its form and its figures come together.
addEventListener('popstate', () => location.reload());

begin(document);

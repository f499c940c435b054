// Forms that record something. They send what the interface takes, and show what it answers.

const ACTOR = 'ledger-actor';
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
  for (const form of root.querySelectorAll('form[data-post]')) prepare(form);
};

/** The body that the interface takes: `a.b` is a field of an object; the lines of an amendment become its changes. */
const bodyOf = (form) => {
  const body = {};
  const rows = [];
  for (const [name, value] of new FormData(form)) {
    if (value === '') continue;
    if (form.elements[name]?.matches?.('[data-pasted]')) {
      body[name] = pasted(value);
      continue;
    }
    const [first, second] = name.split('.');
    if (second === undefined) body[first] = value;
    else if (/^\d+$/.test(second)) (rows[second] ??= {})[first] = value;
    else (body[first] ??= {})[second] = value;
  }
  if (form.matches('[data-preview]')) body.changes = rows.filter(Boolean).map(changeOf);
  return body;
};

/**
 * Rows of a spreadsheet: a code of seven digits, and the amount behind it. A row without digits, such as a head, is left out.
 *
 * @throws {Error} a row with digits is not of this form: nothing is sent.
 */
const pasted = (text) =>
  text.split('\n').flatMap((row) => {
    if (!/\d/.test(row)) return [];
    const [, code, amount] =
      /(?:^|\t)\s*(\d{7})\s*[\t,，].*?([-+]?\d[\d,]*(?:\.\d+)?)\s*$/.exec(row) ?? [];
    if (code === undefined) throw new Error(row);
    return [{ function: code, amount: amount.replaceAll(',', '').replace('+', '') }];
  });

const changeOf = ({ line = '', amount = '', economic }) => {
  const [, fund, code, expenditure] = line.split('/');
  return {
    function: code ?? line,
    ...(fund && { fund }),
    expenditure: expenditure ?? 'project',
    ...(economic && { economic }),
    amount: amount.replaceAll(',', '').replace('+', ''),
  };
};

const send = async (form, query = '') => {
  const body = bodyOf(form);
  const fingerprint = JSON.stringify(body);
  if (keys.get(form)?.fingerprint !== fingerprint)
    keys.set(form, { fingerprint, key: crypto.randomUUID() });
  const answer = await fetch(form.dataset.post + query, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...actorHeader(form),
      'idempotency-key': keys.get(form).key,
      'if-match': '*',
      'accept-language': document.documentElement.lang.startsWith('zh') ? 'zh' : 'en',
    },
    body: fingerprint,
  });
  return { ok: answer.ok, body: await answer.json() };
};

const say = (form, text, isError) => {
  const output = form.querySelector('output[role=status]');
  output.textContent = text;
  output.className = isError ? 'negative' : '';
};

const problemText = ({ title, detail, errors }) =>
  [title, detail, ...(errors ?? []).map((each) => each.detail ?? '')].filter(Boolean).join(' ');

const prepare = (form) => {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    try {
      const { ok, body } = await send(form);
      if (ok) location.reload();
      else say(form, problemText(body), true);
    } catch (error) {
      say(form, String(error), true);
    } finally {
      if (button) button.disabled = false;
    }
  });
  form.querySelector('[data-dry-run]')?.addEventListener('click', async () => {
    if (!form.reportValidity()) return;
    const { ok, body } = await send(form, '?dryRun=true');
    say(form, ok ? '' : problemText(body), !ok);
    if (ok) preview(document.querySelector('[data-preview-of]'), body);
  });
};

/** What a change would move: the legs, the tables, and who has to approve. */
const preview = (place, { amendment, tables, approvals, findings }) => {
  place.replaceChildren();
  const list = (texts) => {
    const ul = document.createElement('ul');
    for (const text of texts)
      ul.append(Object.assign(document.createElement('li'), { textContent: text }));
    place.append(ul);
  };
  list(
    (amendment?.legs ?? []).map(
      ({ key, before, delta, after }) => `${key}: ${before} ${delta} → ${after}`,
    ),
  );
  list(
    tables.map(
      ({ table, title, unit, totals }) => `${table} ${title} (${unit}): ${JSON.stringify(totals)}`,
    ),
  );
  list(
    approvals.map(
      ({ rule, approver, actors }) => `${rule}: ${approver} ${(actors ?? []).join('、')}`,
    ),
  );
  list(findings.map(({ rule, message }) => `${rule}: ${message}`));
};

fill(document);
document.addEventListener('shown', () => fill(document.getElementById('figures')));

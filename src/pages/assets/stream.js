// The stream of changes goes on as they are recorded: the browser resumes it by itself after an interruption. The rows are those that the
// page itself would have.
import { problemText } from './forms.js';

const state = document.querySelector('[data-stream]');
const rows = document.querySelector('[data-changes]');
/** How many changes are shown at most. */
const most = Number(state.dataset.shown);

/** How long further changes are waited for before the page is asked for its newest rows, in ms: many arrive at once. */
const REST_MS = 200;
let resting;

/** Puts the rows that are new before the others. */
const renew = async () => {
  resting = undefined;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const last = Number(rows.rows[0]?.dataset.number ?? 0);
  const added = [...page.querySelector('[data-changes]').rows].filter(
    (row) => Number(row.dataset.number) > last,
  );
  rows.prepend(...added);
  while (rows.rows.length > most) rows.rows[most].remove();
  rows.closest('table').hidden = rows.rows.length === 0;
};

const source = new EventSource(state.dataset.stream);
source.onopen = () => (state.textContent = state.dataset.open);
source.onmessage = () => (resting ??= setTimeout(() => void renew(), REST_MS));
source.onerror = async () => {
  state.textContent = state.dataset.interrupted;
  if (source.readyState !== EventSource.CLOSED) return;
  // It was refused. An event source does not say why: the same question does.
  const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  const answer = await fetch(state.dataset.stream, { headers: { 'accept-language': language } });
  if (answer.ok) await answer.body.cancel();
  else state.textContent = problemText(await answer.json());
};

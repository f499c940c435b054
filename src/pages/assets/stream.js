// The stream of changes: the browser resumes it by itself after an interruption.
const list = document.querySelector('[data-stream]');
const state = document.querySelector('[data-stream-state]');
const SHOWN_MAX = 500;
/** The words for the types of events and the kinds of amendments. */
const names = JSON.parse(list.dataset.names);

const url = new URL('/v1/changes', location.href);
if (list.dataset.budget) url.searchParams.set('budget', list.dataset.budget);
const source = new EventSource(url);

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
/** An instant in Shanghai's time: 2026-03-01 09:30:00. */
const shanghai = (instant) => CLOCK.format(new Date(instant));

const show = ({ data, lastEventId }) => {
  const change = JSON.parse(data);
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), { textContent: change.budget ?? '' });
  if (change.budget) link.href = `/budgets/${change.budget}`;
  const { kind, line, amount, delta, reason } = change.data ?? {};
  if (change.recordedAt) {
    const time = document.createElement('time');
    Object.assign(time, { dateTime: change.recordedAt, textContent: shanghai(change.recordedAt) });
    item.append(time, ' ');
  }
  item.append(
    `${change.sequence ?? lastEventId} ${names[change.type] ?? change.type} `,
    link,
    ` ${[names[kind], line, amount ?? delta, reason, change.actor].filter((each) => typeof each === 'string').join(' ')}`,
  );
  list.prepend(item);
  while (list.children.length > SHOWN_MAX) list.lastChild.remove();
};

source.onopen = () => (state.textContent = '●');
source.onerror = () => (state.textContent = '○ …');
source.onmessage = show;
for (const type of list.dataset.types?.split(' ') ?? []) source.addEventListener(type, show);

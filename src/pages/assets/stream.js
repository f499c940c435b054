// The stream of changes: the browser resumes it by itself after an interruption.
import { budgetName } from './budget-names.js';
import { grouped, problemText, withSign } from './forms.js';
import { isCode, partsOf } from './line-parts.js';

const list = document.querySelector('[data-stream]');
const state = document.querySelector('[data-stream-state]');
/** How many changes are shown at most. */
const most = Number(list.dataset.shown);
/** The words for the types of events, the kinds of amendments and expenditure, the decisions, the columns of the tables, and how the stream is; and which decisions no person makes. */
const { names, words, columns, ownDecisions } = JSON.parse(list.dataset.words);

const source = new EventSource(list.dataset.stream);

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
/** An instant in Shanghai's time: 2026-03-01 09:30:00. */
const shanghai = (instant) => CLOCK.format(new Date(instant));

/** How long no change arrives before the budgets are named, in ms: many arrive at once, and most are not shown for long. */
const REST_MS = 200;
let resting;
/** Calls the budgets of what is shown by their names, one after the other. */
const name = async () => {
  for (const link of list.querySelectorAll('[data-budget]')) {
    const { budget } = link.dataset;
    const text = await budgetName(budget);
    Object.assign(link, { textContent: text, title: budget });
    delete link.dataset.budget;
  }
};

const isText = (value) => typeof value === 'string';

/** A word that keeps the key of what it names. */
const named = (text, key) =>
  Object.assign(document.createElement('span'), { textContent: text, title: key });

/** The name of a line with what tells it from others of that name; its code last. */
const lineOf = (text, key) =>
  named(
    [
      text,
      ...partsOf(key, words)
        .filter((part) => part !== text)
        .toSorted((a, b) => isCode(a) - isCode(b)),
    ].join(' · '),
    key,
  );

/** A change of an amount, with its sign. */
const signed = (delta) =>
  Object.assign(document.createElement('span'), {
    className: delta.startsWith('-') ? 'negative' : delta === '0.00' ? '' : 'positive',
    textContent: grouped(withSign(delta)),
  });

/** The column of a figure that has no other name. */
const cellOf = (source) =>
  source?.table
    ? `${words.table}${source.table} ${columns[source.table]?.[source.column] ?? ''}`
    : '';

/** What was spent, by the code, the kind of expenditure and the project of each figure. */
const spent = ({ asOf, figures }) => [
  `${words.upTo}${asOf}`,
  ...figures.flatMap(({ function: code, expenditure, project, amount }) => [
    [code, names[expenditure], project].filter(isText).join(' · '),
    grouped(amount),
  ]),
];

/** What a change is about, and its amounts: the lines that it moves, or its one line, subject or name. */
const contentOf = ({ legs, line, name: text, title, subject, code, rule, source, ...rest }) => {
  const { measure, ...amounts } = rest;
  if (legs) return legs.flatMap((leg) => [lineOf(leg.name ?? leg.key, leg.key), signed(leg.delta)]);
  if (rule) return [named(names[rule] ?? rule, rule)];
  if (amounts.figures) return spent(amounts);
  const key = [line, code, subject].find(isText) ?? '';
  const called = [text, title, subject?.name, cellOf(source), key].find(
    (each) => isText(each) && each !== '',
  );
  const { from = amounts.before, to = amounts.amount, delta } = amounts;
  return [
    ...(called === undefined ? [] : [isText(line) ? lineOf(called, key) : named(called, key)]),
    measure === 'total' ? '' : words.parts[measure],
    [from, to].filter(isText).map(grouped).join(' → '),
    ...(isText(delta) ? [signed(delta)] : []),
  ];
};

const show = ({ data, lastEventId }) => {
  const change = JSON.parse(data);
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), {
    textContent: change.agency?.name ?? change.budget ?? '',
  });
  // Who follows changes alone has no page of a budget.
  if (change.budget && list.dataset.reads !== undefined) {
    link.href = `/budgets/${change.budget}`;
    link.dataset.budget = change.budget;
    clearTimeout(resting);
    resting = setTimeout(name, REST_MS);
  }
  const { kind, decision, reason } = change.data ?? {};
  if (change.recordedAt) {
    const time = document.createElement('time');
    Object.assign(time, { dateTime: change.recordedAt, textContent: shanghai(change.recordedAt) });
    item.append(time, ' ');
  }
  const parts = [
    `${change.sequence ?? lastEventId} ${names[change.type] ?? change.type}`,
    link,
    names[kind],
    names[decision],
    ...contentOf(change.data ?? {}),
    // The ledger's own reason says no more than the decision.
    ownDecisions.includes(decision) ? '' : reason,
    change.actor,
  ];
  for (const part of parts) if (part) item.append(part, ' ');
  list.prepend(item);
  while (list.children.length > most) list.lastChild.remove();
};

source.onopen = () => (state.textContent = words.open);
source.onerror = async () => {
  state.textContent = words.interrupted;
  if (source.readyState !== EventSource.CLOSED) return;
  // It was refused. An event source does not say why: the same question does.
  const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  const answer = await fetch(list.dataset.stream, { headers: { 'accept-language': language } });
  if (answer.ok) await answer.body.cancel();
  else state.textContent = problemText(await answer.json());
};
source.onmessage = show;

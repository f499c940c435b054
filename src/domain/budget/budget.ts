import { stood, type Superseded } from './superseded.js';
import {
  decideAmend,
  findingsAfter,
  refuseClosed,
  type AmendCommand,
  type Check,
} from './amend.js';
import type {
  AmendmentProposed,
  BudgetEvent,
  ClaimCell,
  ChangeSubject,
  ClaimRecorded,
  DocumentRegistered,
  FindingRaised,
  Source,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import { budgetId, type BudgetName } from '../values/budget-id.js';
import { fiscalYearStart, type CivilDate } from '../values/civil-date.js';
import { Refusal } from '../errors.js';
import type { Decision } from '../events/finding.js';
import {
  lineKey,
  parseLineKey,
  type LineKey,
  type LineName,
  type Schedule,
} from '../values/line.js';
import { fromFen, toFen, ZERO, type Yuan } from '../values/money.js';
import { raiseAcrossYears, type YearOfLines } from './across-years.js';
import { deriveChanges, type Originals } from './year-over-year.js';

/** A line as the decider knows it: what the year began with, and what holds now. */
export interface LineState {
  readonly name: string;
  readonly original: Yuan;
  readonly adjusted: Yuan;
}

export type Budget =
  | { readonly status: 'unopened' }
  | {
      readonly status: 'open';
      readonly name: BudgetName;
      readonly agencyName: string;
      readonly documents: ReadonlySet<string>;
      readonly lines: ReadonlyMap<LineKey, LineState>;
      /** Lines that a newer document no longer has. */
      readonly gone: ReadonlySet<LineKey>;
      /** Ids of open findings that the checks of entered lines raised, and may withdraw when they hold again. */
      readonly openChecks: ReadonlySet<string>;
      /** `withdrawn`: the ledger raised it, and it holds again. */
      readonly findings: ReadonlyMap<string, 'open' | 'resolved' | 'withdrawn'>;
      /** The changes that the newest document states. */
      readonly stated: readonly YearOverYearChangeRecorded['data'][];
      /** The latest derived change of each subject, as {@link changeKey} to its text. */
      readonly derived: ReadonlyMap<string, string>;
      readonly amendments: ReadonlyMap<string, AmendmentState>;
      /** Transfers whose receiving side this budget has. */
      readonly received: ReadonlySet<string>;
      /** What a correction may name: by event id, the amount that each of its lines or its cell was given. */
      readonly entries: ReadonlyMap<string, readonly Entry[]>;
      /** Id of the newest event of each line and of each corrected or recorded cell. */
      readonly newest: ReadonlyMap<string, string>;
      readonly closedOn: CivilDate | null;
    };

export interface AmendmentState {
  readonly status: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  readonly proposed: AmendmentProposed['data'];
}

/** What one event gave one line or one printed cell. */
export interface Entry {
  readonly target: LineKey | string;
  readonly line: LineKey | null;
  readonly claim: ClaimCell | null;
  readonly amount: Yuan;
  readonly effectiveOn: CivilDate;
  readonly kind: 'line' | 'claim' | 'leg' | 'correction';
}

/** An event of a budget's stream with the id that corrections name it by. */
export type IdentifiedEvent = BudgetEvent & { readonly id?: string };

export const unopened: Budget = { status: 'unopened' };

/** What one document says of one budget, ready to be recorded. */
export interface DocumentFacts {
  readonly fiscalYear: number;
  readonly registered: DocumentRegistered['data'];
  readonly lines: readonly PrintedLine[];
  readonly claims: readonly ClaimRecorded['data'][];
  readonly changes: readonly YearOverYearChangeRecorded['data'][];
  readonly findings: readonly IdentifiedFinding[];
  /** Schedules whose tables were read or are declared empty: a line of these that is absent is gone. */
  readonly complete: ReadonlySet<Schedule>;
}

export interface PrintedLine {
  readonly name: string;
  readonly line: LineName;
  readonly amount: Yuan;
  readonly source: Source;
}

export type IdentifiedFinding = FindingRaised['data'];

export interface EnteredLine {
  readonly line: LineName;
  readonly name: string;
  readonly amount: Yuan;
}

export type BudgetCommand =
  | AmendCommand
  | { readonly type: 'OpenBudget'; readonly name: BudgetName; readonly agencyName: string }
  | {
      readonly type: 'RecordDocument';
      readonly name: BudgetName;
      readonly agencyName: string;
      readonly facts: DocumentFacts;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'EnterLines';
      readonly lines: readonly EnteredLine[];
      /** The checks of the lines as they will stand: what does not hold. */
      readonly check: Check;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'ResolveFinding';
      readonly finding: string;
      readonly decision: Decision;
      readonly reason: string;
    }
  | {
      /** The prior budget arrived, or changed, after this one. */
      readonly type: 'RecordDerivedChanges';
      readonly prior: PriorYear;
    };

/** The year before, as far as the ledger has it. */
export type PriorYear = YearOfLines;

/** Decides which facts follow from a command. Pure: no clock, no ids of events, no I/O. `[]` when nothing happened. */
export const decide = (command: BudgetCommand, budget: Budget): readonly BudgetEvent[] => {
  switch (command.type) {
    case 'OpenBudget':
      return open(command.name, command.agencyName, budget);
    case 'RecordDocument':
      return withDerived(
        [
          ...open(command.name, command.agencyName, budget, true),
          ...recordDocument(command.facts, budget),
        ],
        budget,
        command.prior,
        command.name,
      );
    case 'EnterLines':
      return withDerived(
        enterLines(command.lines, command.check, opened(budget)),
        budget,
        command.prior,
      );
    case 'ResolveFinding':
      return resolve(command.finding, command.decision, command.reason, opened(budget));
    case 'RecordDerivedChanges':
      return recordPrior(opened(budget), command.prior);
    case 'ProposeAmendment':
    case 'ApproveAmendment':
    case 'RejectAmendment':
    case 'WithdrawAmendment':
    case 'ReceiveTransfer':
    case 'Correct':
    case 'RecordExecution':
    case 'CloseYear':
      return decideAmend(command, opened(budget));
  }
};

/** The state once the event is known. */
export const evolve = (budget: Budget, event: IdentifiedEvent): Budget => {
  if (event.type === 'BudgetOpened') {
    const { agency, fiscalYear, scope } = event.data;
    return {
      status: 'open',
      name: { agency: agency.code, fiscalYear, scope },
      agencyName: agency.name,
      documents: new Set(),
      lines: new Map(),
      gone: new Set(),
      openChecks: new Set(),
      findings: new Map(),
      stated: [],
      derived: new Map(),
      amendments: new Map(),
      received: new Set(),
      entries: new Map(),
      newest: new Map(),
      closedOn: null,
    };
  }
  if (budget.status === 'unopened') throw new Error(`${event.type} stands before BudgetOpened`);
  // A fold over one stream owns its state: the collections are changed in place, so that n events cost n steps.
  const lines = budget.lines as Map<LineKey, LineState>;
  const note = (...entries: readonly Entry[]) => {
    if (event.id === undefined) return;
    (budget.entries as Map<string, readonly Entry[]>).set(event.id, entries);
    for (const { target } of entries) (budget.newest as Map<string, string>).set(target, event.id);
  };
  switch (event.type) {
    case 'DocumentRegistered':
      (budget.documents as Set<string>).add(event.data.document);
      return { ...budget, stated: [] };
    case 'LineEntered': {
      const { line, name, amount } = event.data;
      const old = lines.get(line);
      const moved = toFen(amount) - stood(event.data);
      const adjusted = fromFen(toFen(old?.adjusted ?? ZERO) + moved);
      lines.set(line, { name, original: amount, adjusted });
      (budget.gone as Set<LineKey>).delete(line);
      const { effectiveOn } = event.data;
      note({ target: line, line, claim: null, amount, effectiveOn, kind: 'line' });
      return budget;
    }
    case 'LineDiscontinued': {
      const { line } = event.data;
      const old = lines.get(line)!;
      const left = toFen(old.adjusted) - stood(event.data);
      // What was amended is still there, with nothing of it in the original budget.
      if (left === 0n) lines.delete(line);
      else lines.set(line, { ...old, original: ZERO, adjusted: fromFen(left) });
      (budget.gone as Set<LineKey>).add(line);
      return budget;
    }
    case 'BudgetAmended':
      for (const { key, delta } of event.data.legs) move(lines, key, toFen(delta));
      note(
        ...event.data.legs.map(({ key, delta }): Entry => {
          const { effectiveOn } = event.data;
          return { target: key, line: key, claim: null, amount: delta, effectiveOn, kind: 'leg' };
        }),
      );
      end(budget, event.data.amendment, 'approved');
      if (event.data.transfer?.side === 'receiving')
        (budget.received as Set<string>).add(event.data.transfer.id);
      return budget;
    case 'LineCorrected': {
      const { line, claim, corrects, from, to, effectiveOn } = event.data;
      if (line !== null) move(lines, line, toFen(to) - toFen(from));
      const entries = budget.entries as Map<string, readonly Entry[]>;
      entries.set(
        corrects,
        (entries.get(corrects) ?? []).map((each) =>
          line === null || each.line === line ? { ...each, amount: to } : each,
        ),
      );
      const target = line ?? (claim ? cellKey(claim) : '');
      // The corrected event stays the one that a further correction names.
      if (event.id !== undefined)
        entries.set(event.id, [
          { target, line, claim, amount: to, effectiveOn, kind: 'correction' },
        ]);
      return budget;
    }
    case 'AmendmentProposed':
      (budget.amendments as Map<string, AmendmentState>).set(event.data.amendment, {
        status: 'proposed',
        proposed: event.data,
      });
      return budget;
    case 'AmendmentRejected':
      end(budget, event.data.amendment, 'rejected');
      return budget;
    case 'AmendmentWithdrawn':
      end(budget, event.data.amendment, 'withdrawn');
      return budget;
    case 'YearClosed':
      return { ...budget, closedOn: event.data.on };
    case 'YearOverYearChangeRecorded':
      if (event.data.origin === 'derived')
        (budget.derived as Map<string, string>).set(
          changeKey(event.data.subject),
          changeText(event.data),
        );
      else (budget.stated as YearOverYearChangeRecorded['data'][]).push(event.data);
      return budget;
    case 'FindingRaised':
      (budget.findings as Map<string, string>).set(event.data.finding, 'open');
      if (event.data.document === null) (budget.openChecks as Set<string>).add(event.data.finding);
      return budget;
    case 'FindingResolved':
      (budget.findings as Map<string, string>).set(
        event.data.finding,
        event.data.decision === 'no-longer-holds' ? 'withdrawn' : 'resolved',
      );
      (budget.openChecks as Set<string>).delete(event.data.finding);
      return budget;
    case 'ClaimRecorded': {
      const { source, amount } = event.data;
      if (source.table === null || source.row === null || source.column === null) return budget;
      const claim = {
        document: source.document,
        table: source.table,
        row: source.row,
        column: source.column,
      };
      const effectiveOn = fiscalYearStart(budget.name.fiscalYear);
      note({ target: cellKey(claim), line: null, claim, amount, effectiveOn, kind: 'claim' });
      return budget;
    }
    case 'BudgetApproved':
    case 'ExecutionRecorded':
      return budget;
  }
};

const cellKey = ({ document, table, row, column }: ClaimCell): string =>
  ['cell', document, table, row, column].join(' ');

const end = (budget: OpenedBudget, amendment: string, status: AmendmentState['status']): void => {
  const known = budget.amendments.get(amendment);
  // The receiving side of a transfer is amended without a proposal of its own.
  if (known)
    (budget.amendments as Map<string, AmendmentState>).set(amendment, { ...known, status });
};

const changeKey = ({ kind, code, side, measure }: ChangeSubject): string =>
  [kind, code ?? '', side, measure].join('/');

const changeText = ({
  base,
  current,
  delta,
  percent,
}: YearOverYearChangeRecorded['data']): string =>
  [base.year, base.amount, current, delta, percent].join(' ');

const move = (lines: Map<LineKey, LineState>, key: LineKey, fen: bigint): void => {
  const old = lines.get(key) ?? { name: '', original: ZERO, adjusted: ZERO };
  lines.set(key, { ...old, adjusted: fromFen(toFen(old.adjusted) + fen) });
};

export type OpenedBudget = Extract<Budget, { status: 'open' }>;

const opened = (budget: Budget): OpenedBudget => {
  if (budget.status === 'unopened')
    throw new Refusal('not-found', 'There is no such budget: open it first.');
  return budget;
};

/** `anyName`: a document may print another spelling of the agency's name; a caller who opens by hand may not. */
const open = (
  name: BudgetName,
  agencyName: string,
  budget: Budget,
  anyName = false,
): readonly BudgetEvent[] => {
  if (budget.status === 'open') {
    if (anyName || budget.agencyName === agencyName) return [];
    throw new Refusal(
      'budget-differs',
      `${budgetId(name)} is open already, for "${budget.agencyName}", not for "${agencyName}".`,
    );
  }
  return [
    {
      type: 'BudgetOpened',
      data: {
        agency: { code: name.agency, name: agencyName },
        fiscalYear: name.fiscalYear,
        scope: name.scope,
        classificationYear: name.fiscalYear,
      },
    },
  ];
};

const recordDocument = (facts: DocumentFacts, budget: Budget): readonly BudgetEvent[] => {
  const { document } = facts.registered;
  if (budget.status === 'open' && budget.documents.has(document)) return [];
  if (budget.status === 'open') refuseClosed(budget);
  const before = budget.status === 'open' ? budget.lines : new Map<LineKey, LineState>();
  const corrected = budget.status === 'open' ? correctionsOf(budget) : new Map<LineKey, Yuan>();
  const events: BudgetEvent[] = [{ type: 'DocumentRegistered', data: facts.registered }];
  const effectiveOn = fiscalYearStart(facts.fiscalYear);
  const printed = new Set<LineKey>();
  for (const { line, name, amount, source } of facts.lines) {
    const key = lineKey(line);
    printed.add(key);
    const old = before.get(key);
    if (old?.original === amount) {
      // The newer document prints the line as it stands: the figure is kept with its place, and nothing moves.
      events.push(claim(name, amount, source, subjectOf(line)));
      continue;
    }
    // Only a line that was never there has nothing before it.
    const wasThere = budget.status === 'open' && budget.gone.has(key) ? ZERO : null;
    const superseded = supersededOf(key, old?.original ?? wasThere, corrected);
    refuseBelowZero(key, toFen(old?.adjusted ?? ZERO) - stood(superseded) + toFen(amount));
    events.push({
      type: 'LineEntered',
      data: { line: key, name, amount, ...superseded, effectiveOn, source },
    });
  }
  for (const [key, { original, adjusted }] of before) {
    if (printed.has(key) || !facts.complete.has(parseLineKey(key).schedule)) continue;
    const superseded = supersededOf(key, original, corrected);
    refuseBelowZero(key, toFen(adjusted) - stood(superseded));
    // A line that only amendments hold has nothing left that a document could take away.
    if (stood(superseded) === 0n && toFen(adjusted) !== 0n) continue;
    events.push({
      type: 'LineDiscontinued',
      data: { line: key, ...superseded, before: original, effectiveOn, document },
    });
  }
  for (const data of facts.claims) events.push({ type: 'ClaimRecorded', data });
  for (const data of facts.changes) events.push({ type: 'YearOverYearChangeRecorded', data });
  for (const data of facts.findings) events.push({ type: 'FindingRaised', data });
  return events;
};

const supersededOf = (
  key: LineKey,
  before: Yuan | null,
  corrections: ReadonlyMap<LineKey, Yuan>,
): Superseded => {
  const corrected = corrections.get(key);
  return { before, ...(corrected === undefined ? {} : { corrected }) };
};

/** What corrections have moved the original of each line by; lines without any are not in it. */
const correctionsOf = ({ entries, lines, gone }: OpenedBudget): ReadonlyMap<LineKey, Yuan> => {
  const stands = new Map<LineKey, Yuan>();
  for (const each of entries.values())
    for (const { kind, line, amount } of each)
      if (kind === 'line' && line !== null && !gone.has(line)) stands.set(line, amount);
  return new Map(
    [...stands].flatMap(([key, amount]) => {
      const by = toFen(amount) - toFen(lines.get(key)?.original ?? amount);
      return by === 0n ? [] : [[key, fromFen(by)] as const];
    }),
  );
};

const refuseBelowZero = (line: LineKey, fen: bigint): void => {
  if (fen < 0n)
    throw new Refusal(
      'line-would-go-negative',
      `With its approved amendments ${line} would stand at ${fromFen(fen)} in this document: no line is below zero. Reverse the amendment first.`,
      { line, wouldBe: fromFen(fen) },
    );
};

const claim = (name: string, amount: Yuan, source: Source, subject: string): BudgetEvent => ({
  type: 'ClaimRecorded',
  data: { subject, name, section: null, amount, source },
});

/** The code, category or project that a line is of. */
export const subjectOf = (line: LineName): string => {
  switch (line.schedule) {
    case 'revenue':
    case 'expenditure':
      return line.function;
    case 'economic':
      return line.economic;
    case 'three-public':
      return line.category;
    case 'project':
      return line.project;
  }
};

const enterLines = (
  entered: readonly EnteredLine[],
  check: Check,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  const events: BudgetEvent[] = [];
  const effectiveOn = fiscalYearStart(budget.name.fiscalYear);
  const lines = new Map(budget.lines);
  const given = new Set<LineKey>();
  for (const { line, name, amount } of entered) {
    const key = lineKey(line);
    if (given.has(key))
      throw new Refusal(
        'line-invalid',
        `${key} is given twice: give each line once, with its whole amount.`,
        { line: key },
      );
    given.add(key);
    const old = lines.get(key);
    if (old?.original === amount) continue;
    if (old)
      throw new Refusal(
        'line-exists',
        `${key} stands at ${old.original} already: a record that was wrong is corrected, a budget that changes is amended.`,
        { line: key, original: old.original },
      );
    lines.set(key, { name, original: amount, adjusted: amount });
    events.push({
      type: 'LineEntered',
      data: { line: key, name, amount, before: null, effectiveOn, source: null },
    });
  }
  if (events.length === 0) return [];
  return [...events, ...findingsAfter(budget, check(lines))];
};

const resolve = (
  finding: string,
  decision: Decision,
  reason: string,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const status = budget.findings.get(finding);
  if (status === undefined)
    throw new Refusal('not-found', `There is no finding ${finding} of this budget.`);
  if (status !== 'open')
    throw new Refusal('finding-resolved', `The finding ${finding} is resolved already.`);
  return [{ type: 'FindingResolved', data: { finding, decision, reason } }];
};

/** A change of lines brings the changes from the year before with it, in the same append. */
const withDerived = (
  events: readonly BudgetEvent[],
  budget: Budget,
  prior: PriorYear | null,
  name: BudgetName | null = budget.status === 'open' ? budget.name : null,
): readonly BudgetEvent[] => {
  if (prior === null || name === null || events.length === 0) return events;
  const lines = new Map(budget.status === 'open' ? originalsOf(budget) : []);
  for (const event of events)
    if (event.type === 'LineEntered') lines.set(event.data.line, event.data.amount);
    else if (event.type === 'LineDiscontinued') lines.delete(event.data.line);
  return [
    ...events,
    ...derived(lines, budget, prior),
    ...raiseAcrossYears(
      statedAfter(events, budget),
      { ...name, originals: lines },
      prior,
      budget.status === 'open' ? budget.findings : new Map(),
    ),
  ];
};

const statedAfter = (
  events: readonly BudgetEvent[],
  budget: Budget,
): readonly YearOverYearChangeRecorded['data'][] =>
  events.some(({ type }) => type === 'DocumentRegistered')
    ? events.flatMap((event) =>
        event.type === 'YearOverYearChangeRecorded' && event.data.origin === 'stated'
          ? [event.data]
          : [],
      )
    : budget.status === 'open'
      ? budget.stated
      : [];

const recordPrior = (budget: OpenedBudget, prior: PriorYear): readonly BudgetEvent[] => {
  const originals = originalsOf(budget);
  return [
    ...derived(originals, budget, prior),
    ...raiseAcrossYears(budget.stated, { ...budget.name, originals }, prior, budget.findings),
  ];
};

const derived = (current: Originals, budget: Budget, prior: PriorYear): readonly BudgetEvent[] => {
  if (current.size === 0 || prior.originals.size === 0) return [];
  const known = budget.status === 'open' ? budget.derived : new Map<string, string>();
  return deriveChanges(prior.originals, prior.fiscalYear, current)
    .filter((data) => known.get(changeKey(data.subject)) !== changeText(data))
    .map((data): BudgetEvent => ({ type: 'YearOverYearChangeRecorded', data }));
};

const originalsOf = (budget: OpenedBudget): Originals =>
  new Map([...budget.lines].map(([line, { original }]) => [line, original]));

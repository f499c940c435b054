import type {
  AmendmentProposed,
  BudgetApproved,
  BudgetOpened,
  ClaimCell,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import type { BudgetName } from '../values/budget-id.js';
import { fiscalYearStart, type CivilDate } from '../values/civil-date.js';
import type { LineKey } from '../values/line.js';
import { amountsInFen, toFen, type Fen } from '../values/money.js';
import { BudgetFigures, type IdentifiedEvent, type LineState } from './budget-figures.js';
import { linkKey, type LineLink } from '../continuity/continuity.js';
import type { FindingState } from './finding-state.js';
import { sumsOf, type Movement } from './movement.js';
import { RecordedFindings } from './recorded-findings.js';
import { changeKey, changeText, type Margins } from './year-over-year.js';

/** An amendment as it was proposed, and what has become of it. */
export interface AmendmentState {
  readonly status: 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'returned';
  readonly proposed: Omit<AmendmentProposed['data'], keyof Movement> & Pick<Movement, 'changes'>;
  /** Id of the event that proposed it. */
  readonly proposal?: string;
  /** Id of the event that approved it. */
  readonly approval?: string;
}

/** What one event recorded for one line or one printed cell. */
export interface Entry {
  /** The line, or the cell as one string. */
  readonly target: LineKey | string;
  readonly line: LineKey | null;
  readonly claim: ClaimCell | null;
  readonly amount: Fen;
  readonly effectiveOn: CivilDate;
  /** `returned`: a leg of a transfer whose money is in this budget again. `reprint`: the print of a line, which its entry holds. */
  readonly kind: 'line' | 'claim' | 'leg' | 'correction' | 'returned' | 'reprint';
}

/** The state that commands are decided on. */
export type Budget = { readonly status: 'unopened' } | OpenedBudget;

/** The state before the first event. */
export const unopened: Budget = { status: 'unopened' };

/** The state after one more event. An opened budget changes itself, so that folding n events takes n steps. */
export const evolve = (budget: Budget, event: IdentifiedEvent): Budget => {
  if (event.type === 'BudgetOpened') return new OpenedBudget(event.data);
  if (budget.status === 'unopened') throw new Error(`${event.type} stands before BudgetOpened`);
  budget.apply(event);
  return budget;
};

/** The state after all events of a stream. */
export const foldEvents = (events: readonly IdentifiedEvent[]): Budget =>
  events.reduce(evolve, unopened);

/** The original amounts of a budget by subject, and those of the year before. */
interface MarginsOfTwoYears {
  readonly margins: Margins;
  readonly priorMargins: Margins;
  /** Of the margins of the year before without any link. */
  readonly priorRevision: number;
}

/** A budget from its opening on. */
export class OpenedBudget {
  readonly status = 'open';
  readonly name: BudgetName;
  readonly agencyName: string;

  readonly #documents = new Set<string>();
  readonly #figures = new BudgetFigures();
  readonly #findings = new RecordedFindings();
  readonly #derived = new Map<string, string>();
  readonly #amendments = new Map<string, AmendmentState>();
  readonly #links = new Map<string, LineLink>();
  readonly #received = new Set<string>();
  readonly #entries = new Map<string, readonly Entry[]>();
  /** Ids of the events of each line and cell whose amounts count, the newest last. */
  readonly #counted = new Map<string, readonly string[]>();
  /** What was compared when no derived change was missing; null where that is not known. */
  #derivedAt: {
    readonly prior: symbol;
    readonly priorRevision: number;
    readonly revision: number;
  } | null = null;
  #linesChangedBy: string | undefined;
  #approvedGross: Fen = 0n;
  #closedOn: CivilDate | null = null;
  #approval: BudgetApproved['data'] | null = null;

  constructor({ agency, fiscalYear, scope }: BudgetOpened['data']) {
    this.name = { agency: agency.code, fiscalYear, scope };
    this.agencyName = agency.name;
  }

  /** How much memory it takes: the entries that it keeps, counted. */
  get size(): number {
    return [
      this.#figures,
      this.#findings,
      this.#documents,
      this.#derived,
      this.#amendments,
      this.#links,
      this.#received,
      this.#entries,
      this.#counted,
    ].reduce((sum, { size }) => sum + size, 0);
  }

  /** Hashes of the documents that are recorded. */
  get documents(): ReadonlySet<string> {
    return this.#documents;
  }

  get lines(): ReadonlyMap<LineKey, LineState> {
    return this.#figures.lines;
  }

  /** Lines that a newer document no longer has. */
  get discontinued(): ReadonlySet<LineKey> {
    return this.#figures.discontinued;
  }

  /** Its lines and the print of its newest document. */
  get figures(): BudgetFigures {
    return this.#figures;
  }

  get findings(): ReadonlyMap<string, FindingState> {
    return this.#findings.states.all;
  }

  /** What the findings say, what was decided about them, and the events of their cells. */
  get recordedFindings(): RecordedFindings {
    return this.#findings;
  }

  /** The changes from the year before that the newest document states. */
  get stated(): readonly YearOverYearChangeRecorded['data'][] {
    return this.#figures.print?.changes ?? [];
  }

  /** The latest derived change of each subject: {@link changeKey} to {@link changeText}. */
  get derived(): ReadonlyMap<string, string> {
    return this.#derived;
  }

  /** Notes that no derived change between these margins is missing. */
  noteDerived({ margins, priorMargins, priorRevision }: MarginsOfTwoYears): void {
    this.#derivedAt = {
      prior: priorMargins.id,
      priorRevision,
      revision: margins.revision,
    };
  }

  /**
   * The subjects, as {@link changeKey} names them, that have changed in one of the two years since {@link noteDerived}: no derived
   * change of any other can be missing, except of those that links move. Null where that is not known.
   */
  changedSinceDerived({ margins, priorMargins }: MarginsOfTwoYears): readonly string[] | null {
    if (this.#derivedAt?.prior !== priorMargins.id) return null;
    const own = margins.changedSince(this.#derivedAt.revision);
    const prior = priorMargins.changedSince(this.#derivedAt.priorRevision);
    return own && prior && [...own, ...prior];
  }

  get amendments(): ReadonlyMap<string, AmendmentState> {
    return this.#amendments;
  }

  /** What the approved amendments move, in fen: the sum of their changes without signs. */
  get approvedGross(): Fen {
    return this.#approvedGross;
  }

  /** Ids of the transfers that this budget has received. */
  get received(): ReadonlySet<string> {
    return this.#received;
  }

  /** What a correction can name: by event id, the amount of each of its lines or its cell, as corrected. */
  get entries(): ReadonlyMap<string, readonly Entry[]> {
    return this.#entries;
  }

  /** Id of the newest event of a line, or of a recorded cell, whose amount counts. */
  newestOf(target: string): string | undefined {
    return this.#counted.get(target)?.at(-1);
  }

  /** Id of the newest event that entered or discontinued a line. */
  get linesChangedBy(): string | undefined {
    return this.#linesChangedBy;
  }

  /** What goes on from the year before under another code or name, by the two lines of each link. */
  get links(): ReadonlyMap<string, LineLink> {
    return this.#links;
  }

  /** The newest 批复 of the original budget; null while none is recorded. */
  get approval(): BudgetApproved['data'] | null {
    return this.#approval;
  }

  get closedOn(): CivilDate | null {
    return this.#closedOn;
  }

  apply(event: Exclude<IdentifiedEvent, BudgetOpened>): void {
    this.#findings.apply(event, event.id);
    this.#figures.apply(event);
    switch (event.type) {
      case 'DocumentRegistered':
        this.#documents.add(event.data.document);
        return;
      case 'LineEntered': {
        const { line, effectiveOn } = event.data;
        const amount = toFen(event.data.amount);
        this.#linesChangedBy = event.id;
        this.#note(event.id, {
          target: line,
          line,
          claim: null,
          amount,
          effectiveOn,
          kind: 'line',
        });
        return;
      }
      case 'ClaimRecorded': {
        const { document, table, row, column } = event.data.source;
        if (table === null || row === null || column === null) return;
        const claim = { document, table, row, column };
        this.#note(event.id, {
          target: cellKey(claim),
          line: event.data.line ?? null,
          claim,
          amount: toFen(event.data.amount),
          effectiveOn: fiscalYearStart(this.name.fiscalYear),
          kind: event.data.line === undefined ? 'claim' : 'reprint',
        });
        return;
      }
      case 'YearOverYearChangeRecorded':
        if (event.data.origin === 'derived')
          this.#derived.set(changeKey(event.data.subject), changeText(event.data));
        return;
      case 'AmendmentProposed': {
        const proposed = { ...event.data, changes: amountsInFen(event.data.changes) };
        this.#amendments.set(event.data.amendment, {
          status: 'proposed',
          proposed,
          ...(event.id === undefined ? {} : { proposal: event.id }),
        });
        return;
      }
      case 'BudgetAmended': {
        const { amendment, legs, effectiveOn, transfer } = event.data;
        const entries = legs.map(({ key, delta }): Entry => {
          const amount = toFen(delta);
          return { target: key, line: key, claim: null, amount, effectiveOn, kind: 'leg' };
        });
        this.#note(event.id, ...entries);
        this.#end(amendment, 'approved', event.id);
        if (transfer?.side === 'receiving') this.#received.add(transfer.id);
        return;
      }
      case 'TransferReturned':
        this.#return(this.#amendments.get(event.data.amendment)?.approval);
        this.#end(event.data.amendment, 'returned');
        return;
      case 'AmendmentRejected':
        this.#end(event.data.amendment, 'rejected');
        return;
      case 'AmendmentWithdrawn':
        this.#end(event.data.amendment, 'withdrawn');
        return;
      case 'LineCorrected': {
        const { line, claim, corrects, effectiveOn } = event.data;
        const amount = toFen(event.data.to);
        const entries = this.#entries.get(corrects) ?? [];
        this.#entries.set(
          corrects,
          entries.map((each) => (line === null || each.line === line ? { ...each, amount } : each)),
        );
        const target = line ?? (claim ? cellKey(claim) : '');
        // Further corrections name the corrected event again, so that it stays the newest one of its target.
        if (event.id !== undefined)
          this.#entries.set(event.id, [
            { target, line, claim, amount, effectiveOn, kind: 'correction' },
          ]);
        return;
      }
      case 'YearClosed':
        this.#closedOn = event.data.on;
        return;
      case 'BudgetApproved':
        this.#approval = event.data;
        return;
      case 'LineLinked':
        this.#links.set(linkKey(event.data), event.data);
        return;
      case 'LineUnlinked':
        // The changes that this alters are recorded with it.
        this.#links.delete(linkKey(event.data));
        return;
      case 'LineDiscontinued':
        this.#linesChangedBy = event.id;
        return;
      case 'FindingRaised':
      case 'FindingResolved':
      case 'ExecutionRecorded':
        return;
    }
  }

  #note(id: string | undefined, ...entries: readonly Entry[]): void {
    if (id === undefined) return;
    this.#entries.set(id, entries);
    for (const { target } of entries)
      this.#counted.set(target, [...(this.#counted.get(target) ?? []), id]);
  }

  /** What the approval of a transfer moved counts no more: the event before it is the newest of each line again. */
  #return(approval: string | undefined): void {
    if (approval === undefined) return;
    const entries = this.#entries.get(approval) ?? [];
    this.#entries.set(
      approval,
      entries.map((each) => ({ ...each, kind: 'returned' })),
    );
    for (const { target } of entries)
      this.#counted.set(
        target,
        (this.#counted.get(target) ?? []).filter((id) => id !== approval),
      );
  }

  #end(amendment: string, status: AmendmentState['status'], approval?: string): void {
    const known = this.#amendments.get(amendment);
    // The receiving side of a transfer is amended without a proposal of its own.
    if (!known) return;
    const { gross } = sumsOf(known.proposed.changes);
    if (status === 'approved') this.#approvedGross += gross;
    if (known.status === 'approved') this.#approvedGross -= gross;
    this.#amendments.set(amendment, {
      ...known,
      status,
      ...(approval === undefined ? {} : { approval }),
    });
  }
}

const cellKey = ({ document, table, row, column }: ClaimCell): string =>
  ['cell', document, table, row, column].join(' ');

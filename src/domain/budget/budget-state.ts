import type {
  AmendmentProposed,
  BudgetApproved,
  BudgetEvent,
  BudgetOpened,
  ClaimCell,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import type { BudgetName } from '../values/budget-id.js';
import { fiscalYearStart, type CivilDate } from '../values/civil-date.js';
import type { LineKey } from '../values/line.js';
import { amountsInFen, toFen, ZERO, type Fen } from '../values/money.js';
import type { Movement } from './movement.js';
import { RecordedFindings } from './recorded-findings.js';
import { correctedBy, supersededFen } from './superseded.js';
import { changeKey, changeText } from './year-over-year.js';

/** A line: its amount in the original budget, and its amount now. */
export interface LineState {
  readonly name: string;
  readonly original: Fen;
  /** The original as corrections leave it, without amendments: what the rules judge. */
  readonly corrected: Fen;
  readonly adjusted: Fen;
}

/** The state of a line that the budget does not have. */
const NO_LINE: LineState = { name: '', original: 0n, corrected: 0n, adjusted: 0n };

/** An amendment as it was proposed, and what has become of it. */
export interface AmendmentState {
  readonly status: 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'returned';
  readonly proposed: Omit<AmendmentProposed['data'], keyof Movement> & Pick<Movement, 'changes'>;
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
  readonly kind: 'line' | 'claim' | 'leg' | 'correction';
}

/** `withdrawn`: the ledger raised the finding, and its rule holds again. */
export type FindingStatus = 'open' | 'resolved' | 'withdrawn';

/** An event of a budget's stream; corrections name it by its id. */
export type IdentifiedEvent = BudgetEvent & { readonly id?: string };

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

/** A budget from its opening on. */
export class OpenedBudget {
  readonly status = 'open';
  readonly name: BudgetName;
  readonly agencyName: string;

  readonly #documents = new Set<string>();
  readonly #lines = new Map<LineKey, LineState>();
  readonly #discontinued = new Set<LineKey>();
  readonly #openChecks = new Set<string>();
  readonly #findings = new Map<string, FindingStatus>();
  readonly #recordedFindings = new RecordedFindings();
  readonly #derived = new Map<string, string>();
  readonly #amendments = new Map<string, AmendmentState>();
  readonly #received = new Set<string>();
  readonly #entries = new Map<string, readonly Entry[]>();
  readonly #newest = new Map<string, string>();
  #stated: YearOverYearChangeRecorded['data'][] = [];
  #closedOn: CivilDate | null = null;
  #approval: BudgetApproved['data'] | null = null;

  constructor({ agency, fiscalYear, scope }: BudgetOpened['data']) {
    this.name = { agency: agency.code, fiscalYear, scope };
    this.agencyName = agency.name;
  }

  /** Hashes of the documents that are recorded. */
  get documents(): ReadonlySet<string> {
    return this.#documents;
  }

  get lines(): ReadonlyMap<LineKey, LineState> {
    return this.#lines;
  }

  /** Lines that a newer document no longer has. */
  get discontinued(): ReadonlySet<LineKey> {
    return this.#discontinued;
  }

  /** Ids of the open findings of entered lines. The ledger raised them, and withdraws them when their rules hold again. */
  get openChecks(): ReadonlySet<string> {
    return this.#openChecks;
  }

  get findings(): ReadonlyMap<string, FindingStatus> {
    return this.#findings;
  }

  /** What the findings say, what was decided about them, and the events of their cells. */
  get recordedFindings(): RecordedFindings {
    return this.#recordedFindings;
  }

  /** The changes from the year before that the newest document states. */
  get stated(): readonly YearOverYearChangeRecorded['data'][] {
    return this.#stated;
  }

  /** The latest derived change of each subject: {@link changeKey} to {@link changeText}. */
  get derived(): ReadonlyMap<string, string> {
    return this.#derived;
  }

  get amendments(): ReadonlyMap<string, AmendmentState> {
    return this.#amendments;
  }

  /** Ids of the transfers that this budget has received. */
  get received(): ReadonlySet<string> {
    return this.#received;
  }

  /** What a correction can name: by event id, the amount of each of its lines or its cell, as corrected. */
  get entries(): ReadonlyMap<string, readonly Entry[]> {
    return this.#entries;
  }

  /** Id of the newest event of each line and of each recorded cell. */
  get newest(): ReadonlyMap<string, string> {
    return this.#newest;
  }

  /** The newest 批复 of the original budget; null while none is recorded. */
  get approval(): BudgetApproved['data'] | null {
    return this.#approval;
  }

  get closedOn(): CivilDate | null {
    return this.#closedOn;
  }

  apply(event: Exclude<IdentifiedEvent, BudgetOpened>): void {
    this.#recordedFindings.apply(event, event.id);
    switch (event.type) {
      case 'DocumentRegistered':
        this.#documents.add(event.data.document);
        this.#stated = [];
        return;
      case 'LineEntered': {
        const { line, name, effectiveOn } = event.data;
        const amount = toFen(event.data.amount);
        const by = amount - supersededFen(event.data);
        const old = this.#lines.get(line) ?? NO_LINE;
        // Sums, as in the views: older ledgers have entries that say nothing of the line that they return to.
        this.#lines.set(line, {
          name,
          original: old.original + amount - toFen(event.data.before ?? ZERO),
          corrected: old.corrected + by,
          adjusted: old.adjusted + by,
        });
        this.#discontinued.delete(line);
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
      case 'LineDiscontinued': {
        const { line } = event.data;
        const old = this.#lines.get(line)!;
        const by = supersededFen(event.data);
        const left = {
          ...old,
          original: old.original - toFen(event.data.before),
          corrected: old.corrected - by,
          adjusted: old.adjusted - by,
        };
        // Amendments of the line stay, although none of it is left in the original budget.
        if (left.original === 0n && left.corrected === 0n && left.adjusted === 0n)
          this.#lines.delete(line);
        else this.#lines.set(line, left);
        this.#discontinued.add(line);
        return;
      }
      case 'ClaimRecorded': {
        const { document, table, row, column } = event.data.source;
        if (table === null || row === null || column === null) return;
        const claim = { document, table, row, column };
        this.#note(event.id, {
          target: cellKey(claim),
          line: null,
          claim,
          amount: toFen(event.data.amount),
          effectiveOn: fiscalYearStart(this.name.fiscalYear),
          kind: 'claim',
        });
        return;
      }
      case 'YearOverYearChangeRecorded':
        if (event.data.origin === 'derived')
          this.#derived.set(changeKey(event.data.subject), changeText(event.data));
        else this.#stated.push(event.data);
        return;
      case 'AmendmentProposed': {
        const proposed = { ...event.data, changes: amountsInFen(event.data.changes) };
        this.#amendments.set(event.data.amendment, { status: 'proposed', proposed });
        return;
      }
      case 'BudgetAmended': {
        const { amendment, legs, effectiveOn, transfer } = event.data;
        const entries = legs.map(({ key, delta }): Entry => {
          const amount = toFen(delta);
          this.#move(key, amount, false);
          return { target: key, line: key, claim: null, amount, effectiveOn, kind: 'leg' };
        });
        this.#note(event.id, ...entries);
        this.#end(amendment, 'approved', event.id);
        if (transfer?.side === 'receiving') this.#received.add(transfer.id);
        return;
      }
      case 'TransferReturned':
        for (const { key, delta } of event.data.legs) this.#move(key, toFen(delta), false);
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
        if (line !== null)
          this.#move(
            line,
            correctedBy(event.data),
            entries.every(({ kind }) => kind === 'line'),
          );
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
      case 'FindingRaised':
        this.#findings.set(event.data.finding, 'open');
        if (event.data.document === null) this.#openChecks.add(event.data.finding);
        return;
      case 'FindingResolved':
        this.#findings.set(
          event.data.finding,
          event.data.decision === 'no-longer-holds' ? 'withdrawn' : 'resolved',
        );
        this.#openChecks.delete(event.data.finding);
        return;
      case 'YearClosed':
        this.#closedOn = event.data.on;
        return;
      case 'BudgetApproved':
        this.#approval = event.data;
        return;
      case 'ExecutionRecorded':
        return;
    }
  }

  #note(id: string | undefined, ...entries: readonly Entry[]): void {
    if (id === undefined) return;
    this.#entries.set(id, entries);
    for (const { target } of entries) this.#newest.set(target, id);
  }

  /** `ofOriginal`: a correction of the line's original, and not an amendment or the correction of one. */
  #move(key: LineKey, by: Fen, ofOriginal: boolean): void {
    const old = this.#lines.get(key) ?? NO_LINE;
    this.#lines.set(key, {
      ...old,
      corrected: ofOriginal ? old.corrected + by : old.corrected,
      adjusted: old.adjusted + by,
    });
  }

  #end(amendment: string, status: AmendmentState['status'], approval?: string): void {
    const known = this.#amendments.get(amendment);
    // The receiving side of a transfer is amended without a proposal of its own.
    if (known)
      this.#amendments.set(amendment, {
        ...known,
        status,
        ...(approval === undefined ? {} : { approval }),
      });
  }
}

const cellKey = ({ document, table, row, column }: ClaimCell): string =>
  ['cell', document, table, row, column].join(' ');

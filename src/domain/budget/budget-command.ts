import type {
  AmendmentKind,
  Authority,
  BudgetAmended,
  ClaimRecorded,
  DocumentRegistered,
  ExecutionFigure,
  FindingRaised,
  Source,
  Transfer,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import type { Decision } from '../events/finding.js';
import type { BudgetId, BudgetName } from '../values/budget-id.js';
import type { CivilDate } from '../values/civil-date.js';
import type { LineKey, LineName, Schedule } from '../values/line.js';
import type { Fen, InFen, Yuan } from '../values/money.js';
import type { Share } from '../continuity/share.js';
import type { YearOfLines } from './across-years.js';
import type { AmountChange, Movement } from './movement.js';
import type { BudgetFigures } from './budget-figures.js';
import type { Originals } from './year-over-year.js';
import type { Policy } from './policy.js';
import type { Receiver } from './transfer.js';

/** Everything that can be asked of a budget. The decider answers with the events to record, or refuses. */
export type BudgetCommand =
  | ChangeCommand
  | { readonly type: 'OpenBudget'; readonly name: BudgetName; readonly agencyName: string }
  | {
      readonly type: 'RecordDocument';
      readonly name: BudgetName;
      readonly agencyName: string;
      readonly facts: DocumentFacts;
      readonly check: Check;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'EnterLines';
      readonly lines: readonly EnteredLine[];
      readonly check: Check;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'ResolveFinding';
      readonly finding: string;
      readonly decision: Decision;
      readonly reason: string;
      readonly check: Check;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'LinkLine';
      readonly line: LineKey;
      readonly from: LineKey;
      readonly weight: Share;
      readonly reason: string;
      readonly prior: PriorLines | null;
    }
  | {
      readonly type: 'UnlinkLine';
      readonly line: LineKey;
      readonly from: LineKey;
      readonly reason: string;
      readonly prior: PriorLines | null;
    }
  | {
      /** The budget of the year before, or that of the department, was recorded, or changed, after this one. */
      readonly type: 'RecordDerivedChanges';
      readonly prior: PriorYear | null;
      /** Of a unit: the original budget of its department. */
      readonly department?: Originals | null;
    };

/** The budget of the year before, and which lines are in force in it. */
export interface PriorLines extends YearOfLines {
  readonly budget: BudgetId;
  readonly hasLine: (line: LineKey) => boolean;
}

/** The original budget of the year before, as far as the ledger has it. */
export type PriorYear = YearOfLines;

/** The commands that change a budget after its publication. */
export type ChangeCommand =
  | {
      readonly type: 'ProposeAmendment';
      readonly amendment: string;
      readonly kind: AmendmentKind;
      readonly changes: readonly AmountChange[];
      readonly reason: string;
      readonly actor: string;
      readonly transfer: Transfer | null;
      /** The budget that receives the transfer; null without one, and when it is not opened. */
      readonly receiver: Receiver | null;
    }
  | {
      readonly type: 'ApproveAmendment';
      readonly amendment: string;
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
      /** Null: it takes effect with its approval, on the last day of the year at the latest. */
      readonly effectiveOn: CivilDate | null;
      readonly actor: string;
      readonly policy: Policy;
      /** As for a proposal. */
      readonly receiver: Receiver | null;
      readonly today: CivilDate;
    }
  | {
      readonly type: 'RejectAmendment' | 'WithdrawAmendment';
      readonly amendment: string;
      readonly reason: string;
      readonly actor: string;
    }
  | {
      readonly type: 'ApproveBudget';
      readonly authority: Authority;
      readonly approvedOn: CivilDate;
      readonly actor: string;
      /** The day in Shanghai on which the act is recorded. */
      readonly today: CivilDate;
    }
  | {
      readonly type: 'ReturnTransfer';
      readonly amendment: string;
      readonly reason: string;
      readonly receiver: Receiver | null;
    }
  | {
      /** The receiving side of a transfer whose giving side is approved. */
      readonly type: 'ReceiveTransfer';
      readonly given: Omit<BudgetAmended['data'], keyof Movement> & Pick<Movement, 'changes'>;
      readonly amendment: string;
      readonly giver: string;
    }
  | {
      readonly type: 'Correct';
      readonly corrects: string;
      readonly line: LineKey | null;
      readonly to: Fen;
      readonly reason: string;
      readonly check: Check;
      readonly prior: PriorYear | null;
    }
  | {
      readonly type: 'RecordExecution';
      readonly asOf: CivilDate;
      readonly status: 'provisional' | 'final';
      readonly figures: readonly InFen<ExecutionFigure>[];
      readonly today: CivilDate;
    }
  | {
      readonly type: 'CloseYear';
      readonly on: CivilDate;
      /** The id of the budget, given once more: nothing undoes a close. */
      readonly confirm: string | null;
      readonly today: CivilDate;
      /** What other budgets give to this one and has not arrived; null where that cannot be known now. */
      readonly incoming: { readonly transfers: number; readonly amount: Yuan } | null;
    };

/** Checks the figures of a budget and returns a finding for each rule that does not hold. */
export type Check = (figures: BudgetFigures) => readonly IdentifiedFinding[];

/** A command of one type. */
export type CommandOf<Type extends BudgetCommand['type']> = Extract<
  BudgetCommand,
  { readonly type: Type }
>;

/** What one document says of one budget. */
export interface DocumentFacts {
  readonly fiscalYear: number;
  readonly registered: DocumentRegistered['data'];
  readonly lines: readonly PrintedLine[];
  readonly claims: readonly ClaimRecorded['data'][];
  readonly changes: readonly YearOverYearChangeRecorded['data'][];
  readonly findings: readonly IdentifiedFinding[];
  /** Schedules whose tables were read or are declared empty: a line of these that the document lacks is discontinued. */
  readonly complete: ReadonlySet<Schedule>;
}

/** A line as a document prints it, with the place of its figure. */
export interface PrintedLine {
  readonly name: string;
  readonly line: LineName;
  readonly amount: Fen;
  readonly source: Source;
}

/** A finding with its id and the document that it was found in. */
export type IdentifiedFinding = FindingRaised['data'];

/** A line of the original budget that a person enters without a document. */
export interface EnteredLine {
  readonly line: LineName;
  readonly name: string;
  readonly amount: Fen;
}

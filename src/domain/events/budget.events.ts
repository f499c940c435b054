import type { CivilDate } from '../values/civil-date.js';
import type { DocumentNumber } from '../values/document-number.js';
import type { BudgetId, Scope } from '../values/budget-id.js';
import type { Decision, Finding, LedgerDecision } from './finding.js';
import type { Expenditure, Fund, LineKey, RevenueSource, Schedule } from '../values/line.js';
import type { FurtherKind } from '../values/further-kind.js';
import type { Unit, Yuan } from '../values/money.js';

/** What can be recorded of a budget and of an agency. Data is JSON: money and dates are strings. */

/** Where a figure was printed: the cell that anyone can check. */
export interface Source {
  /** SHA-256 of the document's bytes, in hex. */
  readonly document: string;
  readonly table: number | null;
  readonly page: number | null;
  readonly line: number | null;
  readonly row: number | null;
  readonly column: string | null;
  /** The figure's text as printed. */
  readonly text: string;
  readonly unit: Unit;
  /** The classification code as printed, where it is not the one that was proved. */
  readonly code?: string;
}

const TABLE_STATES = ['read', 'declared-empty', 'missing'] as const;
/** A printed amount, an empty table (本表无数据) and a missing table are different states. */
export type TableState = (typeof TABLE_STATES)[number];

/** One row of a printed table, kept even when all its cells are blank. */
export interface TableRow {
  /** Place among the table's data rows, from 1; totals rows count too. */
  readonly row: number;
  /** The code that was proved; null where the table prints none: totals, revenue beside expenditure, three-public expenses. */
  readonly code: string | null;
  readonly name: string;
  readonly side?: 'revenue' | 'expenditure';
  /** A 合计, 收入总计 or 支出总计 row. */
  readonly total?: true;
  /** Of a further table: what else is printed in the row, by the heading over it, such as a body or a quantity; no text of more than 100 characters. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** One of the nine tables as a document prints it: its head, its columns and its rows, without the amounts. */
export interface PrintedTableLayout {
  /** Its number in the form in which it was read; of a table that is read by its headings, the number of its kind. */
  readonly table: number;
  /** How the form was read; absent for Shanghai's, in which every document was read before others were. */
  readonly form?: 'country';
  /** Its number as a document of another place prints it (公开07表); absent where it prints none. */
  readonly number?: string;
  readonly state: TableState;
  readonly title: string | null;
  readonly unit: Unit | null;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** The note under an empty table. */
  readonly note: string | null;
}

/**
 * A table of a document that is none of the nine (项目支出表, 政府采购预算表). Its figures are claims and make no line. A column is named
 * by the headings that are printed over it from top to bottom (财政拨款/小计).
 */
export interface FurtherTableLayout extends PrintedTableLayout {
  /** From 10, and one table of the document's only: the number that the document prints, or the next after all that it prints. */
  readonly table: number;
  readonly kind: FurtherKind;
  readonly title: string;
  readonly unit: Unit;
  /** The headings of the texts of its rows, in the order of print. */
  readonly textColumns: readonly string[];
}

interface Recorded<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** The budget exists from here on. The first event of its stream. */
export type BudgetOpened = Recorded<
  'BudgetOpened',
  {
    readonly agency: { readonly code: string; readonly name: string };
    readonly fiscalYear: number;
    readonly scope: Scope;
    /** The year whose classification list (政府收支分类科目) the codes are of. */
    readonly classificationYear: number;
  }
>;

/** A published document of the budget, by its SHA-256. What it prints follows in further events. */
export type DocumentRegistered = Recorded<
  'DocumentRegistered',
  {
    readonly document: string;
    readonly file: string | null;
    readonly title: string;
    readonly mediaType: string;
    /** Its size; absent in what was recorded before the files themselves were kept. */
    readonly bytes?: number;
    /** Its pages, or the sheets of a workbook; absent where it has none, and likewise. */
    readonly pages?: number;
    /** The agency's name as this document prints it, with its bracket. */
    readonly agencyName: string;
    readonly publishedOn: CivilDate | null;
    readonly tables: readonly PrintedTableLayout[];
    /** Its tables that are none of the nine; absent where it has none, and in what was recorded before they were read. */
    readonly further?: readonly FurtherTableLayout[];
    /** The performance targets (绩效目标) that it prints; absent in what was recorded before they were read. */
    readonly projects?: readonly ProjectTargets[];
    /** The vehicles and large equipment (国有资产占有使用情况) that it counts; absent likewise. */
    readonly assets?: readonly AssetCount[];
    /** The percents that its sentences give for parts of a whole; absent in what was recorded before they were kept. */
    readonly shares?: readonly StatedShare[];
    /** The items of which its sentences say that there are none; absent likewise. */
    readonly absences?: readonly StatedAbsence[];
  }
>;

/** A percent that a sentence gives for a part of a whole: 基本支出为 7532987.68 元，占 92.94%. */
export interface StatedShare {
  /** What the part is of, as claims name it. */
  readonly subject: string;
  readonly name: string;
  readonly part: Yuan;
  readonly whole: Yuan;
  /** As printed. */
  readonly percent: string;
  readonly section: string;
  /** Of the percent; the unit is that of part and whole. */
  readonly source: Source;
}

/** A statement that there is none of something, such as 本单位无机关运行经费. */
export interface StatedAbsence {
  readonly subject: string;
  readonly name: string;
  readonly section: string;
  readonly source: Source;
}

/** So many vehicles or sets of equipment, owned on a day or to be bought in the year. */
export interface AssetCount {
  readonly name: string;
  readonly count: number;
  /** 辆 or 台（套）. */
  readonly unit: string;
  readonly isPlanned: boolean;
  readonly statisticsAsOf: CivilDate | null;
  readonly source: Source;
}

/** How an indicator's value is to be met; `qualitative` 定性 for words. */
const OPERATORS = ['≥', '≤', '=', '>', '<', 'qualitative'] as const;
/** How an indicator's value is to be met: a comparison, or `qualitative`. */
export type Operator = (typeof OPERATORS)[number];

/** One performance indicator (绩效指标) of a project. */
export interface Indicator {
  readonly name: string;
  /** Null, with value and unit, where no value is printed. */
  readonly operator: Operator | null;
  /** A plain decimal; null for words. */
  readonly value: string | null;
  readonly unit: string | null;
  /** The value as printed. */
  readonly text: string | null;
  readonly page: number | null;
  readonly line: number | null;
}

/** What a printed figure of a project is: see {@link ProjectFigureRecorded}. */
export const PROJECT_FIGURES = [
  'total',
  'total-fiscal',
  'total-other',
  'year',
  'year-fiscal',
  'year-carry-over',
  'year-other',
  'said-total',
  'said-year',
  'said-part',
] as const;
/**
 * A printed figure of a project: of its form, the whole and its parts (资金总额, 财政资金, 其他资金), the money of the year and its
 * parts (当年财政拨款, 上年结转, 其他资金); or of the words beside the form, `said-…`.
 */
export interface ProjectFigureRecorded {
  readonly key: (typeof PROJECT_FIGURES)[number];
  readonly amount: Yuan;
  readonly source: Source;
}

/** A project's performance targets as a document prints them. Its money stands in lines and claims. */
export interface ProjectTargets {
  readonly name: string;
  /** The heading of the form, or of the words where there is no form. */
  readonly section: string;
  /** 项目性质 and 项目类别. */
  readonly nature: string | null;
  readonly category: string | null;
  readonly fiscalYear: number | null;
  /** Planned start and end; they may lie outside the fiscal year. */
  readonly plannedStart: CivilDate | null;
  readonly plannedEnd: CivilDate | null;
  /** 立项依据 as printed, and the document numbers in it. */
  readonly basis: string | null;
  readonly basisNumbers: readonly DocumentNumber[];
  readonly indicators: readonly Indicator[];
  /** What the rules compare of its money, figure by figure; absent in what 0.2.0 recorded. */
  readonly figures?: readonly ProjectFigureRecorded[];
}

/** The original amount of a line, from a document or entered by hand. */
export type LineEntered = Recorded<
  'LineEntered',
  {
    readonly line: LineKey;
    readonly name: string;
    readonly amount: Yuan;
    /**
     * What the line's original was before: `0.00` for a line that returns; null for one that the budget never had. Ledgers of
     * 0.2.0 may also say null of a line that was entered again after a newer document took it away.
     */
    readonly before: Yuan | null;
    /** What corrections had moved that original by: they end with it. Absent where there were none. */
    readonly corrected?: Yuan;
    readonly effectiveOn: CivilDate;
    readonly source: Source | null;
  }
>;

/** A printed figure that is no line, such as a total. It is kept and checked, and never summed. */
export type ClaimRecorded = Recorded<
  'ClaimRecorded',
  {
    /** What the figure is of: the code, or the label where the row has no code. */
    readonly subject: string;
    readonly name: string;
    /** The heading in the narrative; null for a table's cell. */
    readonly section: string | null;
    readonly amount: Yuan;
    readonly source: Source;
    /**
     * The line that a newer document prints once more with the same original: its entry holds the cell. Absent otherwise, and
     * in what 0.2.0 recorded.
     */
    readonly line?: LineKey;
  }
>;

/** What a change is of: a function code, an economic code, a category or a named total. */
export interface ChangeSubject {
  readonly kind: 'total' | 'function' | 'economic' | 'three-public' | 'split' | 'source' | 'fund';
  /** The code or key; null for a total. */
  readonly code: string | null;
  readonly name: string;
  readonly side: 'revenue' | 'expenditure';
  readonly measure: 'total' | 'basic' | 'project' | 'personnel' | 'public';
}

/** A change against the year before: `stated` by the document, or `derived` by the ledger from two budgets. */
export type YearOverYearChangeRecorded = Recorded<
  'YearOverYearChangeRecorded',
  {
    readonly origin: 'stated' | 'derived';
    readonly subject: ChangeSubject;
    readonly base: {
      readonly kind: 'prior-budget' | 'prior-execution';
      readonly year: number;
      /** The base as printed beside the change or, when derived, as the ledger has it. */
      readonly amount: Yuan | null;
    };
    readonly current: Yuan | null;
    /** Signed, `0.00` for 持平; null where only a percent is printed. */
    readonly delta: string | null;
    /** Signed, as printed; null where none is. */
    readonly percent: string | null;
    readonly reason: string | null;
    /** The unit in which the figures are printed; it bounds how exact they are. */
    readonly unit: Unit;
    readonly section: string | null;
    readonly source: Source | null;
  }
>;

/** A rule that does not hold in a document, or among lines that were entered without one. */
export type FindingRaised = Recorded<
  'FindingRaised',
  {
    readonly finding: string;
    /** SHA-256 of the document that was checked; null for the checks of lines entered without one. */
    readonly document: string | null;
  } & Finding
>;

/**
 * What a person decided about a finding; `no-longer-holds` when what was recorded since makes the rule hold, and `superseded`
 * when a newer document takes the place of the one that it is about.
 */
export type FindingResolved = Recorded<
  'FindingResolved',
  {
    readonly finding: string;
    readonly decision: Decision | LedgerDecision;
    readonly reason: string;
  }
>;

/** 文号 as printed and as normalised (〔〕, no spaces). */
export interface Authority {
  readonly number: string;
  readonly normalised: string | null;
  readonly title: string | null;
  readonly issuer: string | null;
}

/** 批复: the original budget was approved by the document that is named; `approver` recorded the approval. A later one replaces it. */
export type BudgetApproved = Recorded<
  'BudgetApproved',
  { readonly approvedOn: CivilDate; readonly authority: Authority; readonly approver: string }
>;

/** The kinds of amendments, with the terms of Chinese budget law. */
export const AMENDMENT_KINDS = [
  'supplement', // 追加
  'rescission', // 追减
  'reallocation', // 调剂
  'carry-forward', // 结转
  'reserve-drawdown', // 动支预备费
  'special-transfer', // 专项转移支付
  'adjustment-plan', // 预算调整
] as const;
/** What an amendment is in budget law: 追加, 追减, 调剂, 结转, 动支预备费, 专项转移支付 or 预算调整. */
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

/** What one amendment does to one line: `after = before + delta`. */
export interface Leg {
  readonly schedule: Schedule;
  readonly key: LineKey;
  readonly before: Yuan;
  readonly delta: Yuan;
  readonly after: Yuan;
}

/** One change as the caller names the money, once; the ledger derives the legs. */
export interface AmendmentChange {
  readonly function: string;
  readonly fund: Fund;
  readonly expenditure: Expenditure;
  /** 款; required for basic expenditure of the general fund. */
  readonly economic: string | null;
  readonly project: string | null;
  readonly source: RevenueSource;
  readonly amount: Yuan;
}

/** The other side of an act that touches two budgets (划转, 结转). */
export interface Transfer {
  readonly id: string;
  readonly side: 'giving' | 'receiving';
  /** The other budget. */
  readonly budget: string;
}

/** A proposal has no effect until it is approved. */
export type AmendmentProposed = Recorded<
  'AmendmentProposed',
  {
    readonly amendment: string;
    readonly kind: AmendmentKind;
    readonly changes: readonly AmendmentChange[];
    readonly legs: readonly Leg[];
    readonly reason: string;
    readonly proposedBy: string;
    readonly transfer: Transfer | null;
  }
>;

/** The approver declined a proposal; it never has an effect. */
export type AmendmentRejected = Recorded<
  'AmendmentRejected',
  { readonly amendment: string; readonly reason: string }
>;

/** The proposal was taken back; it never has an effect. */
export type AmendmentWithdrawn = Recorded<
  'AmendmentWithdrawn',
  { readonly amendment: string; readonly reason: string }
>;

/** An approved amendment. It moves the adjusted budget, as lines, corrections, discontinuations and returns do. */
export type BudgetAmended = Recorded<
  'BudgetAmended',
  {
    readonly amendment: string;
    readonly kind: AmendmentKind;
    readonly changes: readonly AmendmentChange[];
    readonly legs: readonly Leg[];
    readonly authority: Authority;
    readonly approvedOn: CivilDate;
    readonly effectiveOn: CivilDate;
    readonly reason: string;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly transfer: Transfer | null;
  }
>;

/**
 * The money of a transfer is in the giving budget again: the receiving one was closed before it arrived. `legs` are those of the
 * giving half with the opposite sign, in force from the same day.
 */
export type TransferReturned = Recorded<
  'TransferReturned',
  {
    /** The giving half. */
    readonly amendment: string;
    readonly kind: AmendmentKind;
    readonly transfer: Transfer;
    readonly changes: readonly AmendmentChange[];
    readonly legs: readonly Leg[];
    readonly effectiveOn: CivilDate;
    readonly reason: string;
    /** True once the year of the giving budget was closed. */
    readonly afterClose: boolean;
  }
>;

/** A printed cell that is no leaf, as a correction names it. */
export interface ClaimCell {
  readonly document: string;
  readonly table: number;
  readonly row: number;
  readonly column: string;
}

/**
 * 更正: a record was wrong. No amendment; counted apart from amendments everywhere. It corrects a line, or the cell of a
 * claim, which moves no balance.
 */
export type LineCorrected = Recorded<
  'LineCorrected',
  {
    readonly line: LineKey | null;
    readonly claim: ClaimCell | null;
    /** Id of the event that was wrong. */
    readonly corrects: string;
    readonly from: Yuan;
    readonly to: Yuan;
    /** The cell should print nothing at all, and `to` is zero. Absent otherwise. */
    readonly blank?: true;
    readonly effectiveOn: CivilDate;
    readonly reason: string;
    /** True once the year was closed. */
    readonly afterClose: boolean;
  }
>;

/** What was spent of a function; null where the figure is not divided further. */
export interface ExecutionFigure {
  readonly function: string;
  readonly expenditure: Expenditure | null;
  readonly project: string | null;
  readonly amount: Yuan;
}

/** 执行数 up to a date. */
export type ExecutionRecorded = Recorded<
  'ExecutionRecorded',
  {
    readonly asOf: CivilDate;
    readonly status: 'provisional' | 'final';
    readonly figures: readonly ExecutionFigure[];
  }
>;

/** After this event only corrections are allowed; each is marked `afterClose`. */
export type YearClosed = Recorded<'YearClosed', { readonly on: CivilDate }>;

/** A line that a newer document of the same budget no longer has. */
export type LineDiscontinued = Recorded<
  'LineDiscontinued',
  {
    readonly line: LineKey;
    /** Its original. What approved amendments moved stays. */
    readonly before: Yuan;
    /** What corrections had moved that original by: they end with it. Absent where there were none. */
    readonly corrected?: Yuan;
    readonly effectiveOn: CivilDate;
    readonly document: string;
  }
>;

/** A line of the budget of the year before. */
interface PriorLine {
  readonly budget: BudgetId;
  readonly line: LineKey;
}

/**
 * A line goes on from a line of the year before under another code or name: renamed, merged with others, or split off. Comparisons
 * between the years follow it; it moves no money.
 */
export type LineLinked = Recorded<
  'LineLinked',
  {
    readonly line: LineKey;
    readonly from: PriorLine;
    /**
     * The part of last year's line that goes on here, above 0 and up to 1; over all links of one line it adds up to 1 at most.
     *
     * @pattern ^(0\.\d{1,6}|1)$
     */
    readonly weight: string;
    readonly reason: string;
  }
>;

/** A link between two lines does not hold. */
export type LineUnlinked = Recorded<
  'LineUnlinked',
  { readonly line: LineKey; readonly from: PriorLine; readonly reason: string }
>;

/** The events of a budget's stream. */
export type BudgetEvent =
  | BudgetOpened
  | DocumentRegistered
  | LineEntered
  | ClaimRecorded
  | YearOverYearChangeRecorded
  | FindingRaised
  | FindingResolved
  | BudgetApproved
  | AmendmentProposed
  | AmendmentRejected
  | AmendmentWithdrawn
  | BudgetAmended
  | TransferReturned
  | LineCorrected
  | ExecutionRecorded
  | LineDiscontinued
  | YearClosed
  | LineLinked
  | LineUnlinked;

/** The agency exists from here on. The first event of its stream. */
export type AgencyRegistered = Recorded<
  'AgencyRegistered',
  { readonly code: string; readonly name: string }
>;

/** From then on documents may print either name. */
export type AgencyRenamed = Recorded<
  'AgencyRenamed',
  {
    readonly code: string;
    readonly from: string;
    readonly to: string;
    readonly authority: Authority | null;
    readonly effectiveOn: CivilDate;
  }
>;

/** The events of an agency's stream. */
export type AgencyEvent = AgencyRegistered | AgencyRenamed;

/**
 * The bureau's policy file says something else from here on: who must approve what, and who may do what. A service records it when it
 * reads the file; the file has no author that the service knows.
 */
export type PolicyChanged = Recorded<
  'PolicyChanged',
  {
    /** Of the bytes of the file; null where there is no file any more. */
    readonly sha256: string | null;
    /** What the file says, as JSON without spaces; null where there is none. */
    readonly policy: string | null;
  }
>;

/** Every event that a ledger records. See docs/events.md. */
export type LedgerEvent = BudgetEvent | AgencyEvent | PolicyChanged;

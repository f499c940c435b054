import type {
  AssetCount,
  StatedAbsence,
  StatedShare,
  YearOverYearChangeRecorded,
} from '../../domain/events/budget.events.js';
import type { Finding } from '../../domain/events/finding.js';
import type { Fen, InFen } from '../../domain/values/money.js';
import type { PrintedClaim } from '../printed.js';
import type { Project } from '../targets/project.js';

type RecordedChange = YearOverYearChangeRecorded['data'];

/** A change that a sentence states: `origin` is always `stated`. Amounts are in fen. */
export interface StatedChange extends Omit<RecordedChange, 'base' | 'current' | 'delta'> {
  readonly base: Omit<RecordedChange['base'], 'amount'> & { readonly amount: Fen | null };
  readonly current: Fen | null;
  readonly delta: Fen | null;
}

/** A level that a sentence prints: `section` is set, `source.table` is null. */
export type NarrativeClaim = PrintedClaim;

/** The figures that the explanation in words (编制说明) states. */
export interface Narrative {
  readonly changes: readonly StatedChange[];
  readonly claims: readonly NarrativeClaim[];
  /** 国有资产: counts, not money. */
  readonly assets: readonly AssetCount[];
  /** 占 92.94%: parts of the figure that the sentence begins with. */
  readonly shares: readonly Share[];
  /** 本单位无机关运行经费: items of which a sentence states that there are none. */
  readonly absences: readonly StatedAbsence[];
  /** 项目经费情况说明 and 绩效目标表. */
  readonly projects: readonly Project[];
  /** Figures that cannot be read, and figures whose subject is unknown. */
  readonly findings: readonly Finding[];
}

/** The narrative of a document of which no sentence is read. */
export const NO_NARRATIVE: Narrative = {
  changes: [],
  claims: [],
  assets: [],
  shares: [],
  absences: [],
  projects: [],
  findings: [],
};

/** A percent that a sentence gives for a part of a whole. Amounts are in fen. */
export type Share = InFen<StatedShare>;

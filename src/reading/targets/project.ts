import type { ProjectTargets, Source } from '../../domain/events/budget.events.js';
import type { Finding } from '../../domain/events/finding.js';
import type { Fen } from '../../domain/values/money.js';
import type { DocumentLine } from '../document-line.js';

/** The money of a performance-target form: of the whole project, and of the year that the budget is of. */
export const MONEY = [
  'total', // 项目资金总额
  'total-fiscal', // 其中：财政资金
  'total-other', // 其他资金
  'year', // 年度资金申请总额
  'year-fiscal', // 其中：当年财政拨款
  'year-carry-over', // 上年结转资金
  'year-other', // 其他资金
] as const;
/** The meaning of an amount in a performance-target form. */
export type Money = (typeof MONEY)[number];

/** An amount of a project, in fen, with its place. */
export interface ProjectFigure {
  readonly amount: Fen;
  readonly source: Source;
}

/** A day or more, as the words above a form print it. */
interface SaidPeriod {
  readonly start: string;
  readonly end: string;
  readonly source: Source;
}

/** A project: its performance-target form (绩效目标表), and what the text above the form states about it. */
export interface Project {
  /** What `DocumentRegistered` keeps of it. */
  readonly targets: ProjectTargets;
  /** Where the form prints the year that it is of. */
  readonly yearSource: Source | null;
  readonly periodSources: readonly Source[];
  /** 实施周期 in words. */
  readonly periods: readonly SaidPeriod[];
  readonly money: Readonly<Partial<Record<Money, ProjectFigure>>>;
  /** 年度预算安排 in words. */
  readonly stated: MoneyInWords;
}

/** The money of a project, in its form and in words: what the rules compare. */
export interface ProjectMoney {
  readonly targets: Pick<ProjectTargets, 'name' | 'section'>;
  readonly money: Project['money'];
  readonly stated: {
    readonly [Key in keyof MoneyInWords]: readonly ProjectFigure[];
  };
}

/** The amounts that the text on a project states: in total, for the year, and by parts. */
export interface MoneyInWords {
  readonly total: readonly ProjectFigure[];
  readonly year: readonly ProjectFigure[];
  /** A numbered list of parts of the year's money; empty where none is complete. */
  readonly parts: readonly (ProjectFigure & { readonly name: string })[];
}

/** A figure in the text whose subject is unknown. */
export interface UnidentifiedFigure {
  readonly label: string;
  readonly section: string;
  readonly amount: Fen | null;
  readonly source: Source;
}

/** What a document prints of its projects. */
export interface ReadProjects {
  readonly projects: readonly Project[];
  readonly unidentified: readonly UnidentifiedFigure[];
  readonly findings: readonly Finding[];
  /** The lines that belong to projects. */
  readonly taken: ReadonlySet<DocumentLine>;
}

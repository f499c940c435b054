import type { Finding } from '../../../domain/events/finding.js';
import type { NarrativeClaim } from '../../narrative/narrative.js';
import { projectsOfClaim } from '../../narrative/other-sections.js';
import type { ProjectFigure, ProjectMoney } from '../../targets/project.js';
import { sumOf, type Amounts } from '../relations/relation.js';
import { Rounding } from '../../rounding.js';
import { textFinding } from './text-finding.js';
import type { TableSet } from '../relations/table-set.js';

/** What a document prints of its projects. */
export interface ProjectsInText {
  readonly claims: readonly NarrativeClaim[];
  readonly projects: readonly ProjectMoney[];
}

/**
 * A project's money is the same amount wherever a document prints it: in its form and in words.
 *
 * `PROJECT-SUM`: the project's money is the sum of its parts: of the year by source, of the whole by source, of the year
 * by the numbered list above the form. Error, within half of the last printed place of each figure (0.005 万元).
 * `NARR-FIGURE`: the words print what the form prints. Error, within the same tolerance.
 * `PART-GT-WHOLE`: the money of the year is at most that of the whole project. Error.
 * `TARGET-FUNDS`: the money of all forms, and the amount that 绩效目标设置情况 prints, is at most all 项目支出; and that of
 * the forms at most what it prints, since all of them are among its projects, and the same where as many forms are
 * printed as it says. Warning, 0.01 万元.
 */
export const projectFindings = (
  tables: TableSet,
  { claims, projects }: ProjectsInText,
  proved: Amounts,
): readonly Finding[] => {
  const judge = new ProjectJudge(projects);
  const judged = projects.map((project) => judge.judge(project));
  const years = judged.flatMap(({ year }) => (year ? [year] : []));
  return [
    ...judged.flatMap(({ findings }) => findings),
    ...statedFunds(tables, claims, proved),
    ...fundsOfForms(tables, projects, years, proved),
    ...formsAgainstStated(claims, years, projects.length),
  ];
};

/** One way in which a document prints an amount: a figure, or a sum of parts. */
interface Print {
  readonly kind: 'form' | 'parts' | 'list' | 'words';
  readonly figures: readonly ProjectFigure[];
  readonly amount: bigint;
  readonly slack: bigint;
}

interface Judged {
  readonly findings: readonly Finding[];
  /** The year's money on which most prints agree. */
  readonly year: Print | null;
}

class ProjectJudge {
  private readonly rounding: Rounding;

  constructor(projects: readonly ProjectMoney[]) {
    const figures = projects.flatMap(({ money, stated }) => [
      ...Object.values(money),
      ...stated.total,
      ...stated.year,
      ...stated.parts,
    ]);
    this.rounding = new Rounding(figures.map(({ source }) => ({ section: null, source })));
  }

  judge(project: ProjectMoney): Judged {
    const { money, stated } = project;
    const whole = [
      ...this.print('form', [money.total]),
      ...this.print('parts', [money['total-fiscal'], money['total-other']]),
      // The words may mean 财政资金 alone, or all of it.
      ...stated.total.flatMap((figure) =>
        this.nearest(figure, [money.total, money['total-fiscal']])
          ? []
          : this.print('words', [figure]),
      ),
    ];
    const year = [
      ...this.print('form', [money.year]),
      ...this.print('parts', [money['year-fiscal'], money['year-carry-over'], money['year-other']]),
      ...this.print('list', stated.parts),
      ...stated.year.flatMap((figure) =>
        this.nearest(figure, [money.year, money['year-fiscal']])
          ? []
          : this.print('words', [figure]),
      ),
    ];
    const total = mostAgreed(whole);
    const ofYear = mostAgreed(year);
    const findings = [
      ...disagreements(project, whole, total, '项目资金总额'),
      ...disagreements(project, year, ofYear, '年度资金申请总额'),
    ];
    const exceeds =
      total &&
      ofYear &&
      ofYear.amount > total.amount + total.slack + ofYear.slack &&
      findings.length === 0;
    return {
      year: ofYear,
      findings: exceeds ? [yearBeyondWhole(project, ofYear, total)] : findings,
    };
  }

  private print(
    kind: Print['kind'],
    given: readonly (ProjectFigure | undefined)[],
  ): readonly Print[] {
    const figures = given.flatMap((figure) => (figure ? [figure] : []));
    if (figures.length === 0) return [];
    return [
      {
        kind,
        figures,
        amount: figures.reduce((fen, { amount }) => fen + amount, 0n),
        slack: figures.reduce(
          (fen, { source }) => fen + this.rounding.half(null, source.unit, source.text),
          0n,
        ),
      },
    ];
  }

  private nearest(stated: ProjectFigure, printed: readonly (ProjectFigure | undefined)[]): boolean {
    const [words] = this.print('words', [stated]);
    return printed.some((figure) => {
      const [form] = this.print('form', [figure]);
      return words !== undefined && form !== undefined && agree(words, form);
    });
  }
}

const agree = (one: Print, other: Print): boolean => {
  const difference = one.amount - other.amount;
  const slack = one.slack + other.slack;
  return -slack <= difference && difference <= slack;
};

/** The print with which most others agree; of equals the form first, then its parts, then the words. */
const mostAgreed = (prints: readonly Print[]): Print | null => {
  const votes = (one: Print) => prints.filter((other) => agree(one, other)).length;
  return prints.toSorted((a, b) => votes(b) - votes(a))[0] ?? null;
};

const disagreements = (
  { targets: { name, section } }: ProjectMoney,
  prints: readonly Print[],
  most: Print | null,
  label: string,
): readonly Finding[] => {
  if (!most) return [];
  const form = prints.find(({ kind }) => kind === 'form');
  return prints
    .filter((print) => !agree(print, most))
    .map((print) => {
      const isSum = print.kind === 'parts' || print.kind === 'list';
      // Of a sum the whole is the printed side, and the sum of the parts the expected one.
      const [shown, expected] = isSum ? [form ?? most, print] : [print, most];
      const { source } = shown.figures[0]!;
      return textFinding({
        rule: print.kind === 'words' ? 'NARR-FIGURE' : 'PROJECT-SUM',
        severity: 'error',
        section,
        subject: name,
        printed: shown.amount,
        expected: expected.amount,
        unit: source.unit,
        sources: [...new Set([...shown.figures, ...expected.figures].map((each) => each.source))],
        message: (one, other) =>
          `“${section}” prints ${one} as ${label} of the project “${name}”, but ${SAYS[isSum ? print.kind : most.kind]} ${other}.`,
      });
    });
};

const SAYS: Readonly<Record<Print['kind'], string>> = {
  form: 'its form has',
  parts: 'its parts add up to',
  list: 'the list of its parts adds up to',
  words: 'its description has',
};

const yearBeyondWhole = (
  { targets: { name, section } }: ProjectMoney,
  year: Print,
  total: Print,
): Finding =>
  textFinding({
    rule: 'PART-GT-WHOLE',
    severity: 'error',
    section,
    subject: name,
    printed: year.amount,
    expected: total.amount,
    unit: year.figures[0]!.source.unit,
    sources: [...year.figures, ...total.figures].map(({ source }) => source),
    message: (one, other) =>
      `“${section}” prints ${one} as the year's money of the project “${name}”, but ${other} as the whole of it.`,
  });

/** 0.01 万元, in fen. */
const FUNDS_TOLERANCE = 100_00n;

/** What the money for performance targets is compared with: all 项目支出, in fen; null where the tables do not say. */
const fundsLimit = (tables: TableSet, proved: Amounts): bigint | null => {
  const figures = (['expenditure', 'general'] as const)
    .map((kind) => tables.total(kind, 'project'))
    .find((found) => found.length > 0);
  // Where the table prints a total, a blank 项目支出 means that there is no money for projects.
  if (!figures && tables.total('expenditure', 'total').length === 0) return null;
  return sumOf(figures ?? [], proved);
};

/** `TARGET-FUNDS` of the amounts that 绩效目标设置情况 prints. */
const statedFunds = (
  tables: TableSet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): readonly Finding[] => {
  const limit = fundsLimit(tables, proved);
  if (limit === null) return [];
  return claims
    .filter(
      ({ subject, amount }) =>
        subject === 'performance-targets' && amount > limit + FUNDS_TOLERANCE,
    )
    .map((claim) =>
      beyondLimit(tables, limit, claim, [claim.source], `“${claim.section ?? ''}” prints`),
    );
};

/** `TARGET-FUNDS` of the money of all forms. */
const fundsOfForms = (
  tables: TableSet,
  projects: readonly ProjectMoney[],
  years: readonly Print[],
  proved: Amounts,
): readonly Finding[] => {
  const limit = fundsLimit(tables, proved);
  const amount = years.reduce((fen, year) => fen + year.amount, 0n);
  const slack = years.reduce((fen, year) => fen + year.slack, FUNDS_TOLERANCE);
  if (limit === null || amount <= limit + slack) return [];
  return [
    beyondLimit(
      tables,
      limit,
      {
        section: projects[0]?.targets.section ?? null,
        subject: 'performance-targets',
        amount,
      },
      years.flatMap(({ figures }) => figures.map(({ source }) => source)),
      "The forms' money of the year is",
    ),
  ];
};

/** `TARGET-FUNDS` of a stated sum that the printed forms exceed, or do not reach though all of them are printed. */
const formsAgainstStated = (
  claims: readonly NarrativeClaim[],
  years: readonly Print[],
  forms: number,
): readonly Finding[] => {
  const amount = years.reduce((fen, year) => fen + year.amount, 0n);
  const stated = claims.filter(({ subject }) => subject === 'performance-targets');
  const [largest] = stated.toSorted((a, b) => (a.amount < b.amount ? 1 : -1));
  if (!largest) return [];
  const { section, source } = largest;
  const half = new Rounding([largest]).half(section, source.unit, source.text);
  const slack = years.reduce((fen, year) => fen + year.slack, FUNDS_TOLERANCE + half);
  const isAll = projectsOfClaim(largest.name) === forms && years.length === forms;
  const below = isAll && amount < largest.amount - slack;
  if (amount <= largest.amount + slack && !below) return [];
  return [
    textFinding({
      rule: 'TARGET-FUNDS',
      severity: 'warning',
      section: largest.section,
      subject: largest.subject,
      printed: largest.amount,
      expected: amount,
      unit: largest.source.unit,
      sources: [
        largest.source,
        ...years.flatMap(({ figures }) => figures.map(({ source }) => source)),
      ],
      message: (one, other) =>
        `“${largest.section ?? ''}” prints ${one} for the projects with targets, but the forms' money of the year is ${other}.`,
    }),
  ];
};

const beyondLimit = (
  tables: TableSet,
  limit: bigint,
  { section, subject, amount }: Pick<NarrativeClaim, 'section' | 'subject' | 'amount'>,
  sources: readonly ProjectFigure['source'][],
  says: string,
): Finding =>
  textFinding({
    rule: 'TARGET-FUNDS',
    severity: 'warning',
    section,
    subject,
    printed: amount,
    expected: limit,
    unit: sources[0]?.unit ?? '万元',
    sources,
    message: (one, other) =>
      `${says} ${one}, but 项目支出 of ${tables.nameOf('expenditure')} is ${other}.`,
  });

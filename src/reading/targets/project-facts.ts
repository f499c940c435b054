import type { PrintedLine } from '../../domain/budget/budget-command.js';
import type { LineState } from '../../domain/budget/budget-figures.js';
import type { ProjectFigureRecorded, ProjectTargets } from '../../domain/events/budget.events.js';
import { lineKey, type LineKey } from '../../domain/values/line.js';
import { fromFen, toFen } from '../../domain/values/money.js';
import { fold } from '../../text/fold.js';
import type { PrintedClaim } from '../printed.js';
import type { RevenueSource } from '../../domain/values/line.js';
import {
  MONEY,
  type Money,
  type Project,
  type ProjectFigure,
  type ProjectMoney,
} from './project.js';

const SOURCE_OF: Readonly<Partial<Record<Money, RevenueSource>>> = {
  'year-fiscal': 'fiscal-appropriation',
  'year-carry-over': 'carry-over',
  'year-other': 'other',
};

/**
 * The project's money of the year by source is lines; a form that prints the year's total alone is taken to mean the
 * appropriation. All else, and the words, are claims.
 */
export const projectFigures = (
  project: Project,
): { readonly own: readonly PrintedLine[]; readonly other: readonly PrintedClaim[] } => {
  const { money, stated } = project;
  const leaves = leavesOf(project);
  const claims = (key: string, figures: readonly ProjectFigure[]) =>
    figures.map((figure) => claimOf(project, key, figure));
  return {
    own: leaves.map(({ line }) => line),
    other: [
      ...MONEY.filter((key) => !leaves.some((leaf) => leaf.key === key)).flatMap((key) =>
        claims(key, money[key] ? [money[key]] : []),
      ),
      ...claims('total', stated.total),
      ...claims('year', stated.year),
      ...stated.parts.map((part) => claimOf(project, `year/${part.name}`, part)),
    ],
  };
};

/** The figures of a project's form that state lines. */
const leavesOf = ({
  money,
  targets,
}: Pick<Project, 'money' | 'targets'>): readonly {
  readonly key: Money;
  readonly line: PrintedLine;
}[] => {
  const bySource = MONEY.filter((key) => SOURCE_OF[key] && money[key]);
  const leaves: readonly Money[] = bySource.length > 0 || !money.year ? bySource : ['year'];
  return leaves.map((key) => ({
    key,
    line: {
      // The same project next year may print its brackets in another width.
      line: {
        schedule: 'project',
        project: fold(targets.name),
        source: SOURCE_OF[key] ?? 'fiscal-appropriation',
      },
      name: targets.name,
      ...money[key]!,
    },
  }));
};

/** The targets of a project as they are recorded, with its figures. */
export const recordedTargets = ({ targets, money, stated }: Project): ProjectTargets => {
  const recorded = (
    key: ProjectFigureRecorded['key'],
    { amount, source }: ProjectFigure,
  ): ProjectFigureRecorded => ({ key, amount: fromFen(amount), source });
  return {
    ...targets,
    figures: [
      ...MONEY.flatMap((key) => (money[key] ? [recorded(key, money[key])] : [])),
      ...stated.total.map((figure) => recorded('said-total', figure)),
      ...stated.year.map((figure) => recorded('said-year', figure)),
      ...stated.parts.map((figure) => recorded('said-part', figure)),
    ],
  };
};

/** The money of recorded projects, with the lines that it states as they are corrected. */
export const moneyAsCorrected = (
  projects: readonly ProjectTargets[],
  lines: ReadonlyMap<LineKey, Pick<LineState, 'corrected'>>,
): readonly ProjectMoney[] => {
  const found = new Set<LineKey>();
  return projects.flatMap(({ figures, ...targets }): readonly ProjectMoney[] => {
    if (figures === undefined) return [];
    const of = (key: ProjectFigureRecorded['key']): readonly ProjectFigure[] =>
      figures
        .filter((figure) => figure.key === key)
        .map(({ amount, source }) => ({ amount: toFen(amount), source }));
    const money: Partial<Record<Money, ProjectFigure>> = {};
    for (const key of MONEY) {
      const [figure] = of(key);
      if (figure) money[key] = figure;
    }
    for (const { key, line } of leavesOf({ money, targets })) {
      // A project that is printed twice is one line; the second print is a claim.
      const id = lineKey(line.line);
      if (found.has(id)) continue;
      found.add(id);
      money[key] = { ...money[key]!, amount: lines.get(id)?.corrected ?? line.amount };
    }
    const stated = { total: of('said-total'), year: of('said-year'), parts: of('said-part') };
    return [{ targets, money, stated }];
  });
};

const OF_PROJECT = 'project/';

/** Whether a claim is the figure of a project's targets form, and not of a sentence. */
export const isProjectClaim = ({ subject }: Pick<PrintedClaim, 'subject'>): boolean =>
  subject.startsWith(OF_PROJECT);

/** The claim of a project's figure under a key, such as `total` or `year/设备购置`. */
export const claimOf = (
  { targets }: Project,
  key: string,
  { amount, source }: ProjectFigure,
): PrintedClaim => ({
  subject: `${OF_PROJECT}${fold(targets.name)}/${key}`,
  name: targets.name,
  section: targets.section,
  amount,
  source,
});

import { fold } from '../../text/fold.js';
import type { PrintedLine } from '../../domain/budget/budget-command.js';
import type { PrintedClaim } from '../printed.js';
import type { RevenueSource } from '../../domain/values/line.js';
import { MONEY, type Money, type Project, type ProjectFigure } from './project.js';

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
  const { money, stated, hasForm, targets } = project;
  const bySource = hasForm ? MONEY.filter((key) => SOURCE_OF[key] && money[key]) : [];
  const leaves: readonly Money[] = bySource.length > 0 || !money.year ? bySource : ['year'];
  const line = (key: Money): readonly PrintedLine[] => {
    const figure = money[key];
    if (!figure) return [];
    const source = SOURCE_OF[key] ?? 'fiscal-appropriation';
    return [
      {
        // The same project next year may print its brackets in another width.
        line: { schedule: 'project', project: fold(targets.name), source },
        name: targets.name,
        ...figure,
      },
    ];
  };
  const claims = (key: string, figures: readonly ProjectFigure[]) =>
    figures.map((figure) => claimOf(project, key, figure));
  return {
    own: leaves.flatMap(line),
    other: [
      ...MONEY.filter((key) => !leaves.includes(key)).flatMap((key) =>
        claims(key, money[key] ? [money[key]] : []),
      ),
      ...claims('total', stated.total),
      ...claims('year', stated.year),
      ...stated.parts.map((part) => claimOf(project, `year/${part.name}`, part)),
    ],
  };
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

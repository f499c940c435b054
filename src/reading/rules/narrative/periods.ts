import type { Source } from '../../../domain/events/budget.events.js';
import { fiscalYearEnd, fiscalYearStart } from '../../../domain/values/civil-date.js';
import type { Finding } from '../../../domain/events/finding.js';
import type { Project } from '../../targets/project.js';
import { placeInText } from './text-finding.js';

/**
 * `PERIOD`: the dates of a project agree: its end follows its start, the words (实施周期) and the form print one period,
 * and the form is of the budget's year. Error. A period may begin before the fiscal year and end after it, since projects run for
 * years; one that has no day of that year is a period of another year.
 */
export const periodFindings = (
  projects: readonly Project[],
  fiscalYear: number,
): readonly Finding[] =>
  projects.flatMap((project) => [
    ...endBeforeStart(project),
    ...wordsAgainstForm(project),
    ...yearOfForm(project, fiscalYear),
    ...periodOfAnotherYear(project, fiscalYear),
  ]);

const endBeforeStart = (project: Project): readonly Finding[] => {
  const { plannedStart: start, plannedEnd: end } = project.targets;
  if (start === null || end === null || start <= end) return [];
  return [
    finding(project, end, `no day before ${start}`, project.periodSources, {
      message: `ends on ${end}, before it starts, on ${start}.`,
    }),
  ];
};

const wordsAgainstForm = (project: Project): readonly Finding[] => {
  const { plannedStart: start, plannedEnd: end } = project.targets;
  const said = new Map(project.periods.map((period) => [`${period.start}/${period.end}`, period]));
  const [only, ...more] = said.values();
  // Several periods are stages of the project, or contracts: none of them is the whole.
  if (!only || more.length > 0 || start === null || end === null) return [];
  if (only.start === start && only.end === end) return [];
  return [
    finding(
      project,
      `${only.start} to ${only.end}`,
      `${start} to ${end}`,
      [only.source, ...project.periodSources],
      {
        message: `runs from ${only.start} to ${only.end} in its description, but from ${start} to ${end} in its form.`,
      },
    ),
  ];
};

const periodOfAnotherYear = (project: Project, fiscalYear: number): readonly Finding[] => {
  const { plannedStart: start, plannedEnd: end } = project.targets;
  if (start === null || end === null || start > end) return [];
  const [first, last] = [fiscalYearStart(fiscalYear), fiscalYearEnd(fiscalYear)];
  if (start <= last && end >= first) return [];
  return [
    finding(
      project,
      `${start} to ${end}`,
      `a period with days of ${fiscalYear}`,
      project.periodSources,
      { message: `runs from ${start} to ${end}, with no day in the budget's year ${fiscalYear}.` },
    ),
  ];
};

const yearOfForm = (project: Project, fiscalYear: number): readonly Finding[] => {
  const { fiscalYear: year } = project.targets;
  if (year === null || year === fiscalYear) return [];
  return [
    finding(project, String(year), String(fiscalYear), [project.yearSource], {
      message: `has a form of ${year} in the budget of ${fiscalYear}.`,
    }),
  ];
};

const finding = (
  { targets: { name, section } }: Project,
  printed: string,
  expected: string,
  sources: readonly (Source | null)[],
  { message }: { readonly message: string },
): Finding => ({
  rule: 'PERIOD',
  severity: 'error',
  table: null,
  section,
  subject: name,
  column: null,
  printed,
  expected,
  difference: null,
  unit: null,
  places: sources.flatMap((source) => (source ? [placeInText(source)] : [])),
  hint: null,
  message: `The project “${name}” ${message}`,
});

import { fold } from '../../../text/fold.js';
import type { Scope } from '../../../domain/values/budget-id.js';
import { Refusal } from '../../../domain/errors.js';
import type { Finding } from '../../../domain/events/finding.js';
import { type DocumentLine, isBlankLine, loneText, printedText } from '../../document-line.js';
import { agencyOfLine } from '../lines/line-kinds.js';
import { finding, lineInWords, placeOf, quote } from '../../findings.js';
import { startsAgain, type Region } from './regions.js';
import { coverOf, type FoundTitle } from './cover.js';
import type { TitleLine } from './titles.js';
import { yearOf } from './year.js';

/** Whose budget a document is, of which year, and whether of a department or a unit. */
export interface Identity {
  readonly title: string;
  readonly agencyName: string;
  readonly fiscalYear: number;
  readonly scope: Scope;
  readonly findings: readonly Finding[];
}

const FRONT_LINES_MAX = 120;
const TITLE_CHARS_MAX = 60;
const TITLE = /(?:部门|单位)预算(?:公开|信息公开|公开信息|公开说明)?$/;

interface Labelled {
  readonly label: string;
  readonly name: string;
  readonly at: DocumentLine;
}

/**
 * Whose budget a document is, and of which year. The year of the title decides; where it cannot be read, the titles of the
 * tables do, and a finding quotes the print.
 *
 * @throws {Refusal} document-year-unclear, document-agency-unclear; document-of-another-kind: the text holds the budgets of
 *   several agencies
 */
export const identify = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  file: string,
): Identity => {
  const bodies = regions.map(({ title }) => title);
  const front = lines.slice(0, Math.min(bodies[0]?.first ?? lines.length, lines.length));
  const title = titleIn(front);
  const labelled = labelledAgencies(lines);
  const cover = coverOf(front);
  const agency = agencyIn(labelled, regions, file, cover && { ...cover, at: front[0]! });
  const { fiscalYear, findings } = yearIn(title, lines, bodies, file, cover);
  return {
    title: title ? joined(title.text) : (bodies[0]?.text ?? ''),
    agencyName: agency.name,
    fiscalYear,
    scope: scopeOf(title, agency, bodies),
    findings: [...findings, ...otherAgencies(labelled, agency)],
  };
};

/** The title of a document, and its first line. */
interface DocumentTitle {
  readonly text: string;
  readonly at: DocumentLine;
}

const titleIn = (front: readonly DocumentLine[]): DocumentTitle | undefined => {
  let seen = 0;
  let previous: DocumentTitle | undefined;
  for (const at of front) {
    if (isBlankLine(at)) continue;
    if (++seen > FRONT_LINES_MAX) return undefined;
    const text = loneText(at) ?? '';
    if (isTitle(text)) return { text, at };
    // A title may be broken: the year and the place on one line, 部门预算 on the next.
    if (previous && isTitle(previous.text + text) && fold(text).length < 16)
      return { text: previous.text + text, at: previous.at };
    previous = { text, at };
  }
  return undefined;
};

const isTitle = (text: string): boolean => {
  if (text.length > TITLE_CHARS_MAX * 2) return false;
  const folded = fold(text).replace(/^#+/, '').replace(/\*+/g, '');
  return (
    folded.length >= 8 &&
    folded.length <= TITLE_CHARS_MAX &&
    TITLE.test(folded) &&
    !/[:,。;]/.test(folded)
  );
};

const joined = (text: string): string =>
  text
    .trim()
    .replace(/^#+\s*/, '')
    .replace(/\*\*/g, '');

const labelledAgencies = (lines: readonly DocumentLine[]): readonly Labelled[] =>
  lines.flatMap((at, i) => {
    if (printedText(at).length > 300) return [];
    const agency = agencyOfLine(at);
    if (!agency || agency.label === '单位' || agency.label === '部门') return [];
    if (agency.name !== '') return [{ ...agency, at }];
    // 预算单位： with the name on the next line.
    const next = lines.slice(i + 1, i + 4).find((line) => !isBlankLine(line));
    const name = next && loneText(next);
    return name !== undefined && !/[:：。，]/.test(name) && name.length < 60
      ? [{ label: agency.label, name, at }]
      : [];
  });

const OWN_LABELS = ['预算主管部门', '预算单位'];

const agencyIn = (
  labelled: readonly Labelled[],
  regions: readonly Region[],
  file: string,
  cover: (FoundTitle & Pick<Labelled, 'at'>) | undefined,
): Labelled => {
  const own = labelled.filter(({ label }) => OWN_LABELS.includes(label));
  const [first] = own;
  // A department may list its units; the document holds several budgets only if the tables start again.
  const named = own.length > 1 ? own : labelled;
  const other = startsAgain(regions) && named.find(({ name }) => !sameAgency(name, named[0]!.name));
  if (other)
    throw new Refusal(
      'document-of-another-kind',
      `${file} holds the budgets of several agencies, ${quote(named[0]!.name)} on ${lineInWords(named[0]!.at)} and ${quote(other.name)} on ${lineInWords(other.at)}: give each agency's document by itself.`,
    );
  const agency = first ?? labelled[0];
  // Where no line is labelled, the title may name the body.
  if (!agency && cover && cover.body !== '') return { label: '', name: cover.body, at: cover.at };
  if (!agency)
    throw new Refusal(
      'document-agency-unclear',
      `${file} does not say whose budget it is: a line such as 预算主管部门：… or 预算单位：… must name the agency.`,
    );
  return agency;
};

/** Names are equal when they agree without their brackets, which may hold a former name. */
const sameAgency = (a: string, b: string): boolean => bareName(a) === bareName(b);

const bareName = (name: string): string => fold(name).replace(/\([^()]*\)/g, '');

/** Tables that name another agency above them: a line copied from another document, most likely. */
const otherAgencies = (labelled: readonly Labelled[], agency: Labelled): readonly Finding[] => {
  const others = labelled.filter(
    ({ label, name }) => !OWN_LABELS.includes(label) && !sameAgency(name, agency.name),
  );
  if (others.length === 0) return [];
  return [
    finding(
      'LABEL',
      'warning',
      `A table names ${quote(others[0]!.name)} above it, and the document is ${quote(agency.name)}'s.`,
      others.map(({ at }) => placeOf(at, null)),
      { subject: others[0]!.label, printed: others[0]!.name, expected: agency.name },
    ),
  ];
};

const yearIn = (
  title: DocumentTitle | undefined,
  lines: readonly DocumentLine[],
  bodies: readonly TitleLine[],
  file: string,
  cover: FoundTitle | undefined,
): { fiscalYear: number; findings: readonly Finding[] } => {
  const printedYear = title ? yearOf(fold(title.text)) : null;
  // A title that is broken over more lines has the year that it prints with them.
  const hasOddYear = title !== undefined && /[\d〇零○]/.test(fold(title.text));
  const titleYear = printedYear ?? (hasOddYear ? null : (cover?.year ?? null));
  const dated = bodies.filter(({ year }) => year !== null);
  const at = ({ first, table }: TitleLine) => placeOf(lines[first]!, table);
  if (titleYear !== null) {
    const odd = bodies.filter((b) => b.yearUnreadable || (b.year !== null && b.year !== titleYear));
    return {
      fiscalYear: titleYear,
      findings:
        odd.length === 0
          ? []
          : [
              finding(
                'PERIOD',
                'error',
                `The title of table ${odd[0]!.table} prints ${quote(odd[0]!.text)}, and the document's title is of ${titleYear}.`,
                odd.map(at),
                {
                  table: odd[0]!.table,
                  subject: odd[0]!.text,
                  printed: odd[0]!.year === null ? odd[0]!.text : String(odd[0]!.year),
                  expected: String(titleYear),
                },
              ),
            ],
    };
  }
  const [first, ...rest] = dated;
  const differs = first && rest.find(({ year }) => year !== first.year);
  if (!first || differs)
    throw new Refusal(
      'document-year-unclear',
      `${file} does not say which year it is of: ${title ? `its title is ${quote(title.text)}` : 'it has no title'} and ${first && differs ? `the titles of its tables say ${first.year} on ${lineInWords(lines[first.first]!)} and ${differs.year} on ${lineInWords(lines[differs.first]!)}` : 'no title of a table has a year'}; correct the year in the title.`,
    );
  const fiscalYear = first.year!;
  return {
    fiscalYear,
    findings: [
      finding(
        'PERIOD',
        'error',
        title
          ? `The year in the title ${quote(title.text)} cannot be read; the titles of the tables say ${fiscalYear}.`
          : `The document has no title with a year; the titles of the tables say ${fiscalYear}.`,
        title ? [placeOf(title.at, null, { text: title.text }), ...dated.map(at)] : dated.map(at),
        {
          subject: title ? joined(title.text) : null,
          printed: title ? joined(title.text) : null,
          expected: String(fiscalYear),
        },
      ),
    ],
  };
};

const scopeOf = (
  title: DocumentTitle | undefined,
  agency: Labelled,
  bodies: readonly TitleLine[],
): Scope => {
  const folded = fold(title?.text ?? '');
  if (/单位预算/.test(folded)) return 'unit';
  if (/部门预算/.test(folded)) return 'department';
  if (/单位/.test(agency.label)) return 'unit';
  if (/部门/.test(agency.label)) return 'department';
  return bodies.some(({ text }) => /单位/.test(text)) ? 'unit' : 'department';
};

import type { Scope } from '../../domain/values/budget-id.js';
import { Refusal } from '../../domain/errors.js';
import type { Finding } from '../../domain/events/finding.js';
import { COUNTRY } from '../../domain/tables/country.js';
import { fold } from '../../text/fold.js';
import { type DocumentLine, isBlankLine, isTooLong, textsOf } from '../document-line.js';
import { finding, lineInWords, placeOf, quote } from '../findings.js';
import {
  COVER_LINES_MAX,
  coverOf,
  type FoundTitle,
  withoutSpaces,
} from '../tables/region/cover.js';
import { yearOf } from '../tables/region/year.js';
import { NUMBERED } from './head-rows.js';
import { saidYear, saidYearFinding } from './said-year.js';
import type { Section } from './sections.js';

/** Whose budget a document is, of which year, and whether of a department or a unit. */
export interface FoundIdentity {
  readonly title: string;
  readonly agencyName: string;
  readonly fiscalYear: number;
  readonly scope: Scope;
  readonly findings: readonly Finding[];
}

const LABEL =
  /^(部门名称|单位名称|预算单位|预算主管部门|预算部门|编制部门|编制单位|填报单位|部门\(单位\)|部门|单位)(?:\([^)]*\))?[:：](.+)$/;
const UNIT_AFTER = /(?:金额)?单位[:：](?:人民币)?(?:亿|百?万|千)?元\)?$/;

/**
 * Whose budget and which year, wherever a document says it: on the cover, on one line or broken over some, and on the lines
 * above the tables.
 *
 * @throws {Refusal} document-agency-unclear, document-year-unclear
 */
export const identityOf = (
  lines: readonly DocumentLine[],
  sections: readonly Section[],
  file: string,
): FoundIdentity => {
  const title = coverOf(lines);
  const text = title?.text ?? sections[0]?.title ?? '';
  const scope: Scope = /单位预算/.test(text) ? 'unit' : 'department';
  const named = [
    ...sections.flatMap(({ texts }) => texts.flatMap(namesIn)),
    ...lines.slice(0, COVER_LINES_MAX).flatMap(namesIn),
  ];
  const labelled = bodyOf(named, scope);
  const agencyName = bareName(labelled ?? (title?.body || namedAbove(lines, sections)) ?? '');
  if (agencyName === '')
    throw new Refusal(
      'document-agency-unclear',
      `${file} does not say whose budget it is: neither its cover nor the lines above its tables name a department or unit.`,
    );
  const { fiscalYear, findings } = yearIn(title, lines, sections, file);
  return { title: text, agencyName, fiscalYear, scope, findings };
};

/** The year of the cover decides; without it the titles of the tables, and then {@link saidYear}. */
const yearIn = (
  cover: FoundTitle | undefined,
  lines: readonly DocumentLine[],
  sections: readonly Section[],
  file: string,
): Pick<FoundIdentity, 'fiscalYear' | 'findings'> => {
  const dated = sections.flatMap(({ kind, title, titleLine: at }) => {
    const year = yearOf(fold(title));
    const table = COUNTRY.tables.find((form) => form.kind === kind)?.table;
    return table === undefined || year === null ? [] : [{ table, year, title, at }];
  });
  const [first] = dated;
  const differs = dated.filter(({ year }) => year !== (cover ?? first)?.year);
  const [other] = differs;
  if (cover)
    return {
      fiscalYear: cover.year,
      findings: other
        ? [
            finding(
              'PERIOD',
              'error',
              `The title of table ${other.table} prints ${quote(other.title)}, and the document's title is of ${cover.year}.`,
              differs.map(({ at, table }) => placeOf(at, table)),
              {
                table: other.table,
                subject: other.title,
                printed: String(other.year),
                expected: String(cover.year),
              },
            ),
          ]
        : [],
    };
  if (first && other)
    throw new Refusal(
      'document-year-unclear',
      `${file} does not say which year it is of: it has no title and the titles of its tables say ${first.year} on ${lineInWords(first.at)} and ${other.year} on ${lineInWords(other.at)}; correct the year in the title.`,
    );
  if (first) return { fiscalYear: first.year, findings: [] };
  const said = saidYear(sections, lines, file);
  if (said) return { fiscalYear: said.year, findings: [saidYearFinding(said)] };
  throw new Refusal(
    'document-year-unclear',
    `${file} does not say which year it is of: neither its cover nor a title of its tables has a year, and no headings of two years side by side say it for certain; write the year in the title.`,
  );
};

const NAME = /^\p{Script=Han}{4,30}$/u;

/** The name that stands alone above the titles of most tables, without a label. */
const namedAbove = (
  lines: readonly DocumentLine[],
  sections: readonly Section[],
): string | undefined => {
  const names = sections.flatMap(({ titleLine }) =>
    lines
      .slice(0, lines.indexOf(titleLine))
      .filter((line) => !isBlankLine(line) && !isTooLong(line))
      // The number of the table may be between them.
      .slice(-2)
      .map((line) => withoutSpaces(textsOf(line)[0] ?? ''))
      .filter((text) => NAME.test(text) && !/[表算]$/.test(text))
      .slice(-1),
  );
  const name = mostFrequent(names);
  return names.filter((each) => each === name).length * 2 > sections.length ? name : undefined;
};

/** A body that a line names, by a label or its own code. */
interface Named {
  readonly name: string;
  /** Whether the label says that it is a department or a unit; null for another or none. */
  readonly is: Scope | null;
}

/** The body of most lines; where lines name a department and a unit of it, the one that the document is of. */
const bodyOf = (named: readonly Named[], scope: Scope): string | undefined => {
  const own = named.filter(({ is }) => is === scope);
  // What few lines say may be a measure: 单位：平方米.
  const isTwo =
    own.length * 4 > named.length &&
    ['unit', 'department'].every((each) => named.some(({ is }) => is === each));
  return mostFrequent((isTwo ? own : named).map(({ name }) => name));
};

const namesIn = (line: DocumentLine): readonly Named[] =>
  isTooLong(line)
    ? []
    : textsOf(line).flatMap((text, at) => nameIn(withoutSpaces(text), at === 0) ?? []);

/** A unit of money or a sentence. */
const NO_BODY = /元(?:\/.*)?$|^(?:人民币)?[亿万千百]+元|[。,]/;

const nameIn = (printed: string, isFirst: boolean): Named | undefined => {
  const text = fold(printed).replace(UNIT_AFTER, '');
  const [, label, labelled] = LABEL.exec(text) ?? [];
  const name = labelled ?? (isFirst && NUMBERED.test(text) ? text : undefined);
  if (name === undefined || name.length < 3 || name.length > 40 || NO_BODY.test(name))
    return undefined;
  const is =
    label === undefined || label.includes('(')
      ? null
      : label.endsWith('部门') || label === '部门名称'
        ? 'department'
        : 'unit';
  return { name: bareName(asPrinted(printed, name)), is };
};

/** A part of a folded text with the brackets that are printed. */
const asPrinted = (printed: string, part: string): string => {
  const at = fold(printed).indexOf(part);
  return fold(printed).length === printed.length ? printed.slice(at, at + part.length) : part;
};

const bareName = (name: string): string =>
  name.replace(NUMBERED, '$1').replace(/[（(](?:汇总|部门|盖章|公章)[)）]$/, '');

const mostFrequent = <T>(values: readonly T[]): T | undefined => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
};

import { finding } from '../findings.js';
import type { Finding } from '../../domain/events/finding.js';
import type { UnidentifiedFigure } from '../targets/project.js';
import { readProjects } from '../targets/read-projects.js';
import type { PrintedDocument } from '../printed.js';
import { RowNames } from './row-names.js';
import type { Narrative, NarrativeClaim } from './narrative.js';
import { SectionReader, type Mutable } from './section-reader.js';
import { paragraphsOf } from './paragraphs.js';

/**
 * Reads the sentences of a document: levels, changes against last year's budget or execution, and their reasons.
 * Nothing is computed: what a sentence does not print is null.
 */
export const readNarrative = (document: PrintedDocument): Narrative => {
  const names = new RowNames(document);
  const { projects, unidentified, findings, taken } = readProjects(document);
  const narrative: Mutable = {
    changes: [],
    claims: [],
    assets: [],
    shares: [],
    absences: [],
    unidentified: [...unidentified],
    findings: [...findings],
  };
  let section = new SectionReader(document, names, narrative, '');
  const words = document.narrative.filter((line) => !taken.has(line));
  for (const paragraph of paragraphsOf(words)) {
    if (section.name !== paragraph.section)
      section = new SectionReader(document, names, narrative, paragraph.section);
    if (paragraph.part === 'budget') section.read(paragraph);
    else section.readOtherSection(paragraph);
  }
  const { unidentified: figures, ...rest } = narrative;
  return {
    ...rest,
    projects,
    claims: [...rest.claims, ...figures.flatMap(claimOfUnidentified)],
    findings: [...rest.findings, ...unidentifiedFinding(figures)],
  };
};

const NAME_CHARS_MAX = 60;

/** A figure whose subject is unknown is kept as a claim and compared with nothing. */
const claimOfUnidentified = ({
  label,
  section,
  amount,
  source,
}: UnidentifiedFigure): readonly NarrativeClaim[] =>
  amount === null
    ? []
    : [{ subject: 'unread', name: label.slice(-NAME_CHARS_MAX), section, amount, source }];

/** `NARR-UNREAD`: figures of the text whose subject is unknown. One finding for the document, an info. */
const unidentifiedFinding = (figures: readonly UnidentifiedFigure[]): readonly Finding[] => {
  const [first] = figures;
  if (!first) return [];
  const count = figures.length === 1 ? 'one figure' : `${figures.length} figures`;
  return [
    finding(
      'NARR-UNREAD',
      'info',
      `The text prints ${count} whose subject is unknown, such as “${first.label}${first.source.text} ${first.source.unit}”: kept as printed and not compared.`,
      figures.map(({ source: { page, line, text, unit } }) => ({
        table: null,
        page,
        line,
        row: null,
        column: null,
        text: `${text}${unit}`,
      })),
      { section: first.section },
    ),
  ];
};

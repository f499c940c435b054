import { readProjects } from '../targets/read-projects.js';
import type { PrintedDocument } from '../printed.js';
import { Names } from './names.js';
import type { Narrative } from './narrative.js';
import { SectionReader, type Mutable } from './section-reader.js';
import { paragraphsOf } from './sections.js';
import { unreadClaim, unreadFinding } from './unread.js';

export type { Narrative, NarrativeClaim, StatedChange } from './narrative.js';

/**
 * Reads the sentences of a document: levels, changes against last year's budget or execution, and their reasons.
 * Nothing is computed: what a sentence does not print is null.
 */
export const readNarrative = (document: PrintedDocument): Narrative => {
  const names = new Names(document);
  const { projects, unread, findings, taken } = readProjects(document);
  const narrative: Mutable = {
    changes: [],
    claims: [],
    assets: [],
    shares: [],
    nothing: [],
    unread: [...unread],
    findings: [...findings],
  };
  let section = new SectionReader(document, names, narrative, '');
  const words = document.narrative.filter((line) => !taken.has(line));
  for (const paragraph of paragraphsOf(words)) {
    if (section.name !== paragraph.section)
      section = new SectionReader(document, names, narrative, paragraph.section);
    if (paragraph.part === 'budget') section.read(paragraph);
    else section.beside(paragraph);
  }
  const { unread: figures, ...rest } = narrative;
  return {
    ...rest,
    projects,
    claims: [...rest.claims, ...figures.flatMap(unreadClaim)],
    findings: [...rest.findings, ...unreadFinding(figures)],
  };
};

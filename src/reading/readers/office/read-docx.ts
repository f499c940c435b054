import { strFromU8, strToU8, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { Refusal } from '../../../domain/errors.js';
import type { DocumentLine } from '../../document-line.js';
import { rowLines } from '../row-lines.js';
import { htmlBlocks } from './html-blocks.js';
import { refuseTooManyLines } from '../limits.js';
import { packageParts } from './office-package.js';
import { withFieldTexts } from './word-fields.js';

/** The parts that hold what is printed; external links, pictures and macros are left out. */
const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?(?:document|styles|numbering|footnotes|endnotes)\.xml(?:\.rels)?)$/i;

const DOCUMENT = /^word\/document\.xml$/i;

/**
 * A Word document as lines, in its order: a paragraph is a line, and so is a row of a table, with its cells.
 * Word computes pages only when it prints, so lines have no page.
 *
 * @throws {Refusal} document-unreadable: damaged; document-too-large, document-too-costly: beyond the limits
 */
export const readDocx = async (
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly lines: readonly DocumentLine[] }> => {
  const parts = new Map(packageParts(bytes, WANTED, file));
  for (const [name, part] of parts) {
    const xml = DOCUMENT.test(name) ? strFromU8(part) : '';
    const read = withFieldTexts(xml);
    if (read !== xml) parts.set(name, strToU8(read));
  }
  const lines = htmlBlocks(await htmlOf(parts, file), file)
    .flatMap((cells) => rowLines({ line: 0, page: null }, cells))
    .map((line, i) => ({ ...line, line: i + 1 }));
  refuseTooManyLines(lines.length, file);
  return { lines };
};

const htmlOf = async (parts: ReadonlyMap<string, Uint8Array>, file: string): Promise<string> => {
  try {
    // Packed again, so that the library sees only the parts that are within the limits.
    const buffer = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
    const { value } = await mammoth.convertToHtml(
      { buffer },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), styleMap: [] },
    );
    return value;
  } catch (cause) {
    throw new Refusal(
      'document-unreadable',
      `${file} is a DOCX document that is damaged: open it, save it anew and give that.`,
      {},
      { cause },
    );
  }
};

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Refusal } from '../../../domain/errors.js';
import { asMatrix } from './matrix.js';
import { type FontMetrics, PageOperators } from './page-operators.js';
import type { PageContent } from './page.js';
import { upright } from './upright.js';

/** A department with a hundred units prints some hundreds of pages. */
export const PDF_PAGES_MAX = 2_000;

/** Replaces the web page in which pdf.js would load fonts: nothing is drawn. */
class NoStyleSheet {
  readonly cssRules: readonly string[] = [];
  insertRule(): void {}
}
const NO_WEB_PAGE = { adoptedStyleSheets: [], defaultView: { CSSStyleSheet: NoStyleSheet } };

/**
 * The pages of a PDF, one after another; each is released before the next.
 *
 * @throws {Refusal} document-unreadable: damaged, or locked with a password; document-too-large: too many pages
 */
export async function* pagesOf(bytes: Uint8Array, file: string): AsyncGenerator<PageContent> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const loading = pdfjs.getDocument({
    // The library detaches the buffer that it gets.
    data: new Uint8Array(bytes),
    cMapUrl: join(root, 'cmaps/'),
    standardFontDataUrl: join(root, 'standard_fonts/'),
    wasmUrl: join(root, 'wasm/'),
    // Fonts are measured, never shown: no glyph is drawn by the library, none by a browser.
    disableFontFace: false,
    ownerDocument: NO_WEB_PAGE as never,
    useSystemFonts: false,
    // No picture is decoded.
    maxImageSize: 0,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    const document = await opened(loading.promise, file);
    for (let number = 1; number <= document.numPages; number++)
      yield await contentOf(pdfjs, document, number, file);
  } finally {
    await loading.destroy();
  }
}

const opened = async (
  loading: Promise<PDFDocumentProxy>,
  file: string,
): Promise<PDFDocumentProxy> => {
  const document = await loading.catch((error: unknown) => {
    throw new Refusal(
      'document-unreadable',
      error instanceof Error && error.name === 'PasswordException'
        ? `${file} is a PDF that opens with a password only: save it without one and give that.`
        : `${file} is a PDF that is broken or cut off, so that its pages cannot be found: download it again, or print it to a new PDF and give that.`,
    );
  });
  if (document.numPages > PDF_PAGES_MAX)
    throw new Refusal(
      'document-too-large',
      `${file} has ${document.numPages} pages, more than the ${PDF_PAGES_MAX} that a document may have: give the pages of the budget alone.`,
      { pages: document.numPages, pagesMax: PDF_PAGES_MAX },
    );
  return document;
};

const contentOf = async (
  { OPS, AnnotationMode }: typeof import('pdfjs-dist/legacy/build/pdf.mjs'),
  document: PDFDocumentProxy,
  number: number,
  file: string,
): Promise<PageContent> => {
  const broken = () => {
    throw new Refusal(
      'document-unreadable',
      `Page ${number} of ${file} is broken and cannot be read: download the PDF again, or print it to a new PDF and give that.`,
      { page: number },
    );
  };
  const page = await document.getPage(number).catch(broken);
  const list = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }).catch(broken);
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const fontNamed = (name: string): FontMetrics | undefined =>
    page.commonObjs.has(name) ? (page.commonObjs.get(name) as FontMetrics) : undefined;
  const { glyphs, strokes } = new PageOperators(asMatrix(transform), OPS, fontNamed).follow(list);
  page.cleanup();
  return upright(number, { width, height }, glyphs, strokes);
};

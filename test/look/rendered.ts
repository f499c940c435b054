import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SCALE, type Pixels } from './page-look.js';

/** LibreOffice on this machine; undefined where there is none. LEDGER_TEST_SOFFICE names another place. */
export const officePath = [process.env['LEDGER_TEST_SOFFICE'], '/usr/bin/soffice'].find(
  (path) => path !== undefined && existsSync(path),
);

if (officePath === undefined)
  process.stderr.write(
    'There is no LibreOffice on this machine (apt-get install libreoffice-calc libreoffice-writer): the looks of XLSX and DOCX are not compared.\n',
  );

/** The pages of a PDF as pixels. */
export const pixelsOfPdf = async (bytes: Uint8Array): Promise<readonly Pixels[]> => {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = pdfjs.getDocument({
    data: Uint8Array.from(bytes),
    standardFontDataUrl: `${root}/standard_fonts/`,
    cMapUrl: `${root}/cmaps/`,
    cMapPacked: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  const factory = document.canvasFactory as {
    create(width: number, height: number): { canvas: HTMLCanvas; context: Context };
  };
  const pages: Pixels[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: SCALE });
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    const { context } = factory.create(width, height);
    await page.render({ canvas: null, canvasContext: context as never, viewport }).promise;
    const { data } = context.getImageData(0, 0, width, height);
    const dark = new Uint8ClampedArray(width * height);
    for (let i = 0; i < dark.length; i++)
      dark[i] = 255 - (data[4 * i]! + data[4 * i + 1]! + data[4 * i + 2]!) / 3;
    pages.push({ width, height, dark });
  }
  await task.destroy();
  return pages;
};

interface HTMLCanvas {
  readonly width: number;
}
interface Context {
  getImageData(
    x: number,
    y: number,
    width: number,
    height: number,
  ): { readonly data: Uint8ClampedArray };
}

/** The pages of an Office file as LibreOffice prints them. */
export const pixelsOfOffice = async (
  bytes: Uint8Array,
  format: 'xlsx' | 'docx',
): Promise<readonly Pixels[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'budget-ledger-look-'));
  try {
    const file = join(folder, `budget.${format}`);
    await writeFile(file, bytes);
    // A profile of its own: LibreOffice that runs already would otherwise take the file and answer nothing.
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await promisify(execFile)(officePath!, [
      profile,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      file,
    ]);
    return await pixelsOfPdf(await readFile(join(folder, 'budget.pdf')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

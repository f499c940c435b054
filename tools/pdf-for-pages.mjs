/**
 * Makes the files of pdf.js as the pages load them, in dist or in another folder that is named: compressed once, with the highest quality, which would take seconds
 * while a reader waits. Run by `npm run build`; without it the service gives the files of the package, which weigh a third more.
 */
import { transform } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const PDFJS = new URL('../node_modules/pdfjs-dist/build/', import.meta.url);
const OUT = process.argv[2] ?? fileURLToPath(new URL('../dist/src/pages/assets/', import.meta.url));

/** The part of the worker with the decoder of Brotli and its dictionary, a fifth of all. */
const BROTLI = /^;\/\/ \.\/external\/brotli\/decode\.js\n.*?(?=^;\/\/ \.\/)/ms;
/** Streams of a PDF in Brotli are rare, and browsers decompress them. */
const WITHOUT_BROTLI = `const BrotliDecode = () => {
  throw new Error('A stream of this PDF is compressed with Brotli, which this browser does not decompress.');
};
`;
const CHANGED =
  '/* Changed: made from pdf.worker.mjs of pdfjs-dist, without its decoder of Brotli. */\n';

/** The worker of pdf.js without what no page needs, as small as its own minified file. */
const worker = async () => {
  const source = await readFile(new URL('pdf.worker.mjs', PDFJS), 'utf8');
  if (!BROTLI.test(source))
    throw new Error('pdf.worker.mjs of pdfjs-dist has no part external/brotli/decode.js any more.');
  const { code } = await transform(source.replace(BROTLI, WITHOUT_BROTLI), {
    minify: true,
    format: 'esm',
    target: 'es2024',
  });
  return Buffer.from(CHANGED + code);
};

const compressed = (bytes) =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

await mkdir(OUT, { recursive: true });
for (const [name, bytes] of [
  ['pdf.min.mjs', await readFile(new URL('pdf.min.mjs', PDFJS))],
  ['pdf.worker.min.mjs', await worker()],
]) {
  await writeFile(join(OUT, name), bytes);
  await writeFile(join(OUT, `${name}.br`), await compressed(bytes));
}

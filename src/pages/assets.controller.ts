import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../domain/errors.js';
import { preferredCoding } from '../http/transfer/compressed.js';

const OWN = fileURLToPath(new URL('../pages/assets', import.meta.url));
const LIBRARY = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** The build makes smaller files of pdf.js, and compresses them: see tools/pdf-for-pages.mjs. */
const PDFJS = existsSync(join(OWN, 'pdf.worker.min.mjs')) ? OWN : join(LIBRARY, 'build');
const WORKER = 'pdf.worker.min.mjs';
const SCRIPT = 'text/javascript; charset=utf-8';

/** The files that pages load, by the names in their addresses. */
const FILES: Readonly<Record<string, readonly [folder: string, type: string]>> = {
  'style.css': [OWN, 'text/css; charset=utf-8'],
  ...Object.fromEntries(
    [
      'address',
      'ask',
      'budget-names',
      'chinese',
      'live',
      'forms',
      'import',
      'decide',
      'line-parts',
      'needs',
      'published',
      'read-tables',
      'stream',
      'copy',
      'propose',
    ].map((name) => [`${name}.js`, [OWN, SCRIPT] as const]),
  ),
  'pdf.min.mjs': [PDFJS, SCRIPT],
  [WORKER]: [PDFJS, SCRIPT],
};

/**
 * What pdf.js loads for some documents: the codes of Chinese fonts that a document names and does not have in it, the fonts that every reader
 * of PDF has, and the decoders of scanned pages.
 */
const FOLDERS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  ['cmaps', 'standard_fonts', 'wasm'].map((folder) => [
    folder,
    new Set(readdirSync(join(LIBRARY, folder))),
  ]),
);

/** `/assets/…`: the style sheet and the scripts of the pages, and what pdf.js needs, which come with the package. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  private readonly read = new Map<string, Buffer>();

  /** @throws {Refusal} `not-found`: there is no such file. */
  @Get(':name')
  @Header('X-Content-Type-Options', 'nosniff')
  asset(
    @Param('name') name: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (file === undefined) throw new Refusal('not-found', `There is no file /assets/${name}.`);
    const [folder, type] = file;
    reply.type(type);
    // It loads these itself, and runs the decoders.
    if (name === WORKER)
      reply.header(
        'Content-Security-Policy',
        "default-src 'none'; script-src 'self'; connect-src 'self'",
      );
    const compressed = `${name}.br`;
    const takesIt = preferredCoding(headers['accept-encoding']) === 'br';
    if (!takesIt || !existsSync(join(folder, compressed))) return this.bytesOf(folder, name);
    reply.headers({ 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
    return this.bytesOf(folder, compressed);
  }

  /** @throws {Refusal} `not-found`: there is no such file. */
  @Get(':folder/:name')
  @Header('X-Content-Type-Options', 'nosniff')
  part(
    @Param('folder') folder: string,
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    if (!Object.hasOwn(FOLDERS, folder) || !FOLDERS[folder]!.has(name))
      throw new Refusal('not-found', `There is no file /assets/${folder}/${name}.`);
    reply.type(name.endsWith('.js') ? SCRIPT : 'application/octet-stream');
    return this.bytesOf(join(LIBRARY, folder), name);
  }

  private bytesOf(folder: string, name: string): Buffer {
    const path = join(folder, name);
    const bytes =
      this.read.get(path) ??
      (folder === OWN && name.endsWith('.js')
        ? Buffer.from(withoutComments(readFileSync(path, 'utf8')))
        : readFileSync(path));
    this.read.set(path, bytes);
    return bytes;
  }
}

/** A script without the comments that have lines of their own: a browser needs none of them. */
const withoutComments = (script: string): string =>
  script.replaceAll(/^ *\/\*\*(?:(?!\*\/)[^])*\*\/\n/gm, '').replaceAll(/^ *\/\/.*\n/gm, '');

import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../domain/errors.js';
import { preferredCoding } from '../http/transfer/compressed.js';

const OWN = fileURLToPath(new URL('../pages/assets', import.meta.url));
/** The build makes smaller files of pdf.js, and compresses them: see tools/pdf-for-pages.mjs. */
const PDFJS = existsSync(join(OWN, 'pdf.worker.min.mjs'))
  ? OWN
  : join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'build');

/** The files that pages load, by the names in their addresses. */
const FILES: Readonly<Record<string, readonly [folder: string, type: string]>> = {
  'style.css': [OWN, 'text/css; charset=utf-8'],
  ...Object.fromEntries(
    [
      'address',
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
    ].map((name) => [`${name}.js`, [OWN, 'text/javascript; charset=utf-8'] as const]),
  ),
  'pdf.min.mjs': [PDFJS, 'text/javascript; charset=utf-8'],
  'pdf.worker.min.mjs': [PDFJS, 'text/javascript; charset=utf-8'],
};

/** `/assets/:name`: the style sheet and the scripts of the pages, which come with the package. */
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
    const compressed = `${name}.br`;
    const takesIt = preferredCoding(headers['accept-encoding']) === 'br';
    if (!takesIt || !existsSync(join(folder, compressed))) return this.bytesOf(folder, name);
    reply.headers({ 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
    return this.bytesOf(folder, compressed);
  }

  private bytesOf(folder: string, name: string): Buffer {
    const bytes = this.read.get(name) ?? readFileSync(join(folder, name));
    this.read.set(name, bytes);
    return bytes;
  }
}

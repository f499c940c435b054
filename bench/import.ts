import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '../src/config/config.js';
import { examine } from '../src/reading/examine.js';
import { ImportDocument } from '../src/imports/import-document.js';
import { CoreModule } from '../src/program/core.module.js';
import { inTurns, median, perSecond } from './measure.js';
import { atLeast, rate, type Row, type Section } from './report.js';
import type { Workspace } from './workspace.js';

export const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));

const IMPORT_TARGET = 0.8;

/** The agency's name in the samples. Each copy gets another name, so that no copy is a duplicate. */
export const AGENCY = '上海市宝山区城市运行管理中心';

export const benchImport = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const repetitions = quick ? 2 : 3;
  const runMs = quick ? 500 : 1_500;
  const samples = readdirSync(SAMPLES).map((file) => readFileSync(join(SAMPLES, file), 'utf8'));
  const lines = samples.reduce((sum, text) => sum + text.split('\n').length, 0);
  let figures = 0;
  for (const text of samples) {
    const { facts } = await examine(Buffer.from(text), null, null);
    figures += facts.lines.length + facts.claims.length;
  }
  const data = workspace.path('import');
  const app = await NestFactory.createApplicationContext(
    CoreModule.forRoot(Config.of({}, { data })),
    {
      logger: false,
    },
  );
  const commands = app.get(CommandBus);
  let copies = 0;
  const decoder = new TextDecoder();
  const measured = await inTurns(
    [
      {
        name: 'decode and split',
        run: () =>
          perSecond(runMs, () =>
            samples.reduce(
              (sum, text) => sum + decoder.decode(Buffer.from(text)).split('\n').length,
              0,
            ),
          ),
      },
      {
        name: 'read and check',
        run: () =>
          perSecond(runMs, async () => {
            for (const text of samples) await examine(Buffer.from(text), null, null);
            return lines;
          }),
      },
      {
        name: 'import',
        run: () =>
          perSecond(runMs, async () => {
            copies += 1;
            for (const text of samples)
              await commands.execute(
                new ImportDocument(
                  await examine(
                    Buffer.from(text.replaceAll(AGENCY, `${AGENCY}第${copies}分中心`)),
                    null,
                    null,
                  ),
                  {},
                  { actor: 'bench' },
                ),
              );
            return lines;
          }),
      },
    ],
    repetitions,
  );
  await app.close();
  const row = (what: string, name: string, peer: string, target?: number): Row => {
    const ours = median(measured.get(name)!);
    const theirs = median(measured.get(peer)!);
    return {
      what,
      ours: rate(ours, 'lines'),
      beside: `${rate(theirs, 'lines')} ${peer}`,
      ratio: ours / theirs,
      ...(target !== undefined && { target: atLeast(ours / theirs, target) }),
    };
  };
  const documents = (name: string) => (median(measured.get(name)!) / lines) * samples.length;
  return {
    title: 'b. Import of a document',
    rows: [
      row('read and check', 'read and check', 'decode and split'),
      row('read, check, record, project', 'import', 'read and check', IMPORT_TARGET),
    ],
    notes: [
      `The samples: ${samples.length} documents of ${Math.round(lines / samples.length)} lines and ${Math.round(figures / samples.length)} recorded figures each.`,
      `That is ${documents('read and check').toFixed(0)} documents read and ${documents('import').toFixed(0)} imported a second, both years of an agency in turn, derived changes included.`,
    ],
    raw: { repetitions, runMs, lines, figures, linesPerSecond: Object.fromEntries(measured) },
  };
};

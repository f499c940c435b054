import { cpSync, existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ZodType } from 'zod';
import {
  amendmentInput,
  approvalInput,
  closeInput,
  correctionInput,
  endInput,
  executionInput,
} from '../src/amendments/change-input.js';
import { enteredLine, type LineInput } from '../src/budgets/lines/line-input.js';
import { columnHead, LINE_COLUMNS } from '../src/budgets/lines/line-words.js';
import { parsePolicy } from '../src/ledger/policy-schema.js';
import { validate } from '../src/validation/validate.js';
import { folders, run } from './e2e/cli-harness.js';
import { cases } from './support/rounds.js';
import { PROCESS_TEST_MS } from './support/timeouts.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A page with several pictures opens quickly. */
const PICTURE_BYTES_MAX = 200_000;
const PAGES = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).toSorted();
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const newFolder = folders();

describe('The documentation', () => {
  it.each(PAGES)('names only files that exist: %s', (page) => {
    const text = read(page);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, to]) =>
      join(dirname(page), to!),
    );
    const paths = [
      ...text.matchAll(/`((?:src|test|tools|docs|projections|migrations|bench)\/[\w./-]*)`/g),
    ].map(([, path]) => path!);
    expect([...links, ...paths].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names the Node that npm ci installs', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: { node: string };
    };
    expect(read('.nvmrc').trim()).toBe(devDependencies.node);
  });

  it('explains every rule', () => {
    const ids = globSync(['src/reading/**/*.ts', 'src/domain/**/*.ts'], { cwd: ROOT })
      .filter((file) => !/\.(?:spec|fixture)\.ts$/.test(file))
      .flatMap((file) => [...read(file).matchAll(IN_CAPITALS)].map(([, id]) => id!))
      .filter((id) => !NOT_RULES.includes(id));
    const explained = [...read('docs/rules.md').matchAll(/^\| `([A-Z0-9-]+)`/gm)].map(
      ([, id]) => id,
    );
    expect(explained.toSorted()).toEqual([...new Set(ids)].toSorted());
  });

  it('explains every event', () => {
    const schemas = globSync('docs/events/*.schema.json', { cwd: ROOT }).map((path) =>
      basename(path),
    );
    const explained = [...read('docs/events.md').matchAll(/\]\(events\/([^)]+)\)/g)].map(
      ([, file]) => file,
    );
    expect(explained.toSorted()).toEqual(schemas.toSorted());
  });

  it('shows bodies and a policy that are accepted', () => {
    const page = read('docs/writing.md');
    const shown = [...page.matchAll(/^```json (\w+)\n([\s\S]*?)^```$/gm)];
    expect(shown.map(([, name]) => name)).toEqual(Object.keys(READERS));
    for (const [, name, json] of shown) expect(() => READERS[name!]!(json!)).not.toThrow();
  });

  it('names every column of a file of lines with its Chinese head, in the order of an empty form', () => {
    const rows = [...read('docs/writing.md').matchAll(/^\| `([a-z]+)` +\| (\S+) +\| .*\|$/gm)];
    expect(rows.map(([, column, head]) => [column, head])).toEqual(
      expect.arrayContaining(LINE_COLUMNS.map((column) => [column, columnHead(column)])),
    );
  });

  it('has small pictures, each of which is shown', () => {
    const pictures = globSync('docs/pictures/**/*.png', { cwd: ROOT });
    expect(pictures.length).toBeGreaterThan(0);
    const shown = PAGES.map(read).join('\n');
    expect(
      pictures.filter(
        (picture) =>
          statSync(join(ROOT, picture)).size > PICTURE_BYTES_MAX || !shown.includes(picture),
      ),
    ).toEqual([]);
  });

  it.each(cases(1, ['README.md', 'README.zh.md']))(
    'shows commands that work: %s',
    async (page) => {
      const folder = newFolder();
      cpSync(join(ROOT, 'samples'), join(folder, 'samples'), { recursive: true });
      const failed: string[] = [];
      let out = '';
      for (const command of commandsOf(read(page))) {
        const argv = columnWords(command, folder, out);
        const ran = await run([...argv, '--data', join(folder, 'data')]);
        if (ran.exit !== EXIT_OF[argv.slice(0, 2).join(' ')] && ran.exit !== 0)
          failed.push(`${command}: ${ran.exit} ${ran.err}`);
        out = ran.out === '' ? out : ran.out;
      }
      expect(failed).toEqual([]);
    },
    PROCESS_TEST_MS,
  );
});

const body = (schema: ZodType) => (json: string) => void validate(schema, JSON.parse(json));

/** What reads each body of docs/writing.md, in its order. */
const READERS: Readonly<Record<string, (json: string) => void>> = {
  EnterLines: (json) =>
    (JSON.parse(json) as { lines: LineInput[] }).lines.forEach((line) => enteredLine(line)),
  ProposeAmendment: body(amendmentInput),
  ApproveAmendment: body(approvalInput),
  EndAmendment: body(endInput),
  Correct: body(correctionInput),
  RecordExecution: body(executionInput),
  CloseYear: body(closeInput),
  Policy: (json) => void parsePolicy('policy.json', json),
};

/** The ids of rules are texts in capitals, and reading and the domain have no other such texts than those that are listed. */
const IN_CAPITALS = /'([A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)'/g;
/** Parts of the ids `SUM-CLASS` and `SUM-GROUP`, and a form of Unicode. */
const NOT_RULES = ['SUM', 'CLASS', 'GROUP', 'NFKC'];

/** What is not 0 where all is well: the samples contradict themselves. */
const EXIT_OF: Readonly<Record<string, number>> = { 'imports check': 3 };

/** The commands of a page's code, in their order; without those that wait for requests or need a server. */
const commandsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, code]) => code!.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line.startsWith('npx budget-ledger ') && !line.endsWith(' serve'));

/** The words as a shell gives them, files in the folder. `<…>` is an id that the command before printed. */
const columnWords = (command: string, folder: string, before: string): readonly string[] =>
  [...command.replace('npx budget-ledger ', '').matchAll(/'([^']*)'|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain!)
    .flatMap((word) => {
      if (word === 'samples/*') return globSync(join(folder, word));
      if (word in ID) return [ID[word]!.exec(before)![0]];
      return /^[\w-]+\.[a-z]\w*$/.test(word) ? [join(folder, word)] : [word];
    })
    .concat(command.endsWith('changes follow') ? ['--end'] : []);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const ID: Readonly<Record<string, RegExp>> = {
  '<finding>': /(?<=^ {2})[0-9a-f]{16}/m,
  '<amendment>': UUID,
  '<event>': UUID,
};

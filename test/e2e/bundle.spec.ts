import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { VERIFIER } from '../../src/proof/verifier.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import type { TrailEntry } from '../../src/budgets/reports/trail.answer.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { cases } from '../support/rounds.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

const folder = folders();
const BUDGET = 'baoshan-2023-department';

let data: string;
let bundle: string;
let key: string;
const ledger = (...words: readonly string[]) => run([...words, '--data', data]);
beforeAll(async () => {
  data = folder();
  for (const words of [
    ['imports', 'add', SAMPLE_2022, SAMPLE_2023, '--agency', 'baoshan'],
    [
      ...'amendments propose'.split(' '),
      BUDGET,
      ...'--kind supplement --reason 追加 --actor li'.split(' '),
      '--change',
      'function=2120199 expenditure=project amount=1000.00',
    ],
  ])
    expect((await ledger(...words)).err).toBe('');
  const [proposed] = answer<{ readonly id: string }[]>(
    await ledger('amendments', 'list', '--json'),
  );
  const approved = await ledger(
    'amendments',
    'approve',
    BUDGET,
    proposed!.id,
    ...'--authority 宝财预〔2023〕15号 --approved-on 2023-06-15 --actor wang'.split(' '),
  );
  expect(approved.err).toBe('');
  const { entries } = answer<{ readonly entries: readonly TrailEntry[] }>(
    await ledger('budgets', 'trail', BUDGET, '--json'),
  );
  const { id } = entries.find(
    ({ type, source }) => type === 'ClaimRecorded' && source?.table === 4,
  )!;
  const correction = ['corrections', 'add', BUDGET, '--corrects', id];
  const corrected = await ledger(
    ...correction,
    ...'--to 77.00 --reason 更正 --actor zhao'.split(' '),
  );
  expect(corrected.err).toBe('');
  bundle = join(folder(), 'bundle.zip');
  const written = await ledger('audit', 'bundle', BUDGET, '--out', bundle);
  expect(written).toMatchObject({ exit: 0, err: '' });
  key = (await ledger('audit', 'key')).out.trim();
});

const verified = (file: string, ...flags: readonly string[]) =>
  run(['verify-bundle', file, ...flags]);

/** The bundle, with one of its files changed. */
const forged = (name: string, change: (text: string) => string): string => {
  const files = unzipSync(readFileSync(bundle));
  const before = strFromU8(files[name]!);
  const after = change(before);
  expect(after).not.toBe(before);
  const file = join(folder(), 'forged.zip');
  writeFileSync(file, zipSync({ ...files, [name]: strToU8(after) }));
  return file;
};

type Forgery = readonly [what: string, file: string, (text: string) => string, message: RegExp];

/** A forgery of one value in the trail. */
const changed = (file: string, field: string, value: string): Forgery => [
  `${field} in the trail`,
  file,
  (text) => text.replace(`"${field}":"${value}"`, `"${field}":"x"`),
  /^The trail says .*"x".* of event \d+, and the event /,
];

/** The program alone, as somebody else runs it. */
const alone = (
  ...words: readonly string[]
): Promise<{ readonly exit: number; readonly out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [fileURLToPath(VERIFIER), ...words], (error, out, err) =>
      resolve({ exit: error === null ? 0 : Number(error.code), out: out + err }),
    );
  });

describe('A bundle of a budget', () => {
  it('is verified with the key of the ledger, by the command and by the one file alone', async () => {
    const { exit, out } = await verified(bundle, '--key', key);
    expect({ exit, out }).toMatchObject({ exit: 0 });
    expect(out).toMatch(/events of baoshan-2023-department are in the tree of the checkpoint/);
    expect(out).toMatch(/1 of 1 documents have the SHA-256 that was recorded/);
    expect(out).toMatch(/\d{3,} figures of the answers were added up again/);
    expect(await alone(bundle, '--key', key)).toEqual({ exit: 0, out });
  });

  it('is verified with the key in a file, and says what it does not compare', async () => {
    const file = join(folder(), 'key.txt');
    writeFileSync(file, `${key}\n`);
    const { exit, out } = await verified(bundle, '--key', file);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Not compared: pending and executed amounts/m);
    expect(await alone(bundle, '--key', file)).toEqual({ exit: 0, out });
    expect((await verified(bundle, '--key', join(folder(), 'none.txt'))).err).toMatch(/none\.txt/);
  });

  itInEachStageOfCi('is verified as of an earlier question, too', async () => {
    const early = join(folder(), 'early.zip');
    await ledger('audit', 'bundle', BUDGET, '--effective', '2023-02-01', '--out', early);
    expect(await verified(early, '--key', key)).toMatchObject({ exit: 0 });
    expect(JSON.parse(strFromU8(unzipSync(readFileSync(early))['bundle.json']!))).toMatchObject({
      asOf: { effective: '2023-02-01' },
    });
  });

  itInEachStageOfCi('has the same bytes when it is made again', async () => {
    const again = join(folder(), 'again.zip');
    await ledger('audit', 'bundle', BUDGET, '--out', again);
    expect(readFileSync(again).equals(readFileSync(bundle))).toBe(true);
  });

  it('says that its own key is no proof of who signed', async () =>
    expect((await verified(bundle)).out).toMatch(/compare it with the one that you were given/));

  const forgeries: readonly Forgery[] = [
    [
      'an amount of an event',
      'events.jsonl',
      (text) => text.replace('\\"amount\\":\\"', '\\"amount\\":\\"1'),
      /^Event \d+ \(budget-baoshan-2023-department, version \d+\) is not the event/,
    ],
    [
      'an event that is left out',
      'events.jsonl',
      (text) => text.split('\n').toSpliced(5, 1).join('\n'),
      /events, and says that it has/,
    ],
    [
      'an event that is left out and not counted',
      'events.jsonl',
      (text) => text.split('\n').toSpliced(5, 1).join('\n'),
      /version 5 is missing/,
    ],
    [
      'a figure of a table',
      'answers/table-3.json',
      (text) => text.replace(/"total":"(\d+)\.\d\d"/, '"total":"$1.99"'),
      /^Table 3 says/,
    ],
    [
      'a figure of the bridge',
      'answers/bridge-expenditure.json',
      (text) => text.replace('"supplement":"1000.00"', '"supplement":"2000.00"'),
      /supplement of expenditure/,
    ],
    [
      'a line that is left out',
      'answers/lines.json',
      (text) => text.replace(/\{"line":"[^}]*\},/, ''),
      /^The lines lack/,
    ],
    [
      'the actor in the trail',
      'answers/trail.json',
      (text) => text.replace('"actor":"li"', '"actor":"zhao"'),
      /^The trail says "zhao" for actor of event \d+, and the event "li"/,
    ],
    ...(
      [
        ['reason', '追加'],
        ['approvedOn', '2023-06-15'],
        ['before', '572500.00'],
        ['after', '573500.00'],
        ['normalised', '宝财预〔2023〕15号'],
      ] as const
    ).map(([field, value]) => changed('answers/trail.json', field, value)),
    ...[1, 2, 3, 4, 5, 8, 9].map((table): Forgery => [
      // It is one of the total row; table 9 has none.
      `the last figure of table ${table}`,
      `answers/table-${table}.json`,
      (text) => text.replace(/(.*)"\d+\.\d\d"/, '$1"1.23"'),
      new RegExp(`^Table ${table} says 1.23 in [a-z-]+ of (the total|, and)`),
    ]),
    [
      'a cell to what another cell was corrected to',
      'answers/table-4.json',
      (text) => text.replace(/("code":"208".*?"total":)"1060056.00"/, '$1"77.00"'),
      /^Table 4 says 77.00 in total of 208 .*, and its events 1060056.00/,
    ],
    [
      'a row of a table that is left out',
      'answers/table-2.json',
      (text) => text.replace(/\{"code":"2080505".*?\}\},/, ''),
      /^Table 2 lacks a row: 2080505/,
    ],
    [
      'the state of a table',
      'answers/table-6.json',
      (text) => text.replace('"declared-empty"', '"missing"'),
      /^Table 6 says that it is missing/,
    ],
    [
      'the checkpoint',
      'checkpoint.txt',
      (text) => text.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`),
      /is not signed by the key/,
    ],
  ];
  // The first seven are of all kinds: an event, a count, a table, the bridge, the lines, the trail.
  it.each(cases(7, forgeries))(
    'is not verified after a change of %s',
    async (what, name, change, message) => {
      const file = forged(name, change);
      if (what.endsWith('not counted')) {
        const files = unzipSync(readFileSync(file));
        const counted = strFromU8(files['bundle.json']!).replace(
          /"events":(\d+)/,
          (_, count: string) => `"events":${Number(count) - 1}`,
        );
        writeFileSync(file, zipSync({ ...files, 'bundle.json': strToU8(counted) }));
      }
      const { exit, out, err } = await verified(file, '--key', key);
      expect(err).toMatch(message);
      expect(exit).toBe(name === 'checkpoint.txt' ? 2 : 1);
      // What is wrong is said once.
      expect(out).not.toMatch(message);
    },
  );

  it('is not verified with a document of other bytes', async () => {
    const name = Object.keys(unzipSync(readFileSync(bundle))).find((each) =>
      each.startsWith('documents/'),
    )!;
    const { exit, err } = await verified(
      forged(name, (text) => `${text} `),
      '--key',
      key,
    );
    expect(exit).toBe(1);
    expect(err).toMatch(/has other bytes than were recorded/);
  });

  it('is refused with exit 2 where another key or ledger signed, or a witness is missing', async () => {
    const other = folder();
    await run(['budgets', 'open', 'wenhua-2024-unit', '--name', '文化', '--data', other]);
    const foreign = (await run(['audit', 'key', '--data', other])).out.trim();
    for (const flags of [
      ['--key', foreign],
      ['--key', key, '--origin', 'budget-ledger/another/1'],
      ['--key', key, '--witness', foreign],
    ])
      expect((await verified(bundle, ...flags)).exit).toBe(2);
    expect((await alone(bundle, '--key', foreign)).exit).toBe(2);
    expect((await alone()).exit).toBe(2);
  });
});

describe('The program that verifies bundles', () => {
  it('has less than 500 lines', () =>
    expect(readFileSync(VERIFIER, 'utf8').match(/\n/g)!.length).toBeLessThan(500));

  it('imports nothing but parts of Node.js', () =>
    expect(readFileSync(VERIFIER, 'utf8').match(/from '(?!node:)/g)).toBeNull());
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { Ajv, type ValidateFunction } from 'ajv';
import { format } from 'prettier';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChangeBudget } from '../src/amendments/change-budget.js';
import { asyncApi, jsonSchemaOf } from '../src/changes/asyncapi.js';
import {
  change as publicChange,
  CHANGE_TYPES,
  type Change,
  type ChangeType,
} from '../src/changes/change.js';
import { PUBLIC_NAMES } from '../src/changes/change-data.js';
import { approve, change, PROJECT } from '../src/domain/decide/decide.fixture.js';
import { civilDate } from '../src/domain/values/civil-date.js';
import { decode } from '../src/log/envelope.js';
import { EventLog } from '../src/log/event-log.js';
import { PolicyFile } from '../src/ledger/policy-file.js';
import { PolicyRecord } from '../src/ledger/policy-record.js';
import { Recorder } from '../src/ledger/recorder.js';
import { until } from './support/until.js';
import { shapeOf, shortened, updateExamples } from './support/shortened.js';
import { openLedger } from './support/test-ledger.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './e2e/cli-harness.js';
import { itInCi } from './support/it-in-ci.js';
import { LARGE_DATA_TEST_MS } from './support/timeouts.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'docs/events');
const ELSEWHERE = join(ROOT, 'test/documents/qishan-sports-school-2027-unit/source.xlsx');
const UNIT_2024 = join(ROOT, 'test/documents/linjiang-family-2024-unit/source.txt');

const newFolder = folders();

/** A ledger in which everything happened that its interfaces offer. */
let ledger: string;
beforeAll(async () => {
  ledger = await recorded();
}, LARGE_DATA_TEST_MS);

describe('The JSON Schemas of the events', () => {
  itInCi('are those of the types', () => {
    execFileSync(process.execPath, [join(ROOT, 'tools/event-schemas.mjs'), '--check'], {
      stdio: 'pipe',
    });
  });

  itInCi('fit every event that a ledger records', async () => {
    const events = await stored(ledger);
    expect(schemaErrorsOf(schemasIn(FOLDER, new Ajv({ allowUnionTypes: true })), events)).toEqual(
      [],
    );
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(CHANGE_TYPES));
  });
});

describe('The JSON Schemas of the changes', () => {
  const folder = join(FOLDER, 'public');

  itInCi('are those of the public shapes (npm run docs:openapi updates them)', async () => {
    const files = new Map<string, string>();
    for (const type of CHANGE_TYPES)
      files.set(
        `${PUBLIC_NAMES[type]}.schema.json`,
        await format(JSON.stringify(jsonSchemaOf(type)), { parser: 'json', printWidth: 100 }),
      );
    if (process.env['UPDATE_OPENAPI'])
      for (const [name, text] of files) writeFileSync(join(folder, name), text);
    expect(readdirSync(folder).toSorted()).toEqual([...files.keys()].toSorted());
    for (const [name, text] of files) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  itInCi('fit every change of a ledger', async () => {
    const changes = await changesOf(ledger);
    expect(schemaErrorsOf(byType(), changes)).toEqual([]);
    // The schemas are open, and nothing is said that they do not know.
    for (const each of changes) publicChange.parse(each);
  });

  itInCi(
    'have an example each in asyncapi.json, with the members of today (npm run docs:openapi records them)',
    async () => {
      const first = new Map<ChangeType, unknown>();
      for (const each of await changesOf(ledger))
        if (!first.has(each.type)) first.set(each.type, shortened(each));
      const recorded = Object.fromEntries(CHANGE_TYPES.map((type) => [type, first.get(type)]));
      if (process.env['UPDATE_OPENAPI']) await updateExamples(EXAMPLES, recorded);
      const { components } = asyncApi() as Described;
      const shown = Object.values(components.messages).flatMap(({ examples }) => examples);
      const changes = shown.map(({ payload }) => payload);
      expect(changes.map(({ type }) => type)).toEqual(CHANGE_TYPES);
      expect(schemaErrorsOf(byType(), changes)).toEqual([]);
      expect(shapeOf(changes)).toEqual(shapeOf(Object.values(recorded)));
    },
  );

  const byType = (): ReadonlyMap<string, ValidateFunction> => {
    const byName = schemasIn(folder, new Ajv2020({ strict: false }));
    return new Map(CHANGE_TYPES.map((type) => [type, byName.get(PUBLIC_NAMES[type])!]));
  };
});

const EXAMPLES = new URL('../src/changes/examples.json', import.meta.url);

interface Described {
  readonly components: {
    readonly messages: Readonly<
      Record<string, { readonly examples: readonly { readonly payload: Change }[] }>
    >;
  };
}

const changesOf = async (data: string): Promise<readonly Change[]> => {
  const { out } = await run(['changes', 'follow', '--end', '--data', data]);
  return out
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Change);
};

/** The schemas of a folder by the names of their files. */
const schemasIn = (folder: string, ajv: Ajv): ReadonlyMap<string, ValidateFunction> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.replace('.schema.json', ''),
        ajv.compile(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object),
      ]),
  );

/** What does not fit the schema of its type, with the errors. */
const schemaErrorsOf = (
  schemas: ReadonlyMap<string, ValidateFunction>,
  values: readonly { readonly type: string }[],
): readonly unknown[] =>
  values.flatMap((value) => {
    const fits = schemas.get(value.type)!;
    return fits(value as unknown) ? [] : [{ type: value.type, errors: fits.errors }];
  });

/** The stored events of a ledger, in today's shape. */
const stored = async (data: string): Promise<readonly { type: string; data: unknown }[]> => {
  const opened = await openLedger({ folder: data });
  try {
    const events: { type: string; data: unknown }[] = [];
    for await (const page of opened.get(EventLog).readAll())
      events.push(...page.map((each) => decode(each)).map(({ type, data }) => ({ type, data })));
    return events;
  } finally {
    await opened.close();
  }
};

/** Makes a ledger in which everything happened that its interfaces offer, and gives its folder. */
const recorded = async (): Promise<string> => {
  const data = newFolder();
  const ledger = async <T>(actor: string, ...words: readonly string[]): Promise<T> =>
    answer<T>(await run([...words, '--data', data, '--actor', actor, '--json']));
  const [{ budget }, department] = await ledger<[Imported, Imported]>(
    'li',
    'imports',
    'add',
    SAMPLE_2022,
    SAMPLE_2023,
  );
  const [unit] = await ledger<[Imported]>('li', 'imports', 'add', UNIT_2024);
  const newer = join(data, 'newer.txt');
  writeFileSync(newer, readFileSync(UNIT_2024, 'utf8').replace(/^302 17 公务接待费.*$/m, ''));
  await ledger('li', 'imports', 'add', newer);
  // In a form of another place, with a table that is none of the nine.
  await ledger('li', 'imports', 'add', ELSEWHERE);

  const [finding] = await ledger<[{ readonly id: string }]>('li', 'budgets', 'findings', budget);
  const reason = ['--reason', '核对原件'];
  const decision = ['--decision', 'accept-expected'];
  await ledger(
    'wang',
    'budgets',
    'findings',
    'resolve',
    budget,
    finding.id,
    ...decision,
    ...reason,
  );

  const propose = async (to: readonly string[] = []) => {
    const change = 'function=2120199 expenditure=project amount=-100.00';
    const kind = to.length > 0 ? 'carry-forward' : 'rescission';
    const words = ['--kind', kind, '--change', change, ...reason, ...to];
    return (await ledger<Changed>('li', 'amendments', 'propose', budget, ...words)).amendment.id;
  };
  const approval = ['--authority', '临财预〔2022〕15号', '--approved-on', '2022-06-15'];
  await ledger('wang', 'budgets', 'approve', budget, ...approval);
  for (const to of [[], ['--to', department.budget]])
    await ledger('wang', 'amendments', 'approve', budget, await propose(to), ...approval);
  await ledger('wang', 'amendments', 'reject', budget, await propose(), ...reason);
  await ledger('li', 'amendments', 'withdraw', budget, await propose(), ...reason);

  const line = 'expenditure/general/2100717/project';
  const { entries } = await ledger<Trail>('li', 'budgets', 'trail', unit.budget, '--line', line);
  const correction = ['--corrects', entries[0]!.id, '--to', '768100.00', ...reason];
  await ledger('li', 'corrections', 'add', unit.budget, ...correction);
  const execution = join(data, 'execution.json');
  writeFileSync(
    execution,
    JSON.stringify({
      asOf: '2022-12-31',
      status: 'final',
      figures: [{ function: '2120199', amount: '5000000.00' }],
    }),
  );
  await ledger('li', 'executions', 'add', budget, '--file', execution);
  await returned(data);
  await withPolicy(data);
  const [old, renamed] = ['2120199', '2101102'].map((code) => `expenditure/general/${code}/basic`);
  const link = [department.budget, renamed!, '--from', old!, ...reason];
  await ledger('li', 'lines', 'link', ...link, '--weight', '0.4');
  await ledger('li', 'lines', 'unlink', ...link);
  await ledger('wang', 'budgets', 'close', budget, '--on', '2023-01-15', '--confirm', budget);
  const agency = budget.split('-')[0]!;
  const renaming = ['--name', '城市运行中心', '--effective-on', '2023-02-01'];
  await ledger('wang', 'agencies', 'rename', agency, ...renaming);

  return data;
};

/** Records a transfer whose receiver is closed between its two halves, and its return. */
const returned = async (data: string): Promise<void> => {
  const ledger = await openLedger({ folder: data });
  const recorder = ledger.get(Recorder);
  const actor = { actor: 'wang' };
  const today = civilDate('2025-01-15');
  try {
    const from = await ledger.budget('giver-2023-unit', { [PROJECT]: '10.00' });
    const to = await ledger.budget('giver-2024-unit', {});
    const { amendment } = await ledger.propose(from, 'carry-forward', [change('-1.00')], to);
    await recorder.record(
      from,
      approve({
        amendment: amendment!.id,
        effectiveOn: null,
        receiver: { budget: to, closedOn: null, received: new Set() },
      }),
      actor,
    );
    const on = civilDate('2024-12-31');
    await recorder.record(to, { type: 'CloseYear', on, confirm: to, today, incoming: null }, actor);
    const request = { type: 'return', amendment: amendment!.id, reason: '接收单位已关账' } as const;
    await ledger.execute(new ChangeBudget(from, request, actor));
  } finally {
    await ledger.close();
  }
};

/** Records a policy, as a service does that finds one. */
const withPolicy = async (data: string): Promise<void> => {
  const policy = join(data, 'policy.json');
  writeFileSync(policy, '{"rules":[]}');
  const ledger = await openLedger({ folder: data });
  const log = ledger.get(EventLog);
  const record = new PolicyRecord(log, new PolicyFile(policy));
  try {
    const before = await log.head();
    const failed: unknown[] = [];
    record.start((error) => failed.push(error));
    await until('the policy is recorded', async () => (await log.head()) > before);
    expect(failed).toEqual([]);
  } finally {
    await record.beforeApplicationShutdown();
    await ledger.close();
  }
};

interface Imported {
  readonly budget: string;
}

interface Changed {
  readonly amendment: { readonly id: string };
}

interface Trail {
  readonly entries: readonly { readonly id: string }[];
}

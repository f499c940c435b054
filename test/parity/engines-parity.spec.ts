import type { Query } from '@nestjs/cqrs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '../../projections/index.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { ListAmendments } from '../../src/amendments/list-amendments.query.js';
import { AuditChanges } from '../../src/audit/audit-changes.query.js';
import { AuditExceptions } from '../../src/audit/audit-exceptions.query.js';
import { BridgeOf } from '../../src/budgets/reports/bridge.query.js';
import { CUTS, DeltasOf } from '../../src/budgets/reports/deltas.query.js';
import { FindingsOf } from '../../src/findings/findings.query.js';
import { LinkLine } from '../../src/budgets/lines/link-line.js';
import { LinesOf } from '../../src/budgets/lines/lines.query.js';
import { ListBudgets } from '../../src/budgets/list-budgets.query.js';
import { TableOf } from '../../src/budgets/tables/table.query.js';
import { SearchFor } from '../../src/budgets/search/search.query.js';
import { BASES } from '../../src/budgets/reports/against.js';
import { TOTAL_CUTS } from '../../src/budgets/totals/totals.answer.js';
import { TotalsOf } from '../../src/budgets/totals/totals.query.js';
import { TrailOf } from '../../src/budgets/reports/trail.query.js';
import { authority } from '../../src/domain/events/authority.js';
import type { AmountChange } from '../../src/domain/budget/movement.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate, type Instant } from '../../src/domain/values/civil-date.js';
import type { Json } from '../../src/domain/values/json.js';
import type { LineKey } from '../../src/domain/values/line.js';
import { parseFen } from '../../src/domain/values/money.js';
import { share } from '../../src/domain/continuity/share.js';
import { examine } from '../../src/reading/examine.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { decodeMeta } from '../../src/log/envelope.js';
import { EventLog, type NewEvent, type StoredEvent } from '../../src/log/event-log.js';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { Projector } from '../../src/projector/projector.js';
import { digestOf } from '../../src/views/writer/generation-tables.js';
import { Views } from '../../src/views/views-database.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';
import { collect } from '../support/log-events.js';
import { contentOf } from '../support/projector-ledger.js';
import { addressOf, deleteViews, logAddressOf, onPostgres } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

const SAMPLES = ['baoshan-2022-unit.md', 'baoshan-2023-department.txt'];

const change = (expenditure: 'basic' | 'project', amount: string): AmountChange => ({
  function: '2120199',
  fund: 'general',
  expenditure,
  economic: expenditure === 'basic' ? '30299' : null,
  project: null,
  source: 'fiscal-appropriation',
  amount: parseFen(amount),
});

/** Two published years, one with changes until its end. */
const live = async (ledger: TestLedger): Promise<void> => {
  for (const file of SAMPLES) {
    const bytes = readFileSync(new URL(`../../samples/${file}`, import.meta.url));
    await ledger.execute(new ImportDocument(await examine(bytes, file, null), {}, CLERK));
  }
  const {
    items: [published],
  } = await ledger.ask(new ListBudgets());
  const budget = published!.budget as BudgetId;
  const propose = async (changes: readonly AmountChange[]) =>
    (
      await ledger.execute(
        new ChangeBudget(
          budget,
          { type: 'propose', kind: 'adjustment-plan', changes, reason: '年中调整 "é" \\ 😀' },
          CLERK,
        ),
      )
    ).amendment!.id;
  const first = await propose([change('basic', '1234567890123.45'), change('project', '0.01')]);
  await ledger.execute(
    new ChangeBudget(
      budget,
      {
        type: 'approve',
        amendment: first,
        authority: authority('宝财预〔2022〕15号'),
        approvedOn: civilDate('2022-06-15'),
        effectiveOn: civilDate('2022-06-30'),
      },
      CHIEF,
    ),
  );
  const second = await propose([change('project', '5.00')]);
  await ledger.execute(
    new ChangeBudget(budget, { type: 'reject', amendment: second, reason: '不同意' }, CHIEF),
  );
  await propose([change('basic', '-0.45')]);
  const [, next] = (await ledger.ask(new ListBudgets())).items;
  const [line, from] = ['2101102', '2120199'].map(
    (code) => `expenditure/general/${code}/basic` as LineKey,
  );
  await ledger.execute(
    new LinkLine(next!.budget as BudgetId, line!, from!, share('0.333333'), '科目调整', CLERK),
  );
  const { entries } = await ledger.ask(new TrailOf(budget));
  const entered = entries.find(({ type, line }) => type === 'LineEntered' && line !== null)!;
  await ledger.execute(
    new ChangeBudget(
      budget,
      { type: 'correct', corrects: entered.id, to: parseFen('77.77'), reason: '更正' },
      CLERK,
    ),
  );
  await ledger.execute(
    new ChangeBudget(
      budget,
      {
        type: 'execute',
        asOf: civilDate('2022-12-31'),
        status: 'final',
        figures: [
          { function: '2120199', expenditure: 'basic', project: null, amount: parseFen('900.00') },
        ],
      },
      CLERK,
    ),
  );
};

/** The queries of users and auditors, with the bytes of the answers. */
const answersOf = async (ledger: TestLedger): Promise<Record<string, string>> => {
  const answers: Record<string, string> = {};
  const ask = async (name: string, query: Query<unknown>): Promise<void> => {
    answers[name] = JSON.stringify(await ledger.ask(query).catch(String));
  };
  const { items: budgets } = await ledger.ask(new ListBudgets());
  answers['budgets'] = JSON.stringify(budgets);
  for (const { budget, fiscalYear } of budgets) {
    const id = budget as BudgetId;
    for (let table = 1; table <= 9; table += 1) {
      await ask(`${budget} table ${table}`, new TableOf(id, table));
      await ask(
        `${budget} table ${table} in June`,
        new TableOf(id, table, { effective: civilDate(`${fiscalYear}-06-29`) }),
      );
    }
    for (const cut of CUTS) {
      await ask(`${budget} deltas by ${cut}`, new DeltasOf(id, 'prior-budget', cut));
      await ask(
        `${budget} deltas to execution by ${cut}`,
        new DeltasOf(id, 'prior-execution', cut),
      );
    }
    await ask(`${budget} lines`, new LinesOf(id));
    await ask(`${budget} bridge`, new BridgeOf(id));
    await ask(`${budget} trail`, new TrailOf(id));
    await ask(`${budget} findings`, new FindingsOf(id));
    await ask(`${budget} amendments`, new ListAmendments({ budget: id }));
  }
  for (const text of ['收入', '2120199', '宝山', '年中', '更正'])
    await ask(`search ${text}`, new SearchFor(text));
  await ask('search on', new SearchFor('支出', { limit: 3, after: '1.IA.YQ.YQ' }));
  for (const by of TOTAL_CUTS)
    for (const base of [...BASES, { effective: civilDate('2022-06-20') }])
      await ask(`totals by ${by} ${JSON.stringify(base)}`, new TotalsOf({}, by, base));
  await ask('changes', new AuditChanges());
  await ask('exceptions', new AuditExceptions());
  return answers;
};

/** A digest of the rows of every table, in key order. */
const digestsOf = (ledger: TestLedger): Promise<Record<string, unknown>> =>
  ledger.get(Views).transaction(async (tx) => {
    const digests: Record<string, unknown> = {};
    for (const projection of projections)
      for (const name of Object.keys(projection.tables))
        digests[name] = await digestOf(tx, projection, name, 1n);
    return digests;
  });

/** The log for the comparison, and the same events in a log on the other engine. */
const copied = async (from: EventLog, connection: string): Promise<void> => {
  let recordedAt: Instant;
  const to = EventStoreDbEventLog.open({ connection, clock: () => recordedAt });
  for (const events of await appendsOf(from)) {
    ({ recordedAt } = decodeMeta(events[0]!));
    const { stream, version } = events[0]!;
    await to.append(stream, version === 0 ? 'no-stream' : version - 1, events.map(asNew));
  }
  expect(await storedIn(to)).toEqual(await storedIn(from));
  await to.close();
};

/** The appends of a log, in order. */
const appendsOf = async (log: EventLog): Promise<StoredEvent[][]> => {
  const appends: StoredEvent[][] = [];
  for (const event of await collect(log.readAll())) {
    const last = appends.at(-1)?.at(-1);
    if (last?.stream === event.stream && last.meta === event.meta) appends.at(-1)!.push(event);
    else appends.push([event]);
  }
  return appends;
};

const asNew = (event: StoredEvent): NewEvent => {
  const { recordedAt: _, ...meta } = decodeMeta(event);
  return { id: event.id, type: event.type, data: JSON.parse(event.data) as Json, ...meta };
};

const storedIn = async (log: EventLog) =>
  (await collect(log.readAll())).map((event) => ({ ...event, position: null }));

/**
 * Positions depend on the engine: they are replaced by the number of the event. `"position":"24254856"` of the fifth
 * event becomes `"position":"the 5th"`.
 */
const placesIn = async (log: EventLog) => {
  const ordinals = new Map([['0', 'the beginning']]);
  for (const [i, { position }] of (await collect(log.readAll())).entries())
    ordinals.set(String(position), `the ${i + 1}th`);
  const name = (position: string): string => {
    const ordinal = ordinals.get(position);
    if (ordinal === undefined) throw new RangeError(`there is no event at position ${position}`);
    return ordinal;
  };
  return (content: unknown): string =>
    JSON.stringify(content, (key, value: unknown) =>
      typeof value === 'bigint'
        ? key.endsWith('position')
          ? name(String(value))
          : `${value}n`
        : value,
    )
      .replace(
        /(\\*"position\\*":\\*")(\d+)/g,
        (_, before: string, at: string) => before + name(at),
      )
      .replace(/\be1-(\d{20})\b/g, (_, at: string) => name(String(BigInt(at))));
};

/** The answers and the tables of one pair of engines. */
const seenOn = async (folder: string, environment: Readonly<Record<string, string>>) => {
  const ledger = await openLedger({ folder, environment });
  try {
    await ledger.get(Projector).catchUp();
    const named = await placesIn(ledger.get(EventLog));
    const answers = await answersOf(ledger);
    return {
      answers: Object.fromEntries(
        Object.entries(answers).map(([question, text]) => [question, named(text)]),
      ),
      rows: JSON.parse(named(await contentOf(ledger.get(Views), projections))) as unknown,
      digests: await digestsOf(ledger),
    };
  } finally {
    await ledger.close();
  }
};

describe('One log', () => {
  let folder: string;
  let standIn: EventStoreDbStandIn | undefined;
  let logs: Readonly<Record<'SQLite' | 'EventStoreDB', string>>;
  let embedded: Awaited<ReturnType<typeof seenOn>>;
  const files = () => `sqlite:${join(folder, 'views.db')}`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parity-'));
    const server = process.env['LEDGER_TEST_ESDB'];
    standIn = server ? undefined : await EventStoreDbStandIn.start();
    logs = {
      SQLite: `sqlite:${join(folder, 'log.db')}`,
      EventStoreDB: logAddressOf(server ?? standIn!.connection, folder),
    };
    const environment = { LEDGER_LOG: logs.SQLite, LEDGER_VIEWS: files() };
    const ledger = await openLedger({ folder, environment });
    await live(ledger);
    await copied(ledger.get(EventLog), logs.EventStoreDB);
    await ledger.close();
    embedded = await seenOn(folder, environment);
  }, SERVICE_TEST_MS);
  afterAll(async () => {
    await standIn?.stop();
    await deleteViews(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers many queries', () => {
    expect(Object.keys(embedded.answers).length).toBeGreaterThan(70);
    // Most queries must not be refused, or nothing would be compared.
    expect(Object.values(embedded.answers).filter((text) => text.startsWith('"\\"'))).toEqual([]);
    expect(embedded.digests['line_revisions']).toMatchObject({ rows: expect.any(Number) });
  });

  const served = onPostgres ? it : it.skip;

  served('gives the same bytes, rows and digests in SQLite and in PostgreSQL', async () => {
    expect(
      await seenOn(folder, {
        LEDGER_LOG: logs.SQLite,
        LEDGER_VIEWS: addressOf(process.env['LEDGER_TEST_VIEWS']!, folder),
      }),
    ).toEqual(embedded);
  });

  it('gives the same answers and rows on EventStoreDB, with views in SQLite', async () => {
    const views = `sqlite:${join(folder, 'other-views.db')}`;
    const { answers, rows } = await seenOn(folder, {
      LEDGER_LOG: logs.EventStoreDB,
      LEDGER_VIEWS: views,
    });
    expect(answers).toEqual(embedded.answers);
    expect(rows).toEqual(embedded.rows);
  });

  served('gives the same bytes and rows on EventStoreDB, with views in PostgreSQL', async () => {
    const { answers, rows } = await seenOn(folder, {
      LEDGER_LOG: logs.EventStoreDB,
      LEDGER_VIEWS: addressOf(process.env['LEDGER_TEST_VIEWS']!, `${folder} beside`),
    });
    expect(answers).toEqual(embedded.answers);
    expect(rows).toEqual(embedded.rows);
    await deleteViews(`${folder} beside`);
  });
});

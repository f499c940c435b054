import * as fc from 'fast-check';
import { projections } from '../../../projections/index.js';
import { isText, typeOf, type RowValues, type ViewTable } from '../../../projections/projection.js';
import { event, ProjectorLedger } from '../../../test/support/projector-ledger.js';
import type { BudgetEvent } from '../../domain/events/budget.events.js';
import { SCHEMA_VERSION } from '../../domain/events/upcast.js';
import type { Json } from '../../domain/values/json.js';
import {
  approve,
  approveBudget,
  carryForward,
  change,
  claimIn,
  correct,
  derive,
  document,
  enter,
  execution,
  finding,
  giveBack,
  historyOf,
  link,
  OPEN,
  PROJECT,
  propose,
  receive,
  receiver,
  resolve,
  REVENUE,
} from '../../domain/decide/decide.fixture.js';
import type { EventLog, NewEvent } from '../../log/event-log.js';
import { quoted } from '../../views/sql-dialect.js';
import type { SqlValue, Views, ViewsTransaction } from '../../views/views-database.js';
import { namesTable, physicalName } from '../../views/writer/generation-tables.js';
import { StatementWriter } from '../../views/writer/statement-writer.js';
import { compareViews } from './compare-views.js';
import { compareTexts } from './differences.js';

const TABLES: readonly (readonly [string, ViewTable])[] = projections.flatMap(({ tables }) =>
  Object.entries(tables),
);

const entered = [OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' })];
const given = [
  ...entered,
  carryForward('-5.00'),
  approve({ effectiveOn: null, receiver: receiver() }),
];
/** Histories of which each view has rows. */
const HISTORIES: Readonly<Record<string, readonly BudgetEvent[]>> = {
  'amended-2023-unit': historyOf(...entered, propose([change('5.00')]), approve(), approveBudget()),
  'given-2023-unit': historyOf(...given),
  'received-2024-unit': historyOf(OPEN, receive()),
  'returned-2023-unit': JSON.parse(
    JSON.stringify(historyOf(...given, giveBack())).replaceAll('"t1"', '"t2"'),
  ) as readonly BudgetEvent[],
  'printed-2023-unit': historyOf(
    document('a', { [PROJECT]: '10.00' }),
    document('b', {}, { complete: new Set(), claims: [claimIn('b')] }),
    correct('e5', 900n),
    execution('1.00', '2.00'),
  ),
  'linked-2023-unit': historyOf(
    OPEN,
    enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1'), finding('f2')] }),
    resolve('f1'),
    link({ weight: '0.4' }),
    derive({ [PROJECT]: 800n }),
  ),
};

const record = async (log: EventLog): Promise<void> => {
  const rename = (code: string, from: string, to: string): NewEvent =>
    event('AgencyRenamed', { code, from, to, authority: null, effectiveOn: '2023-01-01' });
  // Two agencies that have one name in turn: the last one that takes it has it.
  await log.append('agency-b', 'any', [event('AgencyRegistered', { code: 'b', name: '一局' })]);
  await log.append('agency-b', 'any', [rename('b', '一局', '二局')]);
  await log.append('agency-a', 'any', [event('AgencyRegistered', { code: 'a', name: '一局' })]);
  await log.append('agency-b', 'any', [rename('b', '二局', '一局')]);
  await log.append('agency-a', 'any', [rename('a', '一局', '二局')]);
  const rest = Object.entries(HISTORIES).map(([budget, events]) => ({
    stream: `budget-${budget}`,
    events: events.map(({ type, data }) =>
      event(type, JSON.parse(JSON.stringify(data)) as Json, SCHEMA_VERSION[type]),
    ),
  }));
  // One event of each in turn, so that no budget's events stand together.
  for (let n = 0; rest.some(({ events }) => n < events.length); n++)
    for (const { stream, events } of rest) {
      const next = events[n];
      if (next !== undefined) await log.append(stream, 'any', [next]);
    }
  const keyed = event('LineEntered', {
    line: REVENUE,
    name: '款\0项',
    amount: '1.00',
    before: null,
    source: null,
    effectiveOn: '2023-01-01',
  });
  await log.append('budget-amended-2023-unit', 'any', [
    { ...keyed, idempotency: { key: 'k1', fingerprint: 'f' } },
  ]);
};

type Row = Readonly<Record<string, SqlValue>>;

/** A row of a table in the place of another; null where there is none. */
interface Forgery {
  readonly name: string;
  readonly table: ViewTable;
  readonly from: Row | null;
  readonly to: Row | null;
  /** What is said of it. */
  readonly said: readonly string[];
}

/** Another value of the same type. */
const other = (value: SqlValue): SqlValue =>
  value === null ? 'null' : typeof value === 'bigint' ? value + 1_000_000n : `${String(value)}x`;
const keyOf = ({ primaryKey }: ViewTable, row: Row): string =>
  primaryKey.map((column) => String(row[column])).join(', ');
const missing = (name: string, table: ViewTable, row: Row): string =>
  `The view ${name} lacks the row (${keyOf(table, row)}).`;
const unexplained = (name: string, table: ViewTable, row: Row): string =>
  `The view ${name} has a row (${keyOf(table, row)}) that no event explains.`;

describe('The views', () => {
  let ledger: ProjectorLedger;
  let log: EventLog;
  let views: Views;
  const rows = new Map<string, readonly Row[]>();
  beforeAll(async () => {
    ledger = new ProjectorLedger();
    const opened = await ledger.open(projections);
    ({ log, views } = opened);
    await record(log);
    await opened.projector.catchUp();
    for (const [name, { primaryKey }] of TABLES) {
      let query = views.db.selectFrom(name as 'projections').selectAll();
      for (const column of primaryKey) query = query.orderBy(column as 'name');
      rows.set(name, (await query.execute()) as never);
    }
  });
  afterAll(() => ledger.remove());

  const put = async (tx: ViewsTransaction, name: string, row: Row): Promise<void> => {
    const projection = projections.find(({ tables }) => name in tables)!;
    const physical = (table: string): string => physicalName(table, 1n);
    const writer = new StatementWriter(projection, physical, tx.dialect, async () => {});
    writer.add({ insert: name, row: row as RowValues });
    await writer.flush(tx);
  };
  const remove = async (tx: ViewsTransaction, { name, table }: Forgery, row: Row) => {
    const projection = projections.find(({ tables }) => name in tables)!;
    const names = quoted(physicalName(namesTable(projection), 1n));
    const conditions = table.primaryKey.map((column, i) => {
      const value = tx.dialect.placeholder(i + 1);
      return typeOf(table.columns[column]!) === 'name' && tx.dialect.keepsShort
        ? `${quoted(column)} = (SELECT number FROM ${names} WHERE name = ${value})`
        : `${quoted(column)} = ${value}`;
    });
    await tx.run(
      `DELETE FROM ${physicalName(name, 1n)} WHERE ${conditions.join(' AND ')}`,
      table.primaryKey.map((column) => row[column]!),
    );
  };
  const replace = (forgeries: readonly Forgery[], from: 'from' | 'to', to: 'from' | 'to') =>
    views.transaction(async (tx) => {
      for (const forgery of forgeries) {
        const [before, after] = [forgery[from], forgery[to]];
        if (before !== null) await remove(tx, forgery, before);
        if (after !== null) await put(tx, forgery.name, after);
      }
    });
  /** Expects what is said of a forgery in each table, and nothing else, and takes them back. */
  const expectFound = async (forgeries: readonly Forgery[], eventsOfRange = 1): Promise<void> => {
    await replace(forgeries, 'from', 'to');
    const { problems } = await compareViews(log, views, () => {}, eventsOfRange);
    await replace(forgeries, 'to', 'from');
    expect([...problems].sort()).toEqual(forgeries.flatMap(({ said }) => said).sort());
  };

  it('are what the log says, and this ledger has rows in each of them', async () => {
    expect(TABLES.filter(([name]) => rows.get(name)!.length === 0)).toEqual([]);
    const compared: number[] = [];
    expect(await compareViews(log, views, (events) => compared.push(events))).toEqual({
      problems: [],
      notCompared: null,
    });
    expect(BigInt(compared.at(-1)!)).toBe(await log.head());
  });

  it('are named by the cell when one is changed, in each column of each table', async () => {
    for (let n = 0; n < COLUMNS_MAX; n++)
      await expectFound(
        TABLES.flatMap(([name, table]) => {
          const column = Object.keys(table.columns)[n];
          if (column === undefined) return [];
          const from = rows.get(name)![n % rows.get(name)!.length]!;
          const hasText = isText(table.columns[column]!);
          const value = from[column] === null && !hasText ? 1n : other(from[column]!);
          const to = { ...from, [column]: value };
          const said = table.primaryKey.includes(column)
            ? [missing(name, table, from), unexplained(name, table, to)]
            : [
                `The view ${name} has "${String(value)}" in ${column} of (${keyOf(table, from)}), and the log says "${String(from[column])}".`,
              ];
          return [{ name, table, from, to, said }];
        }),
      );
  });

  it('are named by the row when one is removed', () =>
    expectFound(
      TABLES.map(([name, table]) => {
        const from = rows.get(name)!.at(-1)!;
        return { name, table, from, to: null, said: [missing(name, table, from)] };
      }),
    ));

  it.each([
    ['before all others', 1, () => '!'],
    ['between others', 1, (budget: string) => `${budget}!`],
    ['between others that are read at once', 1_000, (budget: string) => `${budget}!`],
    ['after all others', 1, () => '~'],
  ])('are named by the row when one is added %s', (_, eventsOfRange, budgetBeside) =>
    expectFound(
      TABLES.map(([name, table]) => {
        const [first] = rows.get(name)!;
        const [column] = table.primaryKey as [string];
        const to = {
          ...first!,
          [column]: other(first![column]!),
          ...('budget' in table.columns && { budget: budgetBeside(first!['budget'] as string) }),
        };
        return { name, table, from: null, to, said: [unexplained(name, table, to)] };
      }),
      eventsOfRange,
    ),
  );

  it('are named by twenty rows of a table and the number of the others when many are changed', async () => {
    const table = TABLES.find(([name]) => name === 'audit_trail')![1];
    await expectFound(
      rows.get('audit_trail')!.map((from, n) => ({
        name: 'audit_trail',
        table,
        from,
        to: null,
        said:
          n < 20
            ? [missing('audit_trail', table, from)]
            : n === 20
              ? [
                  `The view audit_trail differs in ${rows.get('audit_trail')!.length - 20} more places.`,
                ]
              : [],
      })),
    );
  });

  it('are compared with as much of the log as they contain', async () => {
    await log.append('agency-c', 'any', [event('AgencyRegistered', { code: 'c', name: '三局' })]);
    for (const [stream, events] of Object.entries(HISTORIES))
      await log.append(`budget-${stream}`, 'any', [
        event(events[0]!.type, JSON.parse(JSON.stringify(events[0]!.data)) as Json),
      ]);
    const [name, table] = TABLES.find(([each]) => each === 'current_lines')!;
    const from = rows.get(name)![0]!;
    const said = [missing(name, table, from)];
    await expectFound([{ name, table, from, to: null, said }]);
  });
});

const COLUMNS_MAX = Math.max(...TABLES.map(([, { columns }]) => Object.keys(columns).length));

describe('Texts', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '中', '\u{20BB7}', '\uFFFD'), maxLength: 4 });
  it('are in the order of their bytes, with characters outside of the basic plane too', () =>
    fc.assert(
      fc.property(text, text, (a, b) => {
        const byBytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareTexts(a, b))).toBe(byBytes);
      }),
    ));
});

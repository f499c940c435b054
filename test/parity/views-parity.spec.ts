import type { Query } from '@nestjs/cqrs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '../../projections/index.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { ListAmendments } from '../../src/amendments/list-amendments.query.js';
import { AuditChanges } from '../../src/audit/audit-changes.query.js';
import { AuditExceptions } from '../../src/audit/audit-exceptions.query.js';
import { BridgeOf } from '../../src/budgets/bridge.query.js';
import { CUTS, DeltasOf } from '../../src/budgets/deltas.query.js';
import { FindingsOf } from '../../src/budgets/findings.query.js';
import { LinesOf } from '../../src/budgets/lines.query.js';
import { ListBudgets } from '../../src/budgets/list-budgets.query.js';
import { TableOf } from '../../src/budgets/table.query.js';
import { TrailOf } from '../../src/budgets/trail.query.js';
import { authority } from '../../src/domain/authority.js';
import type { AmendmentChange } from '../../src/domain/budget.events.js';
import type { BudgetId } from '../../src/domain/budget-id.js';
import { civilDate } from '../../src/domain/civil-date.js';
import { yuan } from '../../src/domain/money.js';
import { examine } from '../../src/imports/examine.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { Projector } from '../../src/projector/projector.js';
import { digestOf } from '../../src/views/generation-tables.js';
import { Views } from '../../src/views/views-database.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/ledger.js';
import { contentOf } from '../support/projector-ledger.js';
import { addressOf, deleteViews, onPostgres } from '../support/test-views.js';

const SAMPLES = ['baoshan-2022-unit.md', 'baoshan-2023-department.txt'];

const change = (expenditure: 'basic' | 'project', amount: string): AmendmentChange => ({
  function: '2120199',
  fund: 'general',
  expenditure,
  economic: expenditure === 'basic' ? '30299' : null,
  project: null,
  source: 'fiscal-appropriation',
  amount: yuan(amount),
});

/** Two published years, and what becomes of one of them until its end. */
const live = async (ledger: TestLedger): Promise<void> => {
  for (const file of SAMPLES) {
    const bytes = readFileSync(new URL(`../../samples/${file}`, import.meta.url));
    await ledger.execute(new ImportDocument(await examine(bytes, file, null), {}, CLERK));
  }
  const [published] = await ledger.ask(new ListBudgets());
  const budget = published!.budget as BudgetId;
  const propose = async (changes: readonly AmendmentChange[]) =>
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
  const { entries } = await ledger.ask(new TrailOf(budget));
  const entered = entries.find(({ type, line }) => type === 'LineEntered' && line !== null)!;
  await ledger.execute(
    new ChangeBudget(
      budget,
      { type: 'correct', corrects: entered.id, to: yuan('77.77'), reason: '更正' },
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
          { function: '2120199', expenditure: 'basic', project: null, amount: yuan('900.00') },
        ],
      },
      CLERK,
    ),
  );
};

/** What users and auditors ask, as the bytes that they get. */
const answersOf = async (ledger: TestLedger): Promise<Record<string, string>> => {
  const answers: Record<string, string> = {};
  const ask = async (name: string, query: Query<unknown>): Promise<void> => {
    answers[name] = JSON.stringify(await ledger.ask(query).catch(String));
  };
  const budgets = await ledger.ask(new ListBudgets());
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
    await ask(`${budget} amendments`, new ListAmendments(id));
  }
  await ask('changes', new AuditChanges());
  await ask('exceptions', new AuditExceptions());
  return answers;
};

/** The digest of every table, over its rows in the order of its key. */
const digestsOf = (ledger: TestLedger): Promise<Record<string, unknown>> =>
  ledger.get(Views).transaction(async (tx) => {
    const digests: Record<string, unknown> = {};
    for (const { tables } of projections)
      for (const [name, table] of Object.entries(tables))
        digests[name] = await digestOf(tx, name, table, 1n);
    return digests;
  });

const describeOnBoth = onPostgres ? describe : describe.skip;

describeOnBoth('One log in SQLite and in PostgreSQL', () => {
  let folder: string;
  let embedded: TestLedger;
  let served: TestLedger;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parity-'));
    const open = (views: string) => openLedger({ folder, environment: { LEDGER_VIEWS: views } });
    embedded = await open(`sqlite:${join(folder, 'views.db')}`);
    await live(embedded);
    served = await open(addressOf(process.env['LEDGER_TEST_VIEWS']!, folder));
    await served.get(Projector).catchUp();
  }, 120_000);
  afterAll(async () => {
    await embedded.close();
    await served.close();
    await deleteViews(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the same bytes in every answer', async () => {
    const [one, other] = [await answersOf(embedded), await answersOf(served)];
    expect(Object.keys(one).length).toBeGreaterThan(70);
    // Questions that are refused are few, or nothing would be compared.
    expect(Object.values(one).filter((text) => text.startsWith('"'))).toEqual([]);
    expect(other).toEqual(one);
  });

  it('fills the same rows into every table', async () => {
    const rows = await contentOf(served.get(Views), projections);
    expect(rows).toEqual(await contentOf(embedded.get(Views), projections));
    const digests = await digestsOf(served);
    expect(digests).toEqual(await digestsOf(embedded));
    expect(digests['line_revisions']).toMatchObject({ rows: expect.any(Number) });
  });
});

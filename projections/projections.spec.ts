import { fromFen } from '../src/domain/values/money.js';
import type { BudgetCommand, CommandOf } from '../src/domain/budget/budget-command.js';
import type { FurtherTableLayout } from '../src/domain/events/budget.events.js';
import { stated } from '../src/domain/budget/stated-change.fixture.js';
import {
  approve,
  approveBudget,
  change,
  claimIn,
  close,
  correct,
  day,
  derive,
  document,
  enter,
  execution,
  finding,
  historyOf,
  link,
  OLD_PROJECT,
  OPEN,
  PROJECT,
  propose,
  giveBack,
  receive,
  receiver,
  reject,
  resolve,
  REVENUE,
  unlink,
  withdraw,
} from '../src/domain/decide/decide.fixture.js';
import { amendments } from './amendments.js';
import { auditTrail } from './audit-trail.js';
import { budgets } from './budgets.js';
import { changeRegister } from './change-register.js';
import { currentLines } from './current-lines.js';
import { documents } from './documents.js';
import { executions } from './executions.js';
import { findings } from './findings.js';
import { idempotencyKeys } from './idempotency-keys.js';
import { lineLinks } from './line-links.js';
import { lineRevisions } from './line-revisions.js';
import { BUDGET, recorded, rowsOf } from './projections.fixture.js';
import { search } from './search.js';
import { yearOverYear } from './year-over-year.js';

const entered = [OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' })];
const amended = recorded(historyOf(...entered, propose([change('5.00')]), approve()));
const corrected = recorded(historyOf(...entered, correct('e2', 900n)));
const discontinuing = [
  document('a', { [PROJECT]: '10.00' }),
  correct('e3', 900n),
  document('b', {}),
];
const discontinued = recorded(historyOf(...discontinuing));
const returned = recorded(historyOf(...discontinuing, document('c', { [PROJECT]: '12.00' })));
/** The figure of a corrected line is replaced by a newer document. */
const replaced = recorded(
  historyOf(
    document('a', { [PROJECT]: '10.00' }),
    correct('e3', 900n),
    document('b', { [PROJECT]: '12.00' }),
  ),
);

describe('The view of current lines', () => {
  const project = (events: Parameters<typeof rowsOf>[2]) =>
    rowsOf(currentLines, 'current_lines', events).filter(({ line }) => line === PROJECT);

  it('has the dimensions and both amounts of an entered line', () =>
    expect(project(recorded(historyOf(...entered)))).toMatchObject([
      {
        budget: BUDGET,
        schedule: 'expenditure',
        fund: 'general',
        function: '2120199',
        expenditure: 'project',
        economic: null,
        original: 1000n,
        adjusted: 1000n,
        discontinued: 0,
      },
    ]));

  it('moves only the adjusted amount by amendments and corrections', () => {
    expect(project(amended)).toMatchObject([{ original: 1000n, adjusted: 1500n, position: 5n }]);
    expect(project(corrected)).toMatchObject([{ original: 1000n, adjusted: 900n, position: 4n }]);
  });

  it('marks a discontinued line and takes away its original with its corrections', () =>
    expect(project(discontinued)).toMatchObject([
      { original: 0n, adjusted: 0n, discontinued: 1, position: 6n },
    ]));

  it('has the figure of the newest document, without the corrections of the one before', () =>
    expect(project(replaced)).toMatchObject([
      { original: 1200n, adjusted: 1200n, discontinued: 0, position: 6n },
    ]));

  it('has a line again that returns after it was discontinued', () =>
    expect(project(returned)).toMatchObject([
      { original: 1200n, adjusted: 1200n, discontinued: 0, position: 8n },
    ]));
});

describe('The view of line revisions', () => {
  const project = (events: Parameters<typeof rowsOf>[2]) =>
    rowsOf(lineRevisions, 'line_revisions', events)
      .filter(({ line }) => line === PROJECT)
      .map(({ kind, delta, effective_on }) => [kind, delta, effective_on]);

  it('has a row for each event that moved a line, from the date on which it is effective', () => {
    expect(project(amended)).toEqual([
      ['original', 1000n, '2023-01-01'],
      ['supplement', 500n, '2023-06-01'],
    ]);
    expect(project(corrected)).toEqual([
      ['original', 1000n, '2023-01-01'],
      ['correction', -100n, '2023-01-01'],
    ]);
  });

  it('ends corrections with the figure that they corrected', () => {
    for (const [events, kind, delta] of [
      [discontinued, 'discontinued', -1000n],
      [replaced, 'original', 200n],
    ] as const)
      expect(project(events)).toEqual([
        ['original', 1000n, '2023-01-01'],
        ['correction', -100n, '2023-01-01'],
        [kind, delta, '2023-01-01'],
        ['correction', 100n, '2023-01-01'],
      ]);
  });

  it('has the whole figure of a line that returns', () =>
    expect(project(returned).at(-1)).toEqual(['original', 1200n, '2023-01-01']));
});

describe('The view of amendments', () => {
  const proposed = [...entered, propose([change('5.00')])];
  const rows = (...ending: readonly BudgetCommand[]) =>
    rowsOf(amendments, 'amendments', recorded(historyOf(...proposed, ...ending)));

  it('has the net and the gross amount of a proposal', () =>
    expect(rows()).toMatchObject([
      { amendment: 'a1', status: 'proposed', net: 500n, gross: 500n, ended_position: null },
    ]));

  it.each([
    ['approved', approve(), { authority: expect.stringContaining('宝财预'), ended_reason: null }],
    ['rejected', reject(), { authority: null, ended_reason: '不同意' }],
    ['withdrawn', withdraw(), { authority: null, ended_reason: '撤回' }],
  ])('says that an amendment was %s, by whom and why', (status, ending, more) =>
    expect(rows(ending)).toMatchObject([{ status, ended_by: 'chief', ...more }]),
  );

  it('has a transfer in transit until its receiving side is recorded', () => {
    const transfer = { id: 't1', side: 'giving', budget: 'baoshan_cyzx-2024-unit' } as const;
    const carried = { kind: 'carry-forward', transfer, receiver: receiver() } as const;
    const arriving = { effectiveOn: null, receiver: receiver() };
    const giving = historyOf(...entered, propose([change('-5.00')], carried), approve(arriving));
    const transfers = (more: typeof giving) =>
      rowsOf(amendments, 'transfers', recorded([...giving, ...more]));
    expect(transfers([])).toMatchObject([
      { transfer: 't1', receiver: 'baoshan_cyzx-2024-unit', amount: 500n, received_position: null },
    ]);
    expect(transfers(historyOf(OPEN, receive()).slice(1))).toMatchObject([
      { received_position: 6n },
    ]);
    const back = historyOf(
      ...entered,
      propose([change('-5.00')], carried),
      approve(arriving),
      giveBack(),
    );
    expect(rowsOf(amendments, 'transfers', recorded(back))).toMatchObject([
      { received_position: null, returned_position: 6n },
    ]);
    expect(rowsOf(amendments, 'amendments', recorded(back))).toMatchObject([
      {
        status: 'returned',
        ended_by: 'chief',
        returned_by: 'chief',
        returned_reason: '接收单位已关账',
      },
    ]);
    expect(
      rowsOf(lineRevisions, 'line_revisions', recorded(back))
        .filter(({ kind }) => kind === 'carry-forward')
        .map(({ delta, effective_on }) => [delta, effective_on]),
    ).toEqual([
      [-500n, '2023-06-01'],
      [-500n, '2023-06-01'],
      [500n, '2023-06-01'],
      [500n, '2023-06-01'],
    ]);
    expect(rowsOf(currentLines, 'current_lines', recorded(back))).toMatchObject([
      { adjusted: 1_000n },
      { adjusted: 1_000n },
    ]);
    expect(rowsOf(changeRegister, 'change_register', recorded(back)).at(-1)).toMatchObject({
      type: 'TransferReturned',
      kind: 'carry-forward',
      amendment: 'a1',
      delta: 500n,
    });
  });
});

describe('The change register', () => {
  const rows = (events: Parameters<typeof rowsOf>[2]) =>
    rowsOf(changeRegister, 'change_register', events);

  it('has no original line', () => expect(rows(recorded(historyOf(...entered)))).toEqual([]));

  it('has a row for each leg of an amendment', () =>
    expect(rows(amended)).toMatchObject([
      { leg: 0, line: REVENUE, code: '2120199', before: 1000n, delta: 500n, after: 1500n },
      { leg: 1, line: PROJECT, proposed_by: 'clerk', actor: 'chief', reason: '人员变动' },
    ]));

  it('has corrections, replaced figures and discontinued lines', () => {
    expect(rows(corrected)).toMatchObject([
      { kind: 'correction', before: 1000n, delta: -100n, after: 900n },
    ]);
    expect(rows(replaced)).toMatchObject([
      { kind: 'correction' },
      { kind: 'original', before: 900n, delta: 300n, after: 1200n },
    ]);
    expect(rows(discontinued)).toMatchObject([
      { kind: 'correction' },
      { kind: 'discontinued', before: 900n, delta: -900n, after: null },
    ]);
    expect(rows(returned).at(-1)).toMatchObject({
      kind: 'original',
      before: 0n,
      delta: 1200n,
      after: 1200n,
    });
  });
});

describe('The audit trail', () => {
  it('has one row for each event of a budget, whatever it says of lines', () =>
    expect(
      rowsOf(auditTrail, 'audit_trail', amended).map(({ type, version }) => [type, version]),
    ).toEqual(amended.map(({ type, version }) => [type, version])));
});

describe('The correction of a printed figure', () => {
  const printed = [
    document('a', { [PROJECT]: '10.00' }),
    document('b', {}, { complete: new Set(), claims: [claimIn('b')] }),
  ];

  it.each([
    ['current_lines', currentLines],
    ['line_revisions', lineRevisions],
    ['change_register', changeRegister],
  ] as const)('moves no line in %s', (table, view) => {
    const rows = (...commands: readonly BudgetCommand[]) =>
      rowsOf(view, table, recorded(historyOf(...commands)));
    const ofLines = rows(...printed, correct('e5', 900n)).filter(({ line }) => line !== null);
    expect(ofLines).toEqual(rows(...printed));
  });
});

describe('The view of documents', () => {
  it('has each document and each of its printed cells', () => {
    const events = recorded(historyOf(document('a', { [PROJECT]: '10.00' })));
    expect(rowsOf(documents, 'documents', events)).toMatchObject([{ document: 'a', position: 2n }]);
    expect(rowsOf(documents, 'printed_cells', events)).toMatchObject([
      { document: 'a', table_no: 5, row_no: 3, column_key: 'project', amount: 1000n },
    ]);
  });

  it('has the tables of a document that are none of the nine after the nine', () => {
    const printed = document('a', { [PROJECT]: '10.00' }) as CommandOf<'RecordDocument'>;
    const { facts } = printed;
    const further = { table: 12, kind: 'projects' } as FurtherTableLayout;
    const registered = { ...facts.registered, further: [further] };
    const events = recorded(historyOf({ ...printed, facts: { ...facts, registered } }));
    const [row] = rowsOf(documents, 'documents', events);
    expect(JSON.parse(String(row!['tables']))).toEqual([...facts.registered.tables, further]);
  });

  it('has the whole amount of a cell that states a line in part', () => {
    const whole = { ...claimIn('a'), amount: fromFen(2500n) };
    const events = recorded(
      historyOf(document('a', { [PROJECT]: '10.00' }, { complete: new Set(), claims: [whole] })),
    );
    expect(rowsOf(documents, 'printed_cells', events)).toMatchObject([
      { document: 'a', table_no: 5, row_no: 3, column_key: 'project', amount: 2500n },
    ]);
  });

  it('has the correction of a printed cell beside what is printed', () => {
    const events = recorded(
      historyOf(
        document('a', { [PROJECT]: '10.00' }),
        document('b', {}, { complete: new Set(), claims: [claimIn('b')] }),
        correct('e5', 900n),
      ),
    );
    expect(rowsOf(documents, 'cell_corrections', events)).toEqual([
      {
        budget: BUDGET,
        document: 'b',
        table_no: 5,
        row_no: 3,
        column_key: 'project',
        position: 6n,
        amount: 900n,
      },
    ]);
    expect(rowsOf(documents, 'printed_cells', events)).toMatchObject([
      { document: 'a', amount: 1000n },
      { document: 'b', amount: 1000n },
    ]);
  });

  it('has no corrections of lines among those of cells', () =>
    expect(rowsOf(documents, 'cell_corrections', corrected)).toEqual([]));
});

describe('The view of findings', () => {
  const raising = [OPEN, enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1')] })];
  const rows = (table: string, ...more: readonly BudgetCommand[]) =>
    rowsOf(findings, table, recorded(historyOf(...raising, ...more)));

  it('has open and resolved findings, and what was decided', () => {
    expect(rows('findings')).toMatchObject([{ finding: 'f1', severity: 'error', status: 'open' }]);
    expect(rows('findings', resolve('f1'))).toMatchObject([{ status: 'resolved' }]);
    expect(rows('finding_decisions', resolve('f1'))).toMatchObject([
      { finding: 'f1', decision: 'known-slip', reason: '公开文件笔误' },
    ]);
  });

  it('withdraws a finding whose rule holds again, and opens it when the rule fails once more', () => {
    const holds = correct('e2', 900n, { check: () => [] });
    const fails = enter({ [REVENUE]: '10.00' }, { check: () => [finding('f1')] });
    expect(rows('findings', holds)).toMatchObject([{ status: 'resolved' }]);
    expect(rows('finding_decisions', holds)).toMatchObject([
      { decision: 'no-longer-holds', actor: 'chief' },
    ]);
    expect(rows('findings', holds, fails)).toMatchObject([{ status: 'open' }]);
    // Each time that it was raised stands there, so that a list can be asked for as of any position.
    const raised = rows('raised_findings', holds, fails);
    expect(raised.map(({ position }) => position)).toEqual([3n, 7n]);
  });
});

describe('The view of what a search finds', () => {
  it('has each name once, the lines that have it, and the reasons with their events', () => {
    const events = recorded(
      historyOf(
        OPEN,
        enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }),
        propose([change('5.00'), { ...change('1.00'), function: '2120101' }], {
          reason: '防汛 应急',
        }),
        approve(),
      ),
    );
    const rows = (table: string) => rowsOf(search, table, events);
    expect(rows('search_names')).toEqual([
      {
        name_key: '2120199 其他城乡社区管理事务支出',
        code: '2120199',
        words: '其他城乡社区管理事务支出',
      },
      { name_key: '2120101 行政运行', code: '2120101', words: '行政运行' },
    ]);
    expect(
      rows('search_lines').map(({ line, origin, position }) => [line, origin, position]),
    ).toEqual([
      [PROJECT, 0, 2n],
      [REVENUE, 0, 3n],
      // Of the lines that an amendment moves, those that it opens.
      ['revenue/2120101/fiscal-appropriation', 1, 5n],
      ['expenditure/general/2120101/project', 1, 5n],
    ]);
    expect(rows('search_reasons')).toMatchObject([
      {
        position: 4n,
        amendment: expect.any(String),
        line: null,
        reason: '防汛 应急',
        words: '防汛应急',
      },
    ]);
    expect(rowsOf(search, 'search_reasons', corrected)).toMatchObject([
      { position: 4n, amendment: null, line: PROJECT },
    ]);
  });
});

describe('The view of executions', () => {
  it('has a row for each figure', () =>
    expect(
      rowsOf(
        executions,
        'executions',
        recorded(historyOf(OPEN, execution('1.00', '2.00'), close())),
      ),
    ).toMatchObject([
      { figure: 0, as_of: '2023-06-30', status: 'provisional', amount: 100n },
      { figure: 1, amount: 200n },
    ]));
});

describe('The view of changes from year to year', () => {
  it('has the base, the current amount and the change', () =>
    expect(
      rowsOf(
        yearOverYear,
        'year_over_year',
        recorded(historyOf(...entered, derive({ [PROJECT]: 800n }))),
      ).find(({ kind, measure }) => kind === 'function' && measure === 'total'),
    ).toMatchObject({
      origin: 'derived',
      base_year: 2022,
      base: '8.00',
      current: '10.00',
      delta: '+2.00',
      percent: '25.00',
    }));

  it('has the changes that a document states, as they are printed', () => {
    const changes = [stated({ percent: '20.00', reason: '项目支出增加' })];
    expect(
      rowsOf(
        yearOverYear,
        'year_over_year',
        recorded(historyOf(document('a', { [PROJECT]: '10.00' }, { changes }))),
      ),
    ).toMatchObject([
      {
        origin: 'stated',
        kind: 'total',
        base_kind: 'prior-budget',
        base: '1000000.00',
        current: '1200000.00',
        delta: '+200000.00',
        percent: '20.00',
        reason: '项目支出增加',
        unit: '元',
        section: '一',
      },
    ]);
  });
});

describe('The view of budgets and agencies', () => {
  const renaming = {
    type: 'AgencyRenamed',
    data: { code: 'x', from: '旧名', to: '新名', authority: null, effectiveOn: '2023-01-01' },
  } as never;
  const events = recorded([
    { type: 'AgencyRegistered', data: { code: 'x', name: '旧名' } },
    renaming,
    ...historyOf(OPEN),
  ]);

  it('has each budget with its agency, year and scope', () =>
    expect(rowsOf(budgets, 'budgets', events)).toMatchObject([
      { budget: BUDGET, agency: 'baoshan_cyzx', fiscal_year: 2023, scope: 'unit', closed_on: null },
    ]));

  it('has each approval of a budget, the newest last', () => {
    const approvals = [
      approveBudget({ actor: 'x' }),
      approveBudget({ approvedOn: day('2023-02-11') }),
    ];
    expect(rowsOf(budgets, 'approvals', recorded(historyOf(OPEN, ...approvals)))).toMatchObject([
      { approver: 'x' },
      {
        approved_on: '2023-02-11',
        authority: expect.stringContaining('宝财预〔2023〕1号'),
        approver: 'chief',
        recorded_at: '2023-06-01T00:00:00.000Z',
      },
    ]);
  });

  it('knows each name of an agency with its day, and finds it by every one', () => {
    expect(rowsOf(budgets, 'agencies', events)).toMatchObject([
      { agency: 'x', name: '旧名', effective_on: '' },
      { agency: 'x', name: '新名', effective_on: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect(rowsOf(budgets, 'agency_names', events)).toEqual([
      { name: '旧名', agency: 'x' },
      { name: '新名', agency: 'x' },
    ]);
  });
});

describe('The view of links to the year before', () => {
  it('has each link with its weight, and each that was taken back without one', () =>
    expect(
      rowsOf(
        lineLinks,
        'line_links',
        recorded(historyOf(OPEN, enter({ [PROJECT]: '5.00' }), link({ weight: '0.4' }), unlink())),
      ),
    ).toMatchObject([
      {
        budget: BUDGET,
        line: PROJECT,
        prior_budget: 'baoshan_cyzx-2022-unit',
        prior_line: OLD_PROJECT,
        weight: '0.4',
      },
      { line: PROJECT, prior_line: OLD_PROJECT, weight: null },
    ]));
});

describe('The view of idempotency keys', () => {
  it('has the last event of each key, and nothing of events without one', () => {
    const [first, ...rest] = recorded(historyOf(...entered));
    const idempotency = { key: 'k1', fingerprint: 'f' };
    const events = [first!, ...rest.map((event) => ({ ...event, idempotency }))];
    expect(rowsOf(idempotencyKeys, 'idempotency_keys', events)).toMatchObject([
      { key: 'k1', fingerprint: 'f', version: 2, position: 3n },
    ]);
  });
});

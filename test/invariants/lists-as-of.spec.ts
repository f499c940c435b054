import type { Query } from '@nestjs/cqrs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RenameAgency } from '../../src/agencies/rename-agency.js';
import type { ChangeAnswer } from '../../src/amendments/amendments.answer.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import type { ChangeRequest } from '../../src/amendments/change-request.js';
import { ListAmendments } from '../../src/amendments/list-amendments.query.js';
import { OtherHalfOf, ShowAmendment } from '../../src/amendments/show-amendment.query.js';
import {
  AuditChanges,
  CountAuditChanges,
  NewestAuditChange,
} from '../../src/audit/audit-changes.query.js';
import { AuditExceptions } from '../../src/audit/audit-exceptions.query.js';
import { SumsInTransit, TransfersInTransit } from '../../src/audit/in-transit.query.js';
import { ShownPosition } from '../../src/audit/shown-position.query.js';
import { DocumentOf } from '../../src/budgets/document/document.query.js';
import { EnterLines } from '../../src/budgets/lines/enter-lines.js';
import { LinesOf } from '../../src/budgets/lines/lines.query.js';
import { LinkLine } from '../../src/budgets/lines/link-line.js';
import { LinksOf } from '../../src/budgets/lines/links.query.js';
import { ListBudgets } from '../../src/budgets/list-budgets.query.js';
import { NamesOfBudgets } from '../../src/budgets/names-of-budgets.query.js';
import { OverviewOf } from '../../src/budgets/overview.query.js';
import { BridgeOf } from '../../src/budgets/reports/bridge.query.js';
import { CUTS, DeltasOf } from '../../src/budgets/reports/deltas.query.js';
import { ExecutionsOf } from '../../src/budgets/reports/executions.query.js';
import { StatedPlaces } from '../../src/budgets/reports/stated-places.query.js';
import { TrailOf } from '../../src/budgets/reports/trail.query.js';
import { SearchFor } from '../../src/budgets/search/search.query.js';
import { StandingOf } from '../../src/budgets/standing.query.js';
import { CellOf } from '../../src/budgets/tables/cell.query.js';
import { FurtherTablesOf } from '../../src/budgets/tables/further-tables.query.js';
import { TableOf } from '../../src/budgets/tables/table.query.js';
import { TOTAL_CUTS } from '../../src/budgets/totals/totals.answer.js';
import { TotalsOf } from '../../src/budgets/totals/totals.query.js';
import { ListDocuments } from '../../src/documents/list-documents.query.js';
import { ShowDocument } from '../../src/documents/show-document.query.js';
import { WHOLE } from '../../src/domain/continuity/share.js';
import { approve, change, document, PROJECT } from '../../src/domain/decide/decide.fixture.js';
import { Refusal } from '../../src/domain/errors.js';
import { authority } from '../../src/domain/events/authority.js';
import { ANSWERED_FORM } from '../../src/domain/tables/forms.js';
import { parseBudgetId, type BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { lineKey, parseLineKey } from '../../src/domain/values/line.js';
import { parseFen } from '../../src/domain/values/money.js';
import { FindingsOf } from '../../src/findings/findings.query.js';
import { ResolveFinding } from '../../src/findings/resolve-finding.js';
import type { Caller } from '../../src/ledger/caller.js';
import { Recorder } from '../../src/ledger/recorder.js';
import { Projector } from '../../src/projector/projector.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';

const FROM = 'linjiang-2023-unit' as BudgetId;
const TO = 'linjiang-2024-unit' as BudgetId;

/** Every question that has a position, as of one; of now without one. */
const questions = (position?: bigint): Readonly<Record<string, Query<unknown>>> => ({
  budgets: new OverviewOf({ position }),
  reconciled: new ListBudgets({ reconciled: true, position }),
  open: new ListBudgets({ reconciled: false, position }),
  names: new NamesOfBudgets({ budgets: [FROM, TO], position }),
  documents: new ListDocuments({ position }),
  document: new ShowDocument('a'.repeat(64), FROM, position),
  ...Object.fromEntries(
    [FROM, TO].flatMap((budget) => [
      [`findings ${budget}`, new FindingsOf(budget, {}, { position })],
      [`weight ${budget}`, new FindingsOf(budget, {}, { order: 'weight', position })],
      [`standing ${budget}`, new StandingOf(budget, { position })],
      [`executions ${budget}`, new ExecutionsOf(budget, { position })],
      [`lines ${budget}`, new LinesOf(budget, { position })],
      [`bridge ${budget}`, new BridgeOf(budget, { position })],
      [`trail ${budget}`, new TrailOf(budget, { position })],
      [`table ${budget}`, new TableOf(budget, 3, { position })],
      [`further tables ${budget}`, new FurtherTablesOf(budget, { position })],
      [`document ${budget}`, new DocumentOf(budget, { position })],
      ...CUTS.map((by) => [
        `changes by ${by} ${budget}`,
        new DeltasOf(budget, 'prior-adjusted', by, { position }),
      ]),
      [`places ${budget}`, new StatedPlaces(budget, 'class', { position })],
    ]),
  ),
  links: new LinksOf(TO, FROM, { position }),
  cell: new CellOf(FROM, { table: 3, row: '2120199', column: 'total' }, { position }),
  ...Object.fromEntries(
    TOTAL_CUTS.map((by) => [
      `totals by ${by}`,
      new TotalsOf({ year: 2024 }, by, 'prior-adjusted', { position }),
    ]),
  ),
  ...Object.fromEntries(
    ['单位', '改名', '2120199', '旧', '年中', '不妥'].map((text) => [
      `search ${text}`,
      new SearchFor(text, {}, { position }),
    ]),
  ),
  ...Object.fromEntries(
    (['proposed', 'approved', 'rejected', 'withdrawn', 'returned', undefined] as const).map(
      (status) => [`amendments ${status}`, new ListAmendments({ status, position })],
    ),
  ),
  exceptions: new AuditExceptions({ position }),
  register: new AuditChanges({ position }),
  newest: new NewestAuditChange({ position }),
  late: new CountAuditChanges({ budgets: [FROM, TO], lateDays: 30, position }),
  transfers: new TransfersInTransit({ position }),
  'part of transfers': new TransfersInTransit({ position, year: 2023 }, { limit: 1 }),
  sums: new SumsInTransit([FROM, TO], position),
});

/** What is asked of each amendment, and why others are not asked here. */
const OF_AMENDMENTS = ['ShowAmendment', 'OtherHalfOf'];
const ELSEWHERE = [
  // The stream is the service's: test/e2e/pages-as-of.spec.ts asks for it.
  'NewestChangesOf',
  // It proves what it has up to the newest checkpoint, which is another one later.
  'BundleOf',
];

/** The classes of questions that have a position. */
const questionsWithPosition = (): readonly string[] =>
  sourceFiles('src')
    .map((file) => readFileSync(file, 'utf8'))
    .flatMap((text) => [...text.matchAll(/export class (\w+) extends Query<[^{]*\{\n(.*?)\n\}/gs)])
    .filter(([, , members]) => /AsOf|position\?:|Filter\b|FindingsOptions/.test(members!))
    .map(([, name]) => name!);

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.query.ts'))
    .map((file) => join(folder, file));

describe('What is asked as of a position', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const answers = async (position?: bigint): Promise<Readonly<Record<string, unknown>>> => {
    const found: Record<string, unknown> = {};
    for (const [name, question] of Object.entries(questions(position)))
      found[name] = await answered(question);
    const { items } = await ledger.ask(new ListAmendments({ position }));
    for (const { id } of items) {
      const amendment = await ledger.ask(new ShowAmendment(id, { position }));
      found[id] = { amendment, other: await ledger.ask(new OtherHalfOf(amendment, position)) };
    }
    return found;
  };
  /** The answer, or why there is none. */
  const answered = (question: Query<unknown>): Promise<unknown> =>
    ledger.ask(question).catch((error: unknown) => {
      if (error instanceof Refusal) return error.message;
      throw error;
    });

  it('is every question that has a position', () => {
    const asked = Object.values(questions()).map((question) => question.constructor.name);
    expect([...new Set([...asked, ...OF_AMENDMENTS, ...ELSEWHERE])].toSorted()).toEqual(
      [...questionsWithPosition()].toSorted(),
    );
  });

  it('is answered for a position as it was when that was the newest', async () => {
    const recorder = ledger.get(Recorder);
    const changed = (budget: BudgetId, request: ChangeRequest, by: Caller = CLERK) =>
      ledger.execute(new ChangeBudget(budget, request, by));
    const entered = (lines: Readonly<Record<string, string>>, name = '', budget = FROM) =>
      ledger.execute(
        new EnterLines(
          budget,
          Object.entries(lines).map(([key, amount]) => ({
            line: parseLineKey(key),
            name,
            amount: parseFen(amount),
          })),
          CLERK,
        ),
      );
    const [old, renewed] = ['旧平台', '新平台'].map((name) =>
      lineKey({ schedule: 'project', project: name, source: 'other' }),
    );
    const imported = async (digit: string, amount: string, name: string) => {
      const line = parseLineKey('expenditure/general/2120199/basic');
      const facts = document(
        digit.repeat(64),
        { [lineKey(line)]: amount },
        { complete: new Set() },
      );
      const { lines, ...rest } = facts.facts;
      await recorder.record(
        FROM,
        {
          ...facts,
          name: parseBudgetId(FROM),
          facts: {
            ...rest,
            registered: {
              ...rest.registered,
              tables: ANSWERED_FORM.tables.map(({ table }) => ({
                table,
                state: 'missing',
                title: null,
                unit: null,
                columns: [],
                rows: [],
                note: null,
              })),
            },
            lines: lines.map((each) => ({ ...each, name })),
          },
        },
        CLERK,
      );
      await ledger.get(Projector).catchUp();
    };
    const openFinding = async () =>
      (await ledger.ask(new FindingsOf(FROM))).items.find(({ status }) => status === 'open')!.id;
    const decided = async (finding: string, decision: 'known-slip' | 'accept-printed') =>
      ledger.execute(new ResolveFinding(FROM, finding, decision, '核对', CLERK));
    const supplement = () => ledger.propose(FROM, 'supplement', [change('1.00')]);
    const ended = async (type: 'reject' | 'withdraw', by: { readonly actor: string }) =>
      changed(FROM, { type, amendment: (await supplement()).amendment!.id, reason: '不妥' }, by);
    let finding = '';
    let transfer = '';
    let waiting: ChangeAnswer;
    const steps: readonly (() => Promise<unknown>)[] = [
      () => ledger.budget(FROM, { [PROJECT]: '10.00' }),
      () => ledger.budget(TO, { [PROJECT]: '10.00' }),
      // The code is in no list: a finding and an exception.
      () => entered({ 'expenditure/general/2120998/project': '5.00' }),
      async () => decided((finding = await openFinding()), 'known-slip'),
      () => decided(finding, 'accept-printed'),
      async () => (waiting = await supplement()),
      async () => ledger.approve(FROM, await supplement(), { on: '2023-11-02' }),
      // The line has moved since it was proposed.
      () => ledger.approve(FROM, waiting, { on: '2023-11-03' }),
      supplement,
      () => ended('reject', CHIEF),
      () => ended('withdraw', CLERK),
      () =>
        changed(FROM, {
          type: 'execute',
          asOf: civilDate('2023-06-30'),
          status: 'provisional',
          figures: [
            {
              function: '2120199',
              expenditure: 'project',
              project: null,
              amount: parseFen('100.00'),
            },
          ],
        }),
      () =>
        changed(
          FROM,
          {
            type: 'approve-budget',
            authority: authority('口头'),
            approvedOn: civilDate('2023-12-01'),
          },
          CHIEF,
        ),
      () => entered({ 'expenditure/general/2120199/basic': '3.00' }),
      // A newer document has another name for a line.
      () => imported('a', '3.00', '旧名'),
      () => imported('b', '4.00', '改名'),
      () => entered({ [old!]: '2.00' }),
      () => entered({ [renewed!]: '2.00' }, '', TO),
      () => ledger.execute(new LinkLine(TO, renewed!, old!, WHOLE, '更名', CLERK)),
      () =>
        ledger.execute(
          new RenameAgency('linjiang', '改名后的单位', null, civilDate('2020-01-01'), CLERK),
        ),
      () =>
        changed(
          FROM,
          {
            type: 'approve-budget',
            authority: authority('临财预〔2023〕1号'),
            approvedOn: civilDate('2023-02-11'),
          },
          CHIEF,
        ),
      async () => {
        const { amendment } = await ledger.propose(FROM, 'carry-forward', [change('-1.00')], TO);
        transfer = amendment!.id;
      },
      async () => {
        const receiver = { budget: TO, closedOn: null, received: new Set<string>() };
        await recorder.record(
          FROM,
          approve({ amendment: transfer, effectiveOn: null, receiver }),
          CHIEF,
        );
        await ledger.get(Projector).catchUp();
      },
      // It cannot arrive any more.
      async () => {
        const [on, today] = [civilDate('2024-12-31'), civilDate('2025-01-15')];
        await recorder.record(
          TO,
          { type: 'CloseYear', on, confirm: TO, today, incoming: null },
          CHIEF,
        );
        await ledger.get(Projector).catchUp();
      },
      () => changed(FROM, { type: 'return', amendment: transfer, reason: '退回' }),
    ];
    const kept: {
      readonly position: bigint;
      readonly answered: Readonly<Record<string, unknown>>;
    }[] = [];
    for (const [i, step] of steps.entries()) {
      await step();
      if (i === 0) continue;
      kept.push({ position: await ledger.ask(new ShownPosition()), answered: await answers() });
    }
    expect(new Set(kept.map(({ position }) => position)).size).toBe(kept.length);
    for (const { position, answered } of kept) expect(await answers(position)).toEqual(answered);
  });
});

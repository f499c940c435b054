import { readFileSync } from 'node:fs';
import { findingStatus } from '../budget/finding-state.js';
import { opened } from '../budget/guards.js';
import { civilDate } from '../values/civil-date.js';
import { stated } from '../budget/stated-change.fixture.js';
import type { CommandOf } from '../budget/budget-command.js';
import {
  approve,
  change,
  correct,
  derive,
  document,
  enter,
  finding,
  folded,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  resolve,
  REVENUE,
} from './decide.fixture.js';

const first = document('a', { [PROJECT]: '5725.00' });

describe('A document', () => {
  it('opens its budget and is recorded whole', () =>
    given()
      .when(document('a', { [PROJECT]: '5725.00' }, { findings: [finding('f1', 'a')] }))
      .thenRecords(
        { type: 'BudgetOpened' },
        { type: 'DocumentRegistered', data: { document: 'a' } },
        { type: 'LineEntered', data: { line: PROJECT, amount: '5725.00', before: null } },
        { type: 'FindingRaised', data: { finding: 'f1' } },
      ));

  it('may print another spelling of the agency’s name', () =>
    given(...historyOf(OPEN))
      .when({ ...first, agencyName: '城市运行管理中心' })
      .thenRecords({ type: 'DocumentRegistered' }, { type: 'LineEntered' }));

  it('is recorded once, by its hash', () =>
    given(...historyOf(first))
      .when(first)
      .thenRecordsNothing());

  it('replaces what changed, and says what it was before', () =>
    given(...historyOf(first))
      .when(document('b', { [PROJECT]: '6000.00' }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineEntered', data: { amount: '6000.00', before: '5725.00' } },
      ));

  it('may leave blank what an older one printed as zero', () =>
    given(...historyOf(document('a', { [PROJECT]: '5725.00', [REVENUE]: '0.00' })))
      .when(document('b', { [PROJECT]: '5725.00' }))
      .thenRecords({ type: 'DocumentRegistered' }, { type: 'ClaimRecorded' }));

  it('records an unchanged line as a claim, which moves nothing', () =>
    given(...historyOf(first))
      .when(document('b', { [PROJECT]: '5725.00' }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'ClaimRecorded', data: { subject: '2120199', amount: '5725.00', line: PROJECT } },
      ));

  it('discontinues the lines that its complete tables lack; a later document may bring them back', () => {
    given(...historyOf(first))
      .when(document('b', {}))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineDiscontinued', data: { line: PROJECT, before: '5725.00' } },
      );
    given(...historyOf(first, document('b', {})))
      .when(document('c', { [PROJECT]: '1.00' }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineEntered', data: { amount: '1.00', before: '0.00' } },
      );
  });

  it('leaves the lines of incomplete tables alone', () =>
    given(...historyOf(first))
      .when(document('b', {}, { complete: new Set() }))
      .thenRecords({ type: 'DocumentRegistered' }));

  it('ends the corrections of the figures that it replaces', () =>
    given(...historyOf(first, correct('e3', 570_000n)))
      .when(document('b', { [PROJECT]: '6000.00' }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineEntered', data: { before: '5725.00', corrected: '-25.00' } },
      ));

  it('takes away an original that was corrected to nothing, and keeps the amendments of its line', () =>
    given(...historyOf(first, correct('e3', 0n), propose([change('5.00')]), approve()))
      .when(document('b', {}))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineDiscontinued', data: { before: '5725.00', corrected: '-5725.00' } },
      ));

  it('brings a line back that it prints as zero, although amendments kept it', () =>
    given(...historyOf(first, propose([change('5.00')]), approve(), document('b', {})))
      .when(document('c', { [PROJECT]: '0.00' }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineEntered', data: { amount: '0.00', before: '0.00' } },
      ));

  it('ends the open findings of the document that it supersedes', () => {
    const raised = historyOf(
      document(
        'a',
        { [PROJECT]: '5725.00' },
        { findings: [finding('f1', 'a'), finding('f2', 'a')] },
      ),
      resolve('f2'),
    );
    given(...raised)
      .when(document('b', { [PROJECT]: '5725.00' }, { findings: [finding('f3', 'b')] }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'superseded' } },
        { type: 'ClaimRecorded' },
        { type: 'FindingRaised', data: { finding: 'f3' } },
      );
  });

  it('ends the open findings of every rule, and nothing that is about no document', () => {
    const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
    const rules = [...page.matchAll(/^\| `([A-Z0-9-]+)`/gm)].map(([, rule]) => rule!);
    expect(rules.length).toBeGreaterThan(30);
    const findings = rules.map((rule) => ({ ...finding(`of ${rule}`, 'a'), rule }));
    const check: CommandOf<'EnterLines'>['check'] = ({ lines }) =>
      lines.has(REVENUE) ? [finding('of lines')] : [];
    const history = historyOf(
      document('a', { [PROJECT]: '5725.00' }, { findings }),
      enter({ [REVENUE]: '1.00' }, { check }),
      document('b', { [PROJECT]: '5725.00' }, { check }),
    );
    const open = [...opened(folded(history)).findings].filter(
      ([, state]) => findingStatus(state) === 'open',
    );
    expect(open.map(([id]) => id)).toEqual(['of lines']);
  });

  it('withdraws findings of entered lines that hold by it', () => {
    const check: CommandOf<'RecordDocument'>['check'] = ({ lines }) =>
      lines.get(PROJECT)?.corrected === 500n ? [finding('f1')] : [];
    given(...historyOf(OPEN, enter({ [PROJECT]: '5.00' }, { check })))
      .when(document('a', { [PROJECT]: '6.00' }, { check }))
      .thenRecords(
        { type: 'DocumentRegistered' },
        { type: 'LineEntered' },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'no-longer-holds' } },
      );
  });

  it('records a line that it prints below zero, which an amendment may raise and not lower', () => {
    const printed = historyOf(document('a', { [PROJECT]: '-50.00', [REVENUE]: '0.00' }));
    expect(opened(folded(printed)).lines.get(PROJECT)?.adjusted).toBe(-5_000n);
    given(...printed)
      .when(propose([change('10.00')]))
      .thenRecords({ type: 'AmendmentProposed', data: { legs: [{}, { after: '-40.00' }] } });
    given(...printed)
      .when(propose([change('-10.00')], { kind: 'rescission' }))
      .thenIsRefused('line-would-go-negative');
  });

  it('is refused when a line would be below zero with its amendments', () => {
    const lowered = historyOf(
      first,
      propose([change('-5000.00')], { kind: 'rescission' }),
      approve(),
    );
    given(...lowered)
      .when(document('b', { [PROJECT]: '4999.99' }))
      .thenIsRefused('line-would-go-negative');
    given(...lowered)
      .when(document('b', {}))
      .thenIsRefused('line-would-go-negative');
  });

  it('keeps a line that has only amendments', () =>
    given(...historyOf(OPEN, propose([change('5.00')]), approve()))
      .when(document('b', {}))
      .thenRecords({ type: 'DocumentRegistered' }));

  it('raises a finding when it measures a change by another amount than the year before', () => {
    const { prior } = derive({ [PROJECT]: 90_000_000n });
    const changes = [stated()];
    const [first, ...more] = historyOf(
      document('a', { [PROJECT]: '1200000.00' }, { changes, prior }),
    )
      .filter(({ type }) => type === 'FindingRaised')
      .map(({ data }) => data);
    expect(first).toMatchObject({ rule: 'CHAIN', printed: '1000000.00', expected: '900000.00' });
    expect(more).toEqual([]);
  });

  it('brings its changes from the year before, and only what is new of them later', () => {
    const { prior } = derive({ [PROJECT]: 73_465_000n });
    const recorded = historyOf({ ...document('a', { [PROJECT]: '572500.00' }), prior });
    expect(recorded.slice(3)).toHaveLength(8);
    expect(recorded[3]).toMatchObject({
      type: 'YearOverYearChangeRecorded',
      data: {
        origin: 'derived',
        base: { kind: 'prior-budget', year: 2022, amount: '734650.00' },
        delta: '-162150.00',
        percent: '-22.07',
      },
    });
    given(...recorded)
      .when({ type: 'RecordDerivedChanges', prior: prior })
      .thenRecordsNothing();
    given(...recorded)
      .when(derive({ [PROJECT]: 73_465_100n }))
      .thenRecords(
        ...Array.from({ length: 8 }, () => ({ type: 'YearOverYearChangeRecorded' }) as const),
      );
    given(...recorded, { type: 'YearClosed', data: { on: civilDate('2023-12-31') } })
      .when(derive({ [PROJECT]: 73_465_100n }))
      .thenRecordsNothing();
  });
});

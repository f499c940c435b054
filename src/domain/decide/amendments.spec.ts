import fc from 'fast-check';
import {
  AMENDMENT_KINDS,
  type AmendmentKind,
  type AmendmentProposed,
} from '../events/budget.events.js';
import { Refusal, type RefusalCode } from '../errors.js';
import type { BudgetCommand } from '../budget/budget-command.js';
import { opened } from '../budget/guards.js';
import type { PolicyRule } from '../budget/policy.js';
import { decide } from './decide.js';
import type { BudgetId } from '../values/budget-id.js';
import { parseFen, toFen } from '../values/money.js';
import {
  approve,
  carryForward,
  change,
  close,
  correct,
  day,
  enter,
  folded,
  giveBack,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  receive,
  receiver,
  reject,
  REVENUE,
  withdraw,
} from './decide.fixture.js';

const BASIC = 'expenditure/general/2120199/basic';
const history = historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }));
const proposedBy = (command: BudgetCommand) =>
  historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }), command);
const proposed = (...changes: Parameters<typeof propose>) => proposedBy(propose(...changes));

describe('A proposal', () => {
  it('has legs in every schedule that shows the money', () =>
    given(...history)
      .when(propose([change('5.00')]))
      .thenRecords({
        type: 'AmendmentProposed',
        data: {
          proposedBy: 'clerk',
          legs: [
            { key: REVENUE, before: '10.00', delta: '5.00', after: '15.00' },
            { key: PROJECT, before: '10.00', delta: '5.00', after: '15.00' },
          ],
        },
      }));

  const positive = change('5.00');
  const negative = change('-5.00');
  const other = 'other-2023-unit' as BudgetId;
  const to = {
    transfer: { id: 't1', side: 'giving', budget: other },
    receiver: receiver({ budget: other }),
  } as const;
  const signs: readonly (readonly [AmendmentKind, RefusalCode | null, RefusalCode | null])[] = [
    ['supplement', null, 'sign-of-kind'],
    ['rescission', 'sign-of-kind', null],
    ['reallocation', 'reallocation-not-zero', 'reallocation-not-zero'],
    ['carry-forward', 'sign-of-kind', null],
    ['reserve-drawdown', null, 'sign-of-kind'],
    ['special-transfer', null, 'sign-of-kind'],
    ['adjustment-plan', null, null],
  ];

  it('is tested for every kind', () =>
    expect(signs.map(([kind]) => kind).toSorted()).toEqual([...AMENDMENT_KINDS].toSorted()));

  it.each(signs)('of the kind %s answers a rise with %s and a fall with %s', (kind, rise, fall) => {
    for (const [only, code] of [
      [positive, rise],
      [negative, fall],
    ] as const) {
      const result = given(...history).when(propose([only], { kind }));
      if (code === null) result.thenRecords({ type: 'AmendmentProposed', data: { kind } });
      else result.thenIsRefused(code);
    }
  });

  it('that gives to another budget only lowers lines', () => {
    given(...history)
      .when(propose([positive], { kind: 'reallocation', ...to }))
      .thenIsRefused('sign-of-kind');
    given(...history)
      .when(propose([negative], { kind: 'reallocation', ...to }))
      .thenRecords({ type: 'AmendmentProposed', data: { transfer: to.transfer } });
  });

  it('that gives to another budget is refused where that budget is of no use, also when it is approved', () => {
    const carry = carryForward('-5.00');
    const closed = receiver({ closedOn: day('2024-12-31') });
    given(...history)
      .when({ ...carry, kind: 'rescission' })
      .thenIsRefused('transfer-not-of-kind');
    given(...history)
      .when({ ...carry, receiver: null })
      .thenIsRefused('transfer-target-missing');
    given(...history)
      .when({ ...carry, receiver: closed })
      .thenIsRefused('receiver-closed');
    const approved = approve({ effectiveOn: null, receiver: closed });
    given(...proposedBy(carry))
      .when(approved)
      .thenIsRefused('receiver-closed');
    // An earlier version took a supplement that gives to another budget.
    const [last] = proposedBy(carry).slice(-1) as [AmendmentProposed];
    const old = { ...last, data: { ...last.data, kind: 'supplement' } } as const;
    given(...history, old)
      .when(approve({ effectiveOn: null, receiver: receiver() }))
      .thenIsRefused('transfer-not-of-kind');
  });

  it.each([
    ['malformed', 'no change', []],
    ['amount-zero', 'a change of 0.00', [change('0.00')]],
    ['line-invalid', 'a functional code that is no leaf', [change('1.00', { function: '212' })]],
    ['line-invalid', 'an economic code that is no leaf', [change('1.00', { economic: '301' })]],
    [
      'economic-missing',
      'basic expenditure without its economic item',
      [change('1.00', { expenditure: 'basic' })],
    ],
  ] as const)('is refused (%s) with %s', (code, _what, changes) =>
    given(...history)
      .when(propose(changes))
      .thenIsRefused(code),
  );

  it('is refused when it would take a line below zero', () =>
    given(...history)
      .when(propose([change('-10.01')], { kind: 'rescission' }))
      .thenIsRefused('line-would-go-negative'));
});

describe('An approval', () => {
  it('records the amendment with its document and both persons', () =>
    given(...proposed([change('5.00')]))
      .when(approve())
      .thenRecords({
        type: 'BudgetAmended',
        data: {
          proposedBy: 'clerk',
          approvedBy: 'chief',
          authority: { normalised: '宝财预〔2023〕15号' },
          legs: [
            { key: REVENUE, after: '15.00' },
            { key: PROJECT, after: '15.00' },
          ],
        },
      }));

  it('calculates the legs on the budget as it is then', () => {
    const both = historyOf(
      OPEN,
      enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }),
      propose([change('-6.00')], { kind: 'rescission' }),
      propose([change('-6.00')], { kind: 'rescission', amendment: 'a2' }),
      approve(),
    );
    given(...both)
      .when(approve({ amendment: 'a2' }))
      .thenIsRefused('line-would-go-negative');
  });

  it.each([
    ['self-approval', 'by the proposer', { actor: 'clerk' }],
    [
      'authority-missing',
      'without a document',
      { authority: { number: ' ', normalised: null, title: null, issuer: null } },
    ],
    [
      'effective-before-original',
      'that takes effect before the fiscal year',
      { effectiveOn: day('2022-12-31') },
    ],
    [
      'approval-not-permitted',
      'by an actor whom the policy does not name',
      { policy: { rules: [{ name: 'all', approver: '财政局', actors: ['director'] }] } },
    ],
  ] as const)('is refused (%s) %s', (code, _what, more) =>
    given(...proposed([change('5.00')]))
      .when(approve(more))
      .thenIsRefused(code),
  );
});

describe('The codes of an amendment', () => {
  const unknown = change('5.00', { function: '2129998' });

  it('are refused where there is no such class or economic item', () => {
    for (const codes of [{ function: '2180101' }, { economic: '30230' }])
      given(...history)
        .when(propose([change('5.00', codes)]))
        .thenIsRefused('code-unknown');
  });

  it('are pointed out when it is approved, once, and until a person decides', () => {
    const raised = {
      type: 'FindingRaised',
      data: { rule: 'CODE-UNKNOWN', subject: '2129998' },
    } as const;
    given(...proposed([unknown]))
      .when(approve())
      .thenRecords({ type: 'BudgetAmended' }, raised);
    const later = enter({ [BASIC]: '1.00' });
    given(...historyOf(OPEN, propose([unknown]), approve()))
      .when(later)
      .thenRecords({ type: 'LineEntered' });
    given(
      ...historyOf(OPEN, propose([unknown]), approve(), propose([unknown], { amendment: 'a2' })),
    )
      .when(approve({ amendment: 'a2' }))
      .thenRecords({ type: 'BudgetAmended' });
  });
});

describe('The days of an approval', () => {
  const history = proposed([change('5.00')]);
  const carried = proposedBy(carryForward('-5.00'));

  it.each([
    ['2023-06-01', null, '2023-06-01', history],
    ['2023-06-01', '2023-01-01', '2023-01-01', history],
    ['2023-06-01', '2023-12-31', '2023-12-31', history],
    ['2024-01-10', null, '2023-12-31', history],
    ['2024-01-10', '2023-12-20', '2023-12-20', history],
    ['2023-12-29', null, '2023-12-29', carried],
    ['2023-12-29', '2024-01-01', '2024-01-01', carried],
    ['2024-02-10', null, '2024-02-10', carried],
  ] as const)('%s and %s make it effective on %s', (approvedOn, effectiveOn, effective, before) =>
    given(...before)
      .when(
        approve({
          approvedOn: day(approvedOn),
          effectiveOn: effectiveOn === null ? null : day(effectiveOn),
          receiver: receiver(),
        }),
      )
      .thenRecords({ type: 'BudgetAmended', data: { approvedOn, effectiveOn: effective } }),
  );

  it.each([
    ['2024-07-01', null, 'date-in-future', history],
    ['2023-06-01', '2024-07-01', 'date-in-future', history],
    ['2022-12-31', null, 'effective-before-original', history],
    ['2023-06-01', '2022-12-31', 'effective-before-original', history],
    ['2023-06-01', '2024-01-01', 'outside-fiscal-year', history],
    ['2023-12-29', '2023-12-29', 'outside-fiscal-year', carried],
    ['2022-12-29', null, 'effective-before-original', carried],
  ] as const)('%s and %s are refused (%s)', (approvedOn, effectiveOn, code, before) =>
    given(...before)
      .when(
        approve({
          approvedOn: day(approvedOn),
          effectiveOn: effectiveOn === null ? null : day(effectiveOn),
          receiver: receiver(),
        }),
      )
      .thenIsRefused(code),
  );
});

describe('The names of the persons', () => {
  const history = proposed([change('5.00')]);
  const approvers = { rules: [{ name: 'all', approver: '财政局', actors: [' Ｚhao\u3000'] }] };

  it('are compared without regard to blanks and widths', () => {
    given(...history)
      .when(approve({ actor: ' ｃlerk\u3000' }))
      .thenIsRefused('self-approval');
    given(...history)
      .when(approve({ actor: 'Zhao', policy: approvers }))
      .thenRecords({ type: 'BudgetAmended', data: { approvedBy: 'Zhao' } });
    given(...history)
      .when(withdraw('a1', ' clerk '))
      .thenRecords({ type: 'AmendmentWithdrawn' });
  });

  it('share no right between names that differ in capitals, and do not take them for two persons', () => {
    given(...history)
      .when(withdraw('a1', 'CLERK'))
      .thenIsRefused('not-proposer');
    given(...history)
      .when(reject('a1', 'CLERK'))
      .thenIsRefused('self-approval');
  });

  it('leave the withdrawal to the proposer, and the rejection to another person', () => {
    given(...history)
      .when(withdraw('a1', 'chief'))
      .thenIsRefused('not-proposer');
    given(...history)
      .when(reject('a1', 'clerk '))
      .thenIsRefused('self-approval');
    given(...history)
      .when(reject())
      .thenRecords({ type: 'AmendmentRejected' });
  });
});

describe('The policy of an approval', () => {
  const rule = (more: Partial<PolicyRule>): PolicyRule => ({
    name: 'r',
    approver: '财政局',
    actors: ['director'],
    ...more,
  });
  const other = propose([change('7.00')], { amendment: 'a0' });
  const decided = (...endings: readonly BudgetCommand[]) =>
    historyOf(
      OPEN,
      enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }),
      other,
      ...endings,
      propose([change('5.00')]),
    );
  const approved = decided(approve({ amendment: 'a0' }));
  const above = { cumulative: parseFen('11.99') };

  it.each([
    ['is no obstacle to an actor whom it names', [rule({ actors: ['chief'] })], approved, true],
    ['is no obstacle when it names no actors', [rule({ actors: undefined })], approved, true],
    [
      'is no obstacle when it is for other kinds',
      [rule({ kinds: ['rescission'] })],
      approved,
      true,
    ],
    ['asks for every rule', [rule({ actors: ['chief'] }), rule({})], approved, false],
    ['counts earlier approved amendments', [rule({ above })], approved, false],
    ['does not count earlier proposals', [rule({ above })], decided(), true],
    ['does not count rejected amendments', [rule({ above })], decided(reject('a0')), true],
    ['does not count withdrawn amendments', [rule({ above })], decided(withdraw('a0')), true],
    [
      'allows what does not exceed its limit',
      [rule({ above: { cumulative: parseFen('12.00') } })],
      approved,
      true,
    ],
  ] as const)('%s', (_title, rules, history, isAllowed) => {
    const result = given(...history).when(approve({ policy: { rules } }));
    return isAllowed
      ? result.thenRecords({ type: 'BudgetAmended' })
      : result.thenIsRefused('approval-not-permitted');
  });
});

describe('A year that is closed before all amendments are decided, in an old history', () => {
  const history = [...proposed([change('5.00')]), ...historyOf(OPEN, close()).slice(1)];

  it('refuses their approval', () =>
    given(...history)
      .when(approve())
      .thenIsRefused('year-closed'));

  it('lets them be rejected and withdrawn', () => {
    given(...history)
      .when(reject())
      .thenRecords({ type: 'AmendmentRejected', data: { amendment: 'a1' } });
    given(...history)
      .when(withdraw())
      .thenRecords({ type: 'AmendmentWithdrawn', data: { amendment: 'a1' } });
  });
});

describe('The receiving side of a transfer', () => {
  const received = historyOf(OPEN, receive());

  it('mirrors the changes of the giving budget', () =>
    given(...historyOf(OPEN))
      .when(receive())
      .thenRecords({
        type: 'BudgetAmended',
        data: {
          changes: [{ amount: '5.00' }],
          transfer: { id: 't1', side: 'receiving', budget: 'baoshan_cyzx-2022-unit' },
        },
      }));

  it('is recorded once', () =>
    given(...received)
      .when(receive())
      .thenRecordsNothing());

  it('takes effect with the year that receives it', () =>
    given(...historyOf(OPEN))
      .when(receive('2022-12-29'))
      .thenRecords({ type: 'BudgetAmended', data: { effectiveOn: '2023-01-01' } }));
});

describe('A transfer that cannot arrive', () => {
  const carry = carryForward('-5.00');
  const approval = approve({ effectiveOn: null, receiver: receiver() });
  const before = [OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' })];
  const given5 = historyOf(...before, carry, approval);
  const legs = [
    { key: REVENUE, before: '5.00', delta: '5.00', after: '10.00' },
    { key: PROJECT, before: '5.00', delta: '5.00', after: '10.00' },
  ];

  it('gives its money back, in force from the same day, when its receiver was closed', () =>
    given(...given5)
      .when(giveBack())
      .thenRecords({
        type: 'TransferReturned',
        data: {
          amendment: 'a1',
          kind: 'carry-forward',
          transfer: { id: 't1', side: 'giving', budget: 'baoshan_cyzx-2024-unit' },
          changes: [{ amount: '5.00' }],
          legs,
          effectiveOn: '2023-06-01',
          afterClose: false,
        },
      }));

  it('does so also after the close of its year, and with what was corrected meanwhile', () => {
    given(...historyOf(...before, carry, approval, close()))
      .when(giveBack())
      .thenRecords({ type: 'TransferReturned', data: { legs, afterClose: true } });
    given(...historyOf(...before, carry, approval, correct('e5', -400n, { line: PROJECT })))
      .when(giveBack())
      .thenRecords({
        type: 'TransferReturned',
        data: { legs: [legs[0]!, { key: PROJECT, before: '6.00', delta: '4.00', after: '10.00' }] },
      });
  });

  it.each([
    ['it is proposed', historyOf(...before, carry), giveBack()],
    ['it is returned', historyOf(...before, carry, approval, giveBack()), giveBack()],
    ['its receiver is open', given5, giveBack(receiver())],
    [
      'it has arrived',
      given5,
      giveBack(receiver({ closedOn: day('2024-12-31'), received: new Set(['t1']) })),
    ],
  ])('gives nothing back while %s', (_what, history, command) =>
    given(...history)
      .when(command)
      .thenIsRefused('amendment-ended'),
  );

  it('cannot be corrected any more: its money would be there twice', () =>
    given(...historyOf(...before, carry, approval, giveBack()))
      .when(correct('e5', 0n, { line: PROJECT }))
      .thenIsRefused('correction-invalid'));

  it('makes the event before it the newest of its lines again, which can be corrected', () => {
    given(...given5)
      .when(correct('e2', 900n))
      .thenIsRefused('correction-invalid');
    given(...historyOf(...before, carry, approval, giveBack()))
      .when(correct('e2', 900n))
      .thenRecords({
        type: 'LineCorrected',
        data: { line: PROJECT, corrects: 'e2', from: '10.00', to: '9.00' },
      });
    const amended = [propose([change('1.00')], { amendment: 'a2' }), approve({ amendment: 'a2' })];
    given(...historyOf(...before, carry, approval, ...amended, giveBack()))
      .when(correct('e7', 200n, { line: PROJECT }))
      .thenRecords({ type: 'LineCorrected', data: { corrects: 'e7', from: '1.00', to: '2.00' } });
  });

  it('counts no more', () => {
    const { lines, amendments } = opened(folded(historyOf(...before, carry, approval, giveBack())));
    expect(amendments.get('a1')!.status).toBe('returned');
    expect(lines.get(PROJECT)!.adjusted).toBe(1_000n);
  });
});

describe('The adjusted budget', () => {
  const positive = fc.bigInt({ min: 1n, max: 400n });
  const negative = positive.map((fen) => -fen);
  const changesOf = (amount: fc.Arbitrary<bigint>) =>
    fc.array(amount, { minLength: 1, maxLength: 3 });
  const either = changesOf(fc.oneof(positive, negative));
  /** Amounts with the signs that each kind allows. */
  const amountsOf: Readonly<Record<AmendmentKind, fc.Arbitrary<readonly bigint[]>>> = {
    supplement: changesOf(positive),
    rescission: changesOf(negative),
    reallocation: either
      .filter((amounts) => sumOf(amounts) !== 0n)
      .map((amounts) => [...amounts, -sumOf(amounts)]),
    'carry-forward': changesOf(negative),
    'reserve-drawdown': changesOf(positive),
    'special-transfer': changesOf(positive),
    'adjustment-plan': either,
  };
  const amendment = fc
    .constantFrom(...AMENDMENT_KINDS)
    .chain((kind) =>
      fc.record({ kind: fc.constant(kind), amounts: amountsOf[kind], isApproved: fc.boolean() }),
    );
  const correction = fc.record({
    entry: fc.nat(),
    to: fc.bigInt({ min: -400n, max: 1_000n }),
  });
  const step = fc.oneof({ weight: 3, arbitrary: amendment }, { weight: 1, arbitrary: correction });
  const original = historyOf(
    OPEN,
    enter({ [PROJECT]: '10.00', [BASIC]: '8.00', [REVENUE]: '18.00' }),
  );

  it('is the original with the approved legs and the corrections, and no line of it is below zero', () => {
    const approved = new Map<AmendmentKind, number>();
    let corrected = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let events = original;
        /** Whether the command is recorded; one that would take a line below zero leaves the budget as it is. */
        const records = (command: BudgetCommand): boolean => {
          try {
            const decided = decide(command, folded(events));
            events = [...events, ...decided];
            return decided.length > 0;
          } catch (error) {
            if (error instanceof Refusal && error.code === 'line-would-go-negative') return false;
            throw error;
          }
        };
        for (const [index, step] of steps.entries())
          if ('kind' in step) {
            const { kind, amounts, isApproved } = step;
            const id = { amendment: `a${index}` };
            const changes = amounts.map((fen, place) =>
              change('0.00', {
                amount: fen,
                expenditure: place % 2 === 0 ? 'project' : 'basic',
                economic: '30201',
              }),
            );
            if (records(propose(changes, { ...id, kind })) && isApproved && records(approve(id)))
              approved.set(kind, (approved.get(kind) ?? 0) + 1);
          } else {
            const budget = opened(folded(events));
            const lines = [...budget.lines.keys()];
            const line = lines[step.entry % lines.length]!;
            if (records(correct(budget.newestOf(line)!, step.to, { line }))) corrected += 1;
          }
        const sums = new Map<string, bigint>();
        const move = (line: string, fen: bigint) => sums.set(line, (sums.get(line) ?? 0n) + fen);
        for (const { type, data } of events)
          if (type === 'LineEntered') move(data.line, toFen(data.amount));
          else if (type === 'LineCorrected') move(data.line!, toFen(data.to) - toFen(data.from));
          else if (type === 'BudgetAmended') {
            for (const { key, delta } of data.legs) move(key, toFen(delta));
            if (data.kind === 'reallocation')
              expect(
                sumOf(
                  data.legs
                    .filter(({ schedule }) => schedule === 'expenditure')
                    .map(({ delta }) => toFen(delta)),
                ),
              ).toBe(0n);
          }
        const lines = [...opened(folded(events)).lines];
        expect(new Map(lines.map(([key, { adjusted }]) => [key, adjusted]))).toEqual(sums);
        expect(lines.every(([, { adjusted }]) => adjusted >= 0n)).toBe(true);
      }),
    );
    // Usually about 160 approvals and 90 corrections: a property that nothing is recorded for would say nothing.
    expect([...approved.keys()].toSorted()).toEqual([...AMENDMENT_KINDS].toSorted());
    expect([...approved.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
    expect(corrected).toBeGreaterThan(20);
  });
});

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, fen) => sum + fen, 0n);

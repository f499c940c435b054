import fc from 'fast-check';
import { AMENDMENT_KINDS, type AmendmentKind } from '../events/budget.events.js';
import { Refusal, type RefusalCode } from '../errors.js';
import { fold } from '../budget/budget-state.js';
import { decide } from './decide.js';
import { fromFen, toFen } from '../values/money.js';
import {
  approve,
  change,
  day,
  enter,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  receive,
  REVENUE,
} from './decide.fixture.js';

const BASIC = 'expenditure/general/2120199/basic';
const history = historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }));
const proposed = (...changes: Parameters<typeof propose>) =>
  historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }), propose(...changes));

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
  const to = { id: 't1', side: 'giving', budget: 'other' } as const;
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
      .when(propose([positive], { kind: 'adjustment-plan', transfer: to }))
      .thenIsRefused('sign-of-kind');
    given(...history)
      .when(propose([negative], { kind: 'adjustment-plan', transfer: to }))
      .thenRecords({ type: 'AmendmentProposed', data: { transfer: to } });
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

describe('The adjusted budget', () => {
  const amount = fc.bigInt({ min: -2_000n, max: 2_000n }).filter((fen) => fen !== 0n);
  const amendment = fc.record({
    kind: fc.constantFrom(...AMENDMENT_KINDS),
    amounts: fc.array(amount, { minLength: 1, maxLength: 3 }),
    isApproved: fc.boolean(),
  });

  it('is the original with the approved legs, and no line of it is below zero', () =>
    fc.assert(
      fc.property(fc.array(amendment, { maxLength: 12 }), (amendments) => {
        let events = historyOf(
          OPEN,
          enter({ [PROJECT]: '10.00', [BASIC]: '8.00', [REVENUE]: '18.00' }),
        );
        for (const [index, { kind, amounts, isApproved }] of amendments.entries()) {
          const last =
            kind === 'reallocation' ? [-amounts.reduce((sum, fen) => sum + fen, 0n)] : [];
          const changes = [...amounts, ...last].map((fen, place) =>
            change(fromFen(fen), {
              expenditure: place % 2 === 0 ? 'project' : 'basic',
              economic: '30201',
            }),
          );
          const id = { amendment: `a${index}` };
          for (const command of [propose(changes, { ...id, kind }), approve(id)].slice(
            0,
            isApproved ? 2 : 1,
          ))
            try {
              events = [...events, ...decide(command, fold(events))];
            } catch (error) {
              // A refused change leaves the budget as it is.
              if (!(error instanceof Refusal)) throw error;
            }
        }
        const sums = new Map<string, bigint>();
        for (const event of events)
          if (event.type === 'LineEntered') sums.set(event.data.line, toFen(event.data.amount));
          else if (event.type === 'BudgetAmended') {
            for (const { key, delta } of event.data.legs)
              sums.set(key, (sums.get(key) ?? 0n) + toFen(delta));
            if (event.data.kind === 'reallocation')
              expect(
                event.data.legs
                  .filter(({ schedule }) => schedule === 'expenditure')
                  .reduce((sum, { delta }) => sum + toFen(delta), 0n),
              ).toBe(0n);
          }
        const state = fold(events);
        const lines = state.status === 'open' ? [...state.lines] : [];
        expect(new Map(lines.map(([key, { adjusted }]) => [key, adjusted]))).toEqual(sums);
        expect(lines.every(([, { adjusted }]) => adjusted >= 0n)).toBe(true);
      }),
    ));
});

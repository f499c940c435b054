import type { LineKey } from '../values/line.js';
import { fromFen, type Fen } from '../values/money.js';
import { change } from '../decide/decide.fixture.js';
import { legsOf, refuseOutOfRange } from './amendment.js';

const PROJECT = 'expenditure/general/2120199/project';
const BASIC = 'expenditure/general/2120199/basic';
const REVENUE = 'revenue/2120199/fiscal-appropriation';
const budgetOf = (lines: Readonly<Record<string, Fen>>) => (line: LineKey) => lines[line];
const basic = (amount: string, economic: string) =>
  change(amount, { expenditure: 'basic', economic });
const deltas = (...given: Parameters<typeof legsOf>) =>
  Object.fromEntries(legsOf(...given).map(({ key, delta }) => [key, fromFen(delta)]));

describe('The legs of changes', () => {
  it('move revenue, expenditure, the economic item, its three-public category and 机关运行经费', () =>
    expect(
      deltas(
        [basic('-5.00', '30217')],
        budgetOf({ 'three-public/operating': 10_000n, 'three-public/reception': 10_000n }),
      ),
    ).toEqual({
      [REVENUE]: '-5.00',
      [BASIC]: '-5.00',
      'economic/30217/public': '-5.00',
      'three-public/operating': '-5.00',
      'three-public/reception': '-5.00',
    }));

  it('move the line of no code where the form prints no item of revenue, or of the economic items', () => {
    const wholes = {
      'revenue/undivided/fiscal-appropriation': 100_000n,
      'economic/undivided/public': 100_000n,
    };
    expect(deltas([basic('-5.00', '30201')], budgetOf(wholes))).toEqual({
      'revenue/undivided/fiscal-appropriation': '-5.00',
      [BASIC]: '-5.00',
      'economic/undivided/public': '-5.00',
    });
    const items = budgetOf({ ...wholes, [REVENUE]: 100_000n, 'economic/30201/public': 100_000n });
    expect(deltas([basic('-5.00', '30201')], items)).toEqual({
      [REVENUE]: '-5.00',
      [BASIC]: '-5.00',
      'economic/30201/public': '-5.00',
    });
  });

  it('leave 机关运行经费 alone for personnel costs, and in a budget that has none', () => {
    const operating = budgetOf({ 'three-public/operating': 10_000n });
    expect(deltas([basic('5.00', '30101')], operating)).not.toHaveProperty(
      'three-public/operating',
    );
    for (const none of [budgetOf({}), budgetOf({ 'three-public/operating': 0n })])
      expect(deltas([basic('5.00', '30201')], none)).not.toHaveProperty('three-public/operating');
  });

  it('have no economic item for project expenditure, but its three-public category', () =>
    expect(deltas([change('5.00', { economic: '31013' })], budgetOf({}))).toEqual({
      [REVENUE]: '5.00',
      [PROJECT]: '5.00',
      'three-public/vehicle-purchase': '5.00',
    }));

  it('are added up for each line, and left out where they cancel out', () =>
    expect(deltas([change('5.00'), change('2.00'), basic('-7.00', '30201')], budgetOf({}))).toEqual(
      { [PROJECT]: '7.00', [BASIC]: '-7.00', 'economic/30201/public': '-7.00' },
    ));

  it('do not move the schedules that the budget does not show', () =>
    expect(deltas([change('5.00')], budgetOf({}), new Set(['revenue']))).toEqual({
      [PROJECT]: '5.00',
    }));

  it('lower a three-public line, which is rounded to 0.01万元, to zero at most', () => {
    const lowered = (fen: Fen) =>
      legsOf([basic('-100.00', '30217')], budgetOf({ 'three-public/reception': fen })).find(
        ({ schedule }) => schedule === 'three-public',
      );
    expect(lowered(5_000n)).toMatchObject({ before: 5_000n, delta: -5_000n, after: 0n });
    expect(lowered(4_999n)).toMatchObject({ before: 4_999n, delta: -10_000n, after: -5_001n });
  });

  it('are refused below zero, by the expenditure line where there is one', () => {
    const legs = legsOf([change('-5.00')], budgetOf({ [REVENUE]: 400n, [PROJECT]: 499n }));
    expect(() => refuseOutOfRange(legs)).toThrow(
      expect.objectContaining({
        code: 'line-would-go-negative',
        details: { line: PROJECT, headroom: '4.99' },
      }),
    );
    refuseOutOfRange(legsOf([change('-5.00')], budgetOf({ [REVENUE]: 500n, [PROJECT]: 500n })));
  });
});

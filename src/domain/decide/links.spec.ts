import type { LineKey } from '../values/line.js';
import {
  close,
  derive,
  document,
  enter,
  given,
  historyOf,
  link,
  OLD_PROJECT,
  OPEN,
  PRIOR_LINES,
  PROJECT,
  unlink,
} from './decide.fixture.js';

const BASIC = 'expenditure/general/2120199/basic' as LineKey;
const ECONOMIC = 'economic/30217/public' as LineKey;
const ABROAD = 'three-public/abroad' as LineKey;

describe('A link to a line of the year before', () => {
  const entered = [OPEN, enter({ [PROJECT]: '5.00', [BASIC]: '7.00', [ABROAD]: '1.00' })];

  it('is recorded with its weight and reason, and moves nothing', () =>
    given(...historyOf(...entered))
      .when(link({ weight: '0.40' }))
      .thenRecords({
        type: 'LineLinked',
        data: {
          line: PROJECT,
          from: { budget: 'baoshan_cyzx-2022-unit', line: OLD_PROJECT },
          weight: '0.4',
          reason: '科目调整',
        },
      }));

  it('is no change when it stands, and is refused with another weight until it is taken back', () => {
    const linked = historyOf(...entered, link({ weight: '0.4' }));
    given(...linked)
      .when(link({ weight: '0.4' }))
      .thenRecordsNothing();
    given(...linked)
      .when(link({ weight: '0.5' }))
      .thenIsRefused('line-linked');
    const unlinked = historyOf(...entered, link({ weight: '0.4' }), unlink());
    given(...unlinked)
      .when(link({ weight: '0.5' }))
      .thenRecords({ type: 'LineLinked', data: { weight: '0.5' } });
    given(...unlinked)
      .when(unlink())
      .thenIsRefused('not-found');
  });

  it('merges lines with the whole of each', () =>
    given(...historyOf(...entered, link()))
      .when(link({ from: PROJECT }))
      .thenRecords({ type: 'LineLinked', data: { weight: '1' } }));

  it('splits a line up to its whole', () => {
    const split = historyOf(...entered, link({ weight: '0.4' }));
    given(...split)
      .when(link({ line: BASIC, weight: '0.6' }))
      .thenRecords({ type: 'LineLinked', data: { weight: '0.6' } });
    given(...split)
      .when(link({ line: BASIC, weight: '0.600001' }))
      .thenIsRefused('link-weight');
  });

  it.each([
    ['no budget of the year before', link({ prior: null }), 'not-found'],
    ['a line that the year before lacks', link({ from: BASIC }), 'not-found'],
    ['a line that this year lacks', link({ line: OLD_PROJECT }), 'not-found'],
    ['lines of two schedules', link({ from: ECONOMIC }), 'line-invalid'],
    ['a category of the three-public expenses', link({ line: ABROAD }), 'line-invalid'],
  ] as const)('is refused for %s', (_, command, code) =>
    given(...historyOf(...entered))
      .when(command)
      .thenIsRefused(code),
  );

  it('is refused for a line that a newer document took away', () =>
    given(...historyOf(document('a', { [PROJECT]: '5.00' }), document('b', {})))
      .when(link())
      .thenIsRefused('not-found'));

  it('records anew the changes from the year before that it alters, until it is taken back', () => {
    const before = { [OLD_PROJECT]: 400n };
    const prior = { ...PRIOR_LINES, originals: new Map([[OLD_PROJECT, 400n]]) };
    const derived = (code: string, measure: string, base: string | null, delta: string) => ({
      type: 'YearOverYearChangeRecorded' as const,
      data: { origin: 'derived', subject: { code, measure }, base: { amount: base }, delta },
    });
    const unlinked = historyOf(...entered, derive(before));
    given(...unlinked)
      .when(link({ prior }))
      .thenRecords(
        { type: 'LineLinked' },
        derived('2120101', 'project', '0.00', '0.00'),
        derived('2120101', 'total', '0.00', '0.00'),
        derived('2120199', 'project', '4.00', '+1.00'),
        derived('2120199', 'total', '4.00', '+8.00'),
      );
    const linked = historyOf(...entered, derive(before), link({ prior }));
    given(...linked)
      .when(derive(before))
      .thenRecordsNothing();
    given(...linked)
      .when(unlink({ prior }))
      .thenRecords(
        { type: 'LineUnlinked' },
        derived('2120101', 'project', '4.00', '-4.00'),
        derived('2120101', 'total', '4.00', '-4.00'),
        derived('2120199', 'project', null, '+5.00'),
        derived('2120199', 'total', null, '+12.00'),
      );
    given(...historyOf(...entered, derive(before), close()))
      .when(link({ prior }))
      .thenRecords({ type: 'LineLinked' });
  });

  it('may follow the close of the year', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '5.00' }), close()))
      .when(link())
      .thenRecords({ type: 'LineLinked' }));
});

import type { LineKey } from '../values/line.js';
import {
  close,
  document,
  enter,
  given,
  historyOf,
  link,
  OLD_PROJECT,
  OPEN,
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

  it('may follow the close of the year', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '5.00' }), close()))
      .when(link())
      .thenRecords({ type: 'LineLinked' }));
});

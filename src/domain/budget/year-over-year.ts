import type { ChangeSubject, YearOverYearChangeRecorded } from '../events/budget.events.js';
import { showsLine, TABLE_CONTENTS } from '../tables/table-kind.js';
import { deltaOf } from '../values/delta.js';
import { firstDigits, parseLineKey, partsOf, type LineKey } from '../values/line.js';
import type { Fen } from '../values/money.js';
import { MEASURE_NAMES, SOURCE_NAMES, statutoryName } from '../classification/statutory-name.js';

/** Original amounts by line. */
export type Originals = ReadonlyMap<LineKey, Fen>;

/** The subject of a change as one string. */
export const changeKey = ({ kind, code, side, measure }: ChangeSubject): string =>
  [kind, code ?? '', side, measure].join('/');

/** The figures of a change as one string: equal for equal changes. */
export const changeText = ({
  base,
  current,
  delta,
  percent,
}: YearOverYearChangeRecorded['data']): string =>
  [base.year, base.amount, current, delta, percent].join(' ');

/**
 * The changes from one year's original budget to the next, from the lines of both: the totals of both sides, every 类, 款
 * and 项 with basic and project apart, the economic items by cost, the sources of revenue and the three-public categories.
 * A line that one year lacks counts as zero there.
 */
export const deriveChanges = (
  base: Originals,
  baseYear: number,
  current: Originals,
): readonly YearOverYearChangeRecorded['data'][] => {
  const before = margins(base);
  const after = margins(current);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.map((key) => {
    const from = before.get(key);
    const to = after.get(key);
    const delta = deltaOf(from?.fen ?? null, to?.fen ?? null);
    return {
      origin: 'derived',
      subject: (to ?? from)!.subject,
      base: { kind: 'prior-budget', year: baseYear, amount: delta.base },
      current: delta.current,
      delta: delta.delta,
      percent: delta.percent,
      reason: null,
      unit: '元',
      section: null,
      source: null,
    };
  });
};

interface Margin {
  readonly subject: ChangeSubject;
  fen: Fen;
}

const THREE_PUBLIC = TABLE_CONTENTS['three-public'];

const margins = (lines: Originals): Map<string, Margin> => {
  const sums = new Map<string, Margin>();
  const add = (
    kind: ChangeSubject['kind'],
    code: string | null,
    name: string,
    measures: readonly ChangeSubject['measure'][],
    fen: Fen,
    side: ChangeSubject['side'] = 'expenditure',
  ) => {
    for (const measure of measures) {
      const subject = { kind, code, name, side, measure };
      const margin = sums.get(changeKey(subject));
      if (margin) margin.fen += fen;
      else sums.set(changeKey(subject), { subject, fen });
    }
  };
  for (const [key, fen] of lines) {
    const line = parseLineKey(key);
    const named = (code: string) => statutoryName(line.schedule, code);
    switch (line.schedule) {
      case 'expenditure':
        add('total', null, MEASURE_NAMES.total, ['total', ...partsOf(line.expenditure)], fen);
        for (const code of new Set([3, 5, 7].map((digits) => firstDigits(line.function, digits)))) {
          add('function', code, named(code), ['total', ...partsOf(line.expenditure)], fen);
        }
        break;
      case 'economic':
        add('total', null, MEASURE_NAMES.total, partsOf(line.cost), fen);
        for (const code of new Set([firstDigits(line.economic, 3), line.economic]))
          add('economic', code, named(code), ['total', ...partsOf(line.cost)], fen);
        break;
      case 'revenue':
        add('total', null, MEASURE_NAMES.total, ['total'], fen, 'revenue');
        add('source', line.source, SOURCE_NAMES[line.source], ['total'], fen, 'revenue');
        break;
      case 'three-public':
        add('three-public', line.category, named(line.category), ['total'], fen);
        if (showsLine(THREE_PUBLIC, 'total', line))
          add('three-public', null, MEASURE_NAMES.total, ['total'], fen);
        if (showsLine(THREE_PUBLIC, 'vehicles', line))
          add('three-public', 'vehicles', named('vehicles'), ['total'], fen);
        break;
      case 'project':
        break;
    }
  }
  return sums;
};

import type { ChangeSubject, YearOverYearChangeRecorded } from './budget.events.js';
import { deltaOf } from './delta.js';
import { parseLineKey, type LineKey } from './line.js';
import { fromFen, toFen, type Yuan } from './money.js';

/** Original amounts by line. */
export type Originals = ReadonlyMap<LineKey, Yuan>;

/**
 * The changes from one year's original budget to the next, from the lines of both: the totals, every 类, 款 and 项 with
 * basic and project apart, and the three-public categories. A line that one year lacks counts as nothing there.
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
    const delta = deltaOf(amountOf(from), amountOf(to));
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
  fen: bigint;
}

const amountOf = (margin: Margin | undefined): Yuan | null => (margin ? fromFen(margin.fen) : null);

const margins = (lines: Originals): Map<string, Margin> => {
  const sums = new Map<string, Margin>();
  const add = (subject: ChangeSubject, fen: bigint) => {
    const key = [subject.kind, subject.code ?? '', subject.measure].join('/');
    const margin = sums.get(key);
    if (margin) margin.fen += fen;
    else sums.set(key, { subject, fen });
  };
  for (const [key, amount] of lines) {
    const line = parseLineKey(key);
    const fen = toFen(amount);
    if (line.schedule === 'expenditure')
      for (const measure of ['total', line.expenditure] as const) {
        add({ kind: 'total', code: null, name: '合计', side: 'expenditure', measure }, fen);
        for (const digits of [3, 5, 7])
          add(
            {
              kind: 'function',
              code: line.function.slice(0, digits),
              name: '',
              side: 'expenditure',
              measure,
            },
            fen,
          );
      }
    else if (line.schedule === 'three-public')
      add(
        {
          kind: 'three-public',
          code: line.category,
          name: '',
          side: 'expenditure',
          measure: 'total',
        },
        fen,
      );
  }
  return sums;
};

import { language, say } from '../../cli/say.js';
import type { Style } from '../../cli/style.js';
import { AMENDMENT_KIND_NAMES, MEASURE_NAMES } from '../../domain/classification/statutory-name.js';
import { AMENDMENT_KINDS } from '../../domain/events/budget.events.js';
import { signedYuan } from '../../domain/values/money.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { asText, grid, type Column } from '../../cli/grid.js';
import type { BridgeAnswer, BridgeFigures } from './bridge.answer.js';

type Row = BridgeFigures & { readonly line: string; readonly name: string };

/** From the original to the adjusted budget, for a terminal. Kinds of amendment that changed nothing have no column. */
export const bridgeAsText = ({ budget, rows, total, asOf }: BridgeAnswer, style: Style): string => {
  const all: readonly Row[] = [...rows, { ...total, line: '', name: MEASURE_NAMES.total }];
  return asText([
    style('bold', say`${budget}: original + amendments + corrections = adjusted`),
    '',
    ...grid(
      all,
      [
        { header: 'line', cell: ({ line }) => line },
        { header: 'name', cell: ({ name }) => name },
        ...bridgeColumns(all),
      ],
      style,
      ({ line }) => line === '',
    ),
    '',
    asOfLine(asOf, style),
  ]);
};

type Figures = Omit<BridgeFigures, 'events'>;

/** The columns from the original to the adjusted amount, and what stands beside it. What no row has has no column. */
export const bridgeColumns = <R extends Figures>(rows: readonly R[]): readonly Column<R>[] => {
  const ofInterest = ({ cell }: Column<R>) => rows.some((row) => (cell(row) ?? '0.00') !== '0.00');
  const amended: readonly Column<R>[] = [
    ...AMENDMENT_KINDS.map((kind): Column<R> => ({
      header:
        language() === 'zh'
          ? AMENDMENT_KIND_NAMES[kind]
          : `${AMENDMENT_KIND_NAMES[kind]} ${kind.replaceAll('-', ' ')}`,
      cell: ({ amendments }) => signedYuan(amendments[kind]),
      figure: true,
    })),
    {
      header: '更正 corrections',
      cell: ({ corrections }) => signedYuan(corrections),
      figure: true,
    },
  ];
  const beside: readonly Column<R>[] = [
    { header: '待批 pending', cell: ({ pending }) => signedYuan(pending), figure: true },
    { header: '执行数 executed', cell: ({ executed }) => executed, figure: true },
  ];
  return [
    { header: '年初预算 original', cell: ({ original }) => original, figure: true },
    ...amended.filter(ofInterest),
    { header: '调整预算 adjusted', cell: ({ adjusted }) => adjusted, figure: true },
    ...beside.filter(ofInterest),
  ];
};

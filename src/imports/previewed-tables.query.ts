import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { rowsByName } from '../budgets/tables/cell.query.js';
import type { PrintedTableAnswer } from '../budgets/tables/table.answer.js';
import { answerAsPrinted } from '../budgets/tables/table.query.js';
import type { PrintedRow } from '../reading/printed.js';
import { Previews } from './previews.js';
import { ReadingPool } from './reading-pool.js';

/** A table of a previewed file as it was read. */
export interface PreviewedTable {
  readonly answer: PrintedTableAnswer;
  /** Its rows with the places of their figures, by the names of `rowsByName`. */
  readonly rows: ReadonlyMap<string, PrintedRow>;
}

/** The tables that were read of the file of a preview, by its id, in the order of their numbers. */
export class PreviewedTablesOf extends Query<readonly PreviewedTable[]> {
  constructor(readonly id: string) {
    super();
  }
}

/**
 * What was read for the preview; where this process does not have it any more, the file is read again.
 *
 * @throws {Refusal} `not-found`, `import-expired`: there is no such preview, or no longer; and the codes of {@link ReadingPool.read}.
 */
@QueryHandler(PreviewedTablesOf)
export class PreviewedTablesOfHandler implements IQueryHandler<PreviewedTablesOf> {
  constructor(
    private readonly readingPool: ReadingPool,
    private readonly previews: Previews,
  ) {}

  async execute({ id }: PreviewedTablesOf): Promise<readonly PreviewedTable[]> {
    const { bytes, file, options } = await this.previews.find(id);
    const { document, facts } =
      this.previews.readLately(id) ??
      (await this.readingPool.read(bytes, file, options.publishedOn));
    const { tables, further = [] } = facts.registered;
    const layouts = [...tables, ...further];
    return [...document.tables, ...(document.further ?? [])]
      .map(({ rows }, i) => ({
        answer: answerAsPrinted(layouts[i]!, cellsOf(rows)),
        rows: rowsByName(rows),
      }))
      .toSorted((a, b) => a.answer.table - b.answer.table);
  }
}

const cellsOf = (rows: readonly PrintedRow[]): ReadonlyMap<string, bigint> =>
  new Map(
    rows.flatMap(({ row, cells }) =>
      Object.entries(cells).map(([column, { amount }]) => [`${row} ${column}`, amount] as const),
    ),
  );

import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Views } from '../views/views-database.js';

/** The position up to which every view shows the log: a list over all budgets that is asked for at it is the same for ever. */
export class ShownPosition extends Query<bigint> {}

/** Reads it from the checkpoints of the views. */
@QueryHandler(ShownPosition)
export class ShownPositionHandler implements IQueryHandler<ShownPosition> {
  constructor(private readonly views: Views) {}

  async execute(): Promise<bigint> {
    const row = await this.views.db
      .selectFrom('projections')
      .select(({ fn }) => fn.min('position').as('position'))
      .where('state', '=', 'live')
      .executeTakeFirst();
    return row?.position ?? 0n;
  }
}

import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { shownCheckpoint } from '../views/shown-checkpoint.js';
import { Views } from '../views/views-database.js';

/** The position up to which every view shows the log: a list over all budgets that is asked for at it is the same for ever. */
export class ShownPosition extends Query<bigint> {}

/** Reads it from the checkpoints of the views. */
@QueryHandler(ShownPosition)
export class ShownPositionHandler implements IQueryHandler<ShownPosition> {
  constructor(private readonly views: Views) {}

  async execute(): Promise<bigint> {
    return (await shownCheckpoint(this.views)).position;
  }
}

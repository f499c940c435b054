import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { base64 } from '../proof/checkpoint.js';
import { Prover } from '../proof/prover.js';

/** The proof that the tree of so many events is the beginning of that of so many more: hashes in base64. */
export class ConsistencyOf extends Query<readonly string[]> {
  constructor(
    readonly first: number,
    readonly last: number,
  ) {
    super();
  }
}

/** @throws {Refusal} `malformed`: the sizes are not in order, or beyond the newest checkpoint. */
@QueryHandler(ConsistencyOf)
export class ConsistencyOfHandler implements IQueryHandler<ConsistencyOf> {
  constructor(private readonly prover: Prover) {}

  async execute({ first, last }: ConsistencyOf): Promise<readonly string[]> {
    return (await this.prover.consistency(first, last)).map(base64);
  }
}

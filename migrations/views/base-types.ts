import type { RawBuilder } from 'kysely';

/** What the engines call the types of the base tables' columns. Text is ordered by its bytes on each of them. */
export interface BaseTypes {
  readonly text: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
}

import type { RawBuilder } from 'kysely';

/** The engine's types of the base tables' columns. Text is ordered by its bytes on every engine. */
export interface BaseTypes {
  readonly text: RawBuilder<unknown>;
}

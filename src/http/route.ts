import { applyDecorators, HttpCode } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Caller, CallerWithKey } from '../ledger/caller.js';
import { httpStatusOf, type ProblemCode } from './problem.js';

/** The headers and parameters that a route requires. Guards and interceptors check them; the OpenAPI document lists them. */
export interface RouteRequirements {
  /** The answer waits for `Ledger-Min-Token`, and has a `Ledger-Token`; false for an answer from the log, which has every write. */
  readonly token?: boolean;
  /** `Ledger-Actor`: the person who makes the change. */
  readonly actor?: boolean;
  /** `Idempotency-Key`: the caller's key for the change. */
  readonly idempotencyKey?: boolean;
  /**
   * `If-Match`: the version of the budget that the caller has seen; `optional`: any where the header is missing, and none with
   * `If-None-Match: *`.
   */
  readonly ifMatch?: boolean | 'optional';
  /** The query parameter `dryRun` keeps nothing: such a request needs neither a key nor a version. */
  readonly dryRun?: boolean;
}

/** Attaches the requirements to a route, so that guards and interceptors find them. */
export const RouteRequirements = Reflector.createDecorator<RouteRequirements>();

/** The requirements of a route that changes the ledger. Without `idempotencyKey` the key is required. */
export type WriteRequirements = Omit<RouteRequirements, 'token' | 'actor'>;

/**
 * Gives the caller of a change. Call it after the body was parsed: a body that is not valid is refused before a missing key
 * or version is.
 *
 * @throws {Refusal} `idempotency-key-missing`, `precondition-required`: a header that the route requires is missing;
 *   `malformed`: it is not valid.
 */
export type CallerOf<C extends Caller = Caller> = () => C;

/** The caller that a route with these requirements always has. */
type CallerFor<R extends WriteRequirements> = R extends { idempotencyKey: false } | { dryRun: true }
  ? Caller
  : CallerWithKey;

type CallerParameter<Parameters extends readonly unknown[]> = {
  [Index in keyof Parameters]: Parameters[Index] extends CallerOf ? Parameters[Index] : never;
}[number];

/** A decorator of handlers. A handler that takes a caller with a key on a route that does not require one is a type error. */
export type WriteDecorator<R extends WriteRequirements> = <
  Handler extends (...parameters: never[]) => unknown,
>(
  controller: object,
  name: string | symbol,
  handler: TypedPropertyDescriptor<Handler> &
    (CallerOf<CallerFor<R>> extends CallerParameter<Parameters<Handler>> ? unknown : never),
) => void;

const ANSWERS: Readonly<Record<number, string>> = {
  200: 'The answer',
  201: 'Recorded; Ledger-Token names it',
};

/** What a request that needs a permission may be refused with, where the service authenticates its callers. */
export const ACCESS: readonly ProblemCode[] = [
  'token-invalid',
  'forbidden',
  'too-many-requests',
  'identity-unavailable',
];
/** What any request under `/v1` may be refused with. */
const ANY: readonly ProblemCode[] = [
  ...ACCESS,
  'malformed',
  'text-invalid',
  'unknown-parameter',
  'data-folder-unusable',
  'log-corrupt',
  'log-unavailable',
  'internal',
];
/** What a route that waits for the views may be refused with besides. */
const READS: readonly ProblemCode[] = [
  'token-malformed',
  'epoch-changed',
  'projection-behind',
  'budget-stopped',
  'proof-differs',
];
/** What a route that changes the ledger may be refused with besides. */
const WRITES: readonly ProblemCode[] = ['actor-missing', 'document-too-large', 'proof-differs'];
const WITH_KEY: readonly ProblemCode[] = ['idempotency-key-missing', 'idempotency-key-reused'];
const WITH_VERSION: readonly ProblemCode[] = ['precondition-required', 'version-mismatch'];
const WITH_OPTIONAL_VERSION: readonly ProblemCode[] = ['version-mismatch'];

/** What a query as of a date or position may be refused with. */
export const AS_OF: readonly ProblemCode[] = ['as-of-in-future', 'position-beyond-log'];
/** What a JSON body may be refused with. */
export const JSON_BODY: readonly ProblemCode[] = [
  'unknown-field',
  'amount-not-string',
  'amount-form',
  'amount-too-large',
  'body-too-large',
  'media-type-unsupported',
];

/**
 * What a route does, for people and for generators of clients.
 *
 * @param id the name of the operation in a generated client, such as `proposeAmendment`; unique
 * @param summary one line without a full stop
 * @param description what a caller has to know besides
 */
export const Operation = (id: string, summary: string, description?: string) =>
  ApiOperation({ operationId: id, summary, ...(description !== undefined && { description }) });

const byStatus = (codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> => {
  const grouped = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes))
    grouped.set(httpStatusOf(code), [...(grouped.get(httpStatusOf(code)) ?? []), code]);
  return grouped;
};

/** The answers of a route by status, and the codes of the problems that it may be refused with. */
export const Answers = (
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly ProblemCode[] = [],
) =>
  applyDecorators(
    ...Object.entries(schemas).map(([status, standardSchema]) =>
      ApiResponse({
        status: Number(status),
        standardSchema,
        description: ANSWERS[Number(status)]!,
      }),
    ),
    ...[...byStatus(refusals)].map(([status, codes]) =>
      ApiResponse({
        status,
        description: codes.join(', '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                { type: 'object', properties: { code: { type: 'string', enum: [...codes] } } },
              ],
            },
          },
        },
      }),
    ),
  );

/** A route that reads the views: it can wait for a write that the caller has seen, and knows what the caller has already. */
export const Reads = (schema: z.ZodType, ...refusals: readonly ProblemCode[]) =>
  applyDecorators(
    Streams(schema, 'not-acceptable', ...refusals),
    RouteRequirements({ token: true }),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of an earlier answer: 304 where it is still the answer',
    }),
    ApiResponse({ status: 304, description: 'The client has the answer already' }),
  );

/** A route that streams from the log: as {@link Reads}, without a tag, and it waits for no views: the log has every write. */
export const Streams = (schema: z.ZodType, ...refusals: readonly ProblemCode[]) =>
  applyDecorators(
    RouteRequirements({ token: false }),
    ApiHeader({ name: 'Ledger-Min-Token', required: false, description: 'Waits for this write' }),
    Answers({ 200: schema }, [...ANY, ...READS, ...refusals]),
  );

/**
 * A route that changes the ledger. Every such route needs an actor, and a key unless it says otherwise. The status of an
 * answer is the highest in `schemas`: 201 where a route has 200 too, for a repeat or a dry run, which sets it itself.
 */
export const Writes = <const R extends WriteRequirements = object>(
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly ProblemCode[],
  requirements?: R,
): WriteDecorator<R> => {
  const {
    idempotencyKey = true,
    ifMatch = false,
    dryRun = false,
  }: WriteRequirements = requirements ?? {};
  return applyDecorators(
    HttpCode(Math.max(...Object.keys(schemas).map(Number))),
    RouteRequirements({ actor: true, idempotencyKey, ifMatch, dryRun }),
    ...[
      {
        name: 'Ledger-Actor',
        description:
          'Who asks for it, where the service authenticates nobody; otherwise the subject of the token does',
        required: false,
      },
      ...(idempotencyKey
        ? [
            {
              name: 'Idempotency-Key',
              description: 'A key of your own, the same when you repeat the request',
            },
          ]
        : []),
      ...(ifMatch
        ? [
            {
              name: 'If-Match',
              description: 'The ETag of the budget, or *',
              ...(ifMatch === 'optional' && { required: false }),
            },
          ]
        : []),
      ...(ifMatch === 'optional'
        ? [
            {
              name: 'If-None-Match',
              description: '*: only where there is no such budget yet',
              required: false,
            },
          ]
        : []),
    ].map((header) => ApiHeader({ required: true, ...header })),
    Answers(schemas, [
      ...ANY,
      ...WRITES,
      ...(idempotencyKey ? WITH_KEY : []),
      ...(ifMatch === 'optional' ? WITH_OPTIONAL_VERSION : ifMatch ? WITH_VERSION : []),
      ...refusals,
    ]),
  );
};

/** The path parameter `:budget`. */
export const OfBudget = () =>
  ApiParam({ name: 'budget', type: String, description: '<agency>-<year>-<department|unit>' });

import { applyDecorators, HttpCode } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Caller, CallerWithKey } from '../ledger/caller.js';

/** The headers and parameters that a route requires. Guards and interceptors check them; the OpenAPI document lists them. */
export interface RouteRequirements {
  /** The answer waits for `Ledger-Min-Token`, and has a `Ledger-Token`. */
  readonly token?: boolean;
  /** `Ledger-Actor`: the person who makes the change. */
  readonly actor?: boolean;
  /** `Idempotency-Key`: the caller's key for the change. */
  readonly idempotencyKey?: boolean;
  /** `If-Match`: the version of the budget that the caller has seen. */
  readonly ifMatch?: boolean;
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

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  401: 'Ledger-Actor is missing',
  403: 'The actor may not do this',
  404: 'Not found',
  409: 'It conflicts with what is recorded',
  410: 'The token or the preview has expired',
  412: 'The budget has another version',
  413: 'The body is too large',
  415: 'The media type is not supported',
  422: 'The request is well-formed and cannot be carried out',
  428: 'If-Match is missing',
  503: 'Not available now: repeat it after Retry-After',
};

/** The answers and refusals of a route, by status. */
export const Answers = (
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly number[] = [],
) =>
  applyDecorators(
    ...Object.entries(schemas).map(([status, standardSchema]) =>
      ApiResponse({
        status: Number(status),
        standardSchema,
        description: ANSWERS[Number(status)]!,
      }),
    ),
    ...refusals.map((status) =>
      ApiResponse({
        status,
        description: REFUSALS[status]!,
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      }),
    ),
  );

/** A route that reads the views: it can wait for a write that the caller has seen. */
export const Reads = (schema: z.ZodType, ...refusals: readonly number[]) =>
  applyDecorators(
    RouteRequirements({ token: true }),
    ApiHeader({ name: 'Ledger-Min-Token', required: false, description: 'Waits for this write' }),
    Answers({ 200: schema }, [400, ...refusals, 410, 503]),
  );

/**
 * A route that changes the ledger. Every such route needs an actor, and a key unless it says otherwise. The status of an
 * answer is the highest in `schemas`: 201 where a route has 200 too, for a repeat or a dry run, which sets it itself.
 */
export const Writes = <const R extends WriteRequirements = object>(
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly number[],
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
      { name: 'Ledger-Actor', description: 'Who asks for it' },
      ...(idempotencyKey
        ? [
            {
              name: 'Idempotency-Key',
              description: 'A key of your own, the same when you repeat the request',
            },
          ]
        : []),
      ...(ifMatch ? [{ name: 'If-Match', description: 'The ETag of the budget, or *' }] : []),
    ].map((header) => ApiHeader({ ...header, required: true })),
    Answers(schemas, [400, 401, ...refusals, ...(ifMatch ? [412, 428] : []), 422, 503]),
  );
};

/** The path parameter `:budget`. */
export const OfBudget = () =>
  ApiParam({ name: 'budget', type: String, description: '<agency>-<year>-<department|unit>' });

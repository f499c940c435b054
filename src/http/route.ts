import { applyDecorators } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** What a route asks of a request. Guards and interceptors act on it; the OpenAPI document shows the same. */
export interface RouteNeeds {
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

export const Needs = Reflector.createDecorator<RouteNeeds>();

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
    Needs({ token: true }),
    ApiHeader({ name: 'Ledger-Min-Token', required: false, description: 'Waits for this write' }),
    Answers({ 200: schema }, [400, ...refusals, 410, 503]),
  );

/** A route that changes the ledger. Every such route needs an actor, and a key unless it says otherwise. */
export const Writes = (
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly number[],
  {
    idempotencyKey = true,
    ifMatch = false,
    dryRun = false,
  }: Omit<RouteNeeds, 'token' | 'actor'> = {},
) =>
  applyDecorators(
    Needs({ actor: true, idempotencyKey, ifMatch, dryRun }),
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

/** The path parameter `:budget`. */
export const OfBudget = () =>
  ApiParam({ name: 'budget', type: String, description: '<agency>-<year>-<department|unit>' });

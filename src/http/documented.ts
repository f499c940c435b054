import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { problemAnswer } from './problem.answer.js';

/** What the interface's description says of a path beside its parameters. */

const ANSWERED: Readonly<Record<number, string>> = {
  200: 'The answer',
  201: 'Recorded; Ledger-Token names it',
};

const REFUSED: Readonly<Record<number, string>> = {
  400: 'What was sent is not of the form',
  401: 'Nobody is named who asks',
  404: 'It is not there',
  409: 'It does not fit what is recorded',
  410: 'The token or the preview is of the past',
  412: 'The budget has another version',
  413: 'It is too large',
  415: 'It is of another media type',
  422: 'It is of the form, and cannot be',
  428: 'The version is not named',
  503: 'Not now: repeat it after Retry-After',
};

export const Answers = (
  schemas: Readonly<Record<number, z.ZodType>>,
  refusals: readonly number[] = [],
) =>
  applyDecorators(
    ...Object.entries(schemas).map(([status, standardSchema]) =>
      ApiResponse({
        status: Number(status),
        standardSchema,
        description: ANSWERED[Number(status)]!,
      }),
    ),
    ...refusals.map((status) =>
      ApiResponse({
        status,
        description: REFUSED[status]!,
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      }),
    ),
  );

/** A read: it may name the write that it must see. */
export const Reads = (schema: z.ZodType, ...refusals: readonly number[]) =>
  applyDecorators(
    ApiHeader({ name: 'Ledger-Min-Token', required: false, description: 'Waits for this write' }),
    Answers({ 200: schema }, [400, ...refusals, 410, 503]),
  );

/** A change: who, and under which key. */
export const Writes = (
  schemas: Readonly<Record<number, z.ZodType>>,
  ...refusals: readonly number[]
) =>
  applyDecorators(
    ApiHeader({ name: 'Ledger-Actor', required: true, description: 'Who asks for it' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'A key of your own, the same when you repeat the request',
    }),
    Answers(schemas, [400, 401, ...refusals, 422, 503]),
  );

export const OfBudget = () =>
  ApiParam({
    name: 'budget',
    type: String,
    description: '<agency>-<year>-<department|unit>',
  });

export { ApiProduces as Produces, problemAnswer };

import { applyDecorators, HttpStatus } from '@nestjs/common';
import { z } from 'zod';
import { flag } from '../http/query-parameters.js';
import type { ProblemCode } from '../http/problem.js';
import { JSON_BODY, OfBudget, Writes, type WriteDecorator } from '../http/route.js';
import { changeAnswer, changePreviewAnswer } from './amendments.answer.js';

/** The query parameters of a change. */
export const changeParameters = z.strictObject({
  dryRun: flag.meta({ description: 'Answers what would follow, and keeps nothing' }),
});
/** The query parameters of a change, as a handler gets them. */
export type ChangeParameters = z.infer<typeof changeParameters>;

/** A route that changes a budget after its publication: of the version that `If-Match` names, or as a dry run. */
export const ChangesBudget = (
  status: HttpStatus.OK | HttpStatus.CREATED,
  ...refusals: readonly ProblemCode[]
): WriteDecorator<{ dryRun: true }> =>
  applyDecorators(
    OfBudget(),
    Writes(
      status === HttpStatus.OK
        ? { 200: z.union([changeAnswer, changePreviewAnswer]) }
        : { 201: changeAnswer, 200: changePreviewAnswer },
      [...JSON_BODY, 'not-found', ...refusals],
      { ifMatch: true, dryRun: true },
    ) as MethodDecorator,
  );

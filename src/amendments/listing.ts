import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { asOfParameters, pageParameters } from '../http/query-parameters.js';
import { AMENDMENT_STATUSES } from './amendment-statuses.js';

/** The query parameters of a list of amendments. */
export const listing = z.strictObject({
  status: z.enum(AMENDMENT_STATUSES).optional(),
  kind: z.enum(AMENDMENT_KINDS).optional(),
  proposedBy: z.string().trim().min(1).optional(),
  position: asOfParameters.position,
  ...pageParameters,
});

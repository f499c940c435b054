import { z } from 'zod';
import type { EnteredLine } from '../../domain/budget/budget-command.js';
import { lineSubject } from '../../domain/values/line.js';
import { Refusal } from '../../domain/errors.js';
import {
  CATEGORIES,
  LINE_COSTS,
  ECONOMIC_ITEM,
  LINE_EXPENDITURES,
  FUNCTION_ITEM,
  FUNDS,
  SOURCES,
  type LineName,
} from '../../domain/values/line.js';
import { fromFen, parseFen } from '../../domain/values/money.js';
import { statutoryName } from '../../domain/classification/statutory-name.js';
import { refuseBrokenName } from '../../domain/values/text.js';
import { validate } from '../../validation/validate.js';

const NAME_CHARS_MAX = 500;

const text = z.string().trim().min(1).max(NAME_CHARS_MAX);
/** What every line has beside its dimensions. An amount is a string, since a JSON number may not be exact. */
const rest = { name: text.optional(), amount: z.string() };

/** A line as callers send it: the dimensions that its schedule has, and no others. */
export const lineInput = z.discriminatedUnion('schedule', [
  z.strictObject({
    schedule: z.literal('revenue'),
    function: text,
    source: z.enum(SOURCES),
    ...rest,
  }),
  z.strictObject({
    schedule: z.literal('expenditure'),
    fund: z.enum(FUNDS),
    function: text,
    expenditure: z.enum(LINE_EXPENDITURES),
    ...rest,
  }),
  z.strictObject({
    schedule: z.literal('economic'),
    economic: text,
    cost: z.enum(LINE_COSTS),
    ...rest,
  }),
  z.strictObject({ schedule: z.literal('three-public'), category: z.enum(CATEGORIES), ...rest }),
  z.strictObject({
    schedule: z.literal('project'),
    project: text,
    source: z.enum(SOURCES),
    ...rest,
  }),
]);
/** A line as a caller gives it, with its amount in yuan as a string. */
export type LineInput = z.infer<typeof lineInput>;

/**
 * The line that the input means, with its statutory name where none is given.
 *
 * @throws {Refusal} `line-invalid`: the code is a class or a group, and lines are only entered for items; `amount-form`: the
 * amount is no plain decimal; `line-would-go-negative`: it is below zero; `text-invalid`: a name holds a line break or a tab.
 */
export const enteredLine = ({ name, amount, ...line }: LineInput): EnteredLine => {
  refuseMargin(line);
  for (const each of [name, 'project' in line ? line.project : undefined])
    if (each !== undefined) refuseBrokenName(each);
  const fen = parseFen(amount.trim());
  if (fen < 0n)
    throw new Refusal(
      'line-would-go-negative',
      `${lineSubject(line)} would begin the year at ${fromFen(fen)}: no line may be below zero.`,
    );
  return { line, name: name ?? statutoryName(line.schedule, lineSubject(line)), amount: fen };
};

const refuseMargin = (line: LineName): void => {
  if ('function' in line && !FUNCTION_ITEM.test(line.function))
    throw new Refusal(
      'line-invalid',
      `"${line.function}" is not an item of the functional classification: a line takes the seven digits of a 项, such as 2120199.`,
    );
  if ('economic' in line && !ECONOMIC_ITEM.test(line.economic))
    throw new Refusal(
      'line-invalid',
      `"${line.economic}" is not an item of the economic classification: a line takes the five digits of a 款, such as 30217.`,
    );
};

/** A line from plain data, such as a row of a file. Every refusal is one sentence that names the field. */
export const readLine = (value: unknown): EnteredLine => enteredLine(validate(lineInput, value));

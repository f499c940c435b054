import { z } from 'zod';
import { typedString } from '../validation/answer-fields.js';
import type { Token } from './token.js';

/** A token in the schema of an answer. */
export const tokenField = typedString<Token>(
  z.string().meta({ example: 'e1-00000000000000000042' }),
);

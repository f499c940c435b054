import { z } from 'zod';
import { Refusal } from '../domain/errors.js';

/** A string that a function of the domain parses; what the function refuses keeps its own code and message. */
export const parsedBy = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.issues.push({
        code: 'custom',
        input: text,
        message: error.message,
        params: { refusal: error },
      });
      return z.NEVER;
    }
  });

import { Refusal } from '../domain/errors.js';

export const noSuchAgency = (code: string): Refusal =>
  new Refusal('not-found', `There is no agency ${code}.`);

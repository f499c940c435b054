import type { ClaimCell } from '../domain/events/budget.events.js';
import { say } from './say.js';

/** So many digits of the hash of a document tell it from others, for people. */
export const DOCUMENT_DIGITS = 12;

/** A printed cell in words: `表2, row 3, column total, document 0123456789ab`. */
export const cellInWords = ({ document, table, row, column }: ClaimCell): string =>
  [
    `表${table}`,
    say`row ${row}`,
    say`column ${column}`,
    say`document ${document.slice(0, DOCUMENT_DIGITS)}`,
  ].join(', ');

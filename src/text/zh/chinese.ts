import type { Messages } from '../messages.js';
import { COMMAND_LINE } from './command-line.js';
import { DECISIONS } from './decisions.js';
import { DOCUMENTS } from './documents.js';
import { HELP } from './help.js';
import { SERVICE } from './service.js';

/** All texts of the product for people, in English and in Chinese. */
export const CHINESE: Messages = {
  ...COMMAND_LINE,
  ...DECISIONS,
  ...DOCUMENTS,
  ...SERVICE,
  ...HELP,
};

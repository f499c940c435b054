import type { Messages } from '../messages.js';
import { COMMAND_LINE } from './command-line.js';
import { DECISIONS } from './decisions.js';
import { DOCUMENTS } from './documents.js';
import { FINDINGS } from './findings.js';
import { HELP } from './help.js';
import { OUTPUT } from './output.js';
import { SERVICE } from './service.js';
import { VERIFICATION } from './verification.js';

/** All texts of the product for people, in English and in Chinese. */
export const CHINESE: Messages = {
  ...COMMAND_LINE,
  ...DECISIONS,
  ...DOCUMENTS,
  ...FINDINGS,
  ...SERVICE,
  ...VERIFICATION,
  ...OUTPUT,
  ...HELP,
};

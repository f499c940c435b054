import type { Messages } from '../messages.js';
import { COMMAND_LINE } from './command-line.js';
import { DECISION_TEXTS } from './decisions.js';
import { EARLIER } from './earlier.js';
import { DOCUMENTS } from './documents.js';
import { FINDINGS } from './findings.js';
import { HELP } from './help.js';
import { OUTPUT } from './output.js';
import { SERVICE } from './service.js';
import { VERIFICATION } from './verification.js';

/** All texts of the product for people, in English and in Chinese. */
export const CHINESE: Messages = {
  ...COMMAND_LINE,
  ...DECISION_TEXTS,
  ...DOCUMENTS,
  ...FINDINGS,
  ...SERVICE,
  ...VERIFICATION,
  ...OUTPUT,
  ...HELP,
  ...EARLIER,
};

import type { Messages } from '../messages.js';
import { DECISIONS } from './decisions.js';
import { HELP } from './help.js';

/** All texts of the product for people, in English and in Chinese. */
export const CHINESE: Messages = { ...DECISIONS, ...HELP };

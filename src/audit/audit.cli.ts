import type { Verb } from '../cli/verb.js';

export const auditVerbs: readonly Verb[] = [];

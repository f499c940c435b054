/** The rules of the exception report. */
export const EXCEPTION_RULES = [
  'approved-after-year-end',
  'amended-before-approval',
  'entered-after-approval',
  'line-amended-often',
  'reallocation-not-zero',
  'protected-line-reallocated',
  'three-public-raised',
  'late-supplement',
  'basic-project-move',
  'approved-after-recording',
  'transfer-across-years',
  'transfer-halves-differ',
  'authority-is-no-number',
  'executed-without-budget',
  'unknown-code',
  'budget-stopped',
] as const;
/** The id of a rule of the exception report. */
export type ExceptionRule = (typeof EXCEPTION_RULES)[number];

/** An amount, or a change such as `+1076644.60, 15.32%`, with separators in its yuan: `1,234,567.89`. The sign stays a minus that spreadsheets read. */
export const withSeparators = (amount: string): string =>
  amount.replace(
    /^([-+]?)(\d+)/,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(?:\d{3})+$)/g, ','),
  );

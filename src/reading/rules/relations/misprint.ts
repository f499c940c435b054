/**
 * The hint why a figure may be wrong, from the two amounts alone, in fen: `unit-confused`, `digit-lost` or `digit-doubled`; null
 * where they show nothing.
 */
export const misprintHint = (printed: bigint, expected: bigint): string | null => {
  if (printed === expected || printed === 0n || expected === 0n) return null;
  if (printed * UNIT === expected || expected * UNIT === printed) return 'unit-confused';
  const one = digitsOf(printed);
  const other = digitsOf(expected);
  // Short figures are nearly all one digit apart.
  if (Math.min(one.length, other.length) < DIGITS_MIN) return null;
  if (lostOne(one, other)) return 'digit-lost';
  if (lostOne(other, one)) return doubled(one, other) ? 'digit-doubled' : null;
  return null;
};

/** Whether a usual misprint makes one figure of the other: a digit lost, doubled or changed, or two digits swapped. */
export const isMisprint = (printed: bigint, expected: bigint): boolean => {
  if (misprintHint(printed, expected) !== null) return true;
  const one = digitsOf(printed);
  const other = digitsOf(expected);
  if (one.length !== other.length) return lostOne(other, one);
  const differing = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first = 0, second = 0] = differing;
  return (
    differing.length === 1 ||
    (differing.length === 2 &&
      second === first + 1 &&
      one[first] === other[second] &&
      one[second] === other[first])
  );
};

const UNIT = 10_000n;
const DIGITS_MIN = 4;

const digitsOf = (fen: bigint): string => (fen < 0n ? -fen : fen).toString();

/** Whether `shorter` is `longer` without one of its digits. */
const lostOne = (shorter: string, longer: string): boolean =>
  longer.length === shorter.length + 1 &&
  [...longer].some((_, at) => longer.slice(0, at) + longer.slice(at + 1) === shorter);

/** Whether `longer` is `shorter` with one digit printed twice. */
const doubled = (longer: string, shorter: string): boolean =>
  [...longer].some(
    (digit, at) =>
      longer.slice(0, at) + longer.slice(at + 1) === shorter &&
      (digit === longer[at - 1] || digit === longer[at + 1]),
  );

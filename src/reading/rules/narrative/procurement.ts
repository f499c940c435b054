import type { Finding } from '../../../domain/events/finding.js';
import type { NarrativeClaim } from '../../narrative/narrative.js';
import { textFinding } from './text-finding.js';

/**
 * `PROCUREMENT-SUM`: 政府采购预算 = 货物 + 工程 + 服务; what is reserved for 中小企业 is at most that, and what of it goes to
 * 小微企业 at most the reserve. Error, tolerance 0.00 in the printed unit. Government Procurement Law art. 2 names goods, works and services;
 * 政府采购促进中小企业发展管理办法 art. 7 and 8 reserve a part of the procurement budget.
 */
export const procurementSums = (claims: readonly NarrativeClaim[]): readonly Finding[] => {
  const of = (subject: string) => claims.find((claim) => claim.subject === subject);
  const total = of('procurement');
  if (!total) return [];
  const parts = ['goods', 'works', 'services'].flatMap((part) => of(`procurement/${part}`) ?? []);
  const printed = total.amount;
  const sum = parts.reduce((fen, { amount }) => fen + amount, 0n);
  const differs = parts.length === 3 ? printed !== sum : parts.length > 0 && sum > printed;
  const findings = differs
    ? [
        finding(
          total,
          printed,
          sum,
          [total, ...parts],
          (one, other) =>
            `政府采购预算 is printed as ${one}, but its goods, works and services add up to ${other}.`,
        ),
      ]
    : [];
  // Where the total is less than its parts, the reserve is compared with the parts.
  const whole = differs && sum > printed ? sum : printed;
  const beyond = (part: NarrativeClaim | undefined, limit: bigint, against: NarrativeClaim) =>
    part && part.amount > limit
      ? [
          finding(
            part,
            part.amount,
            limit,
            [part, against],
            (one, other) =>
              `${part.name} is printed as ${one}, which is more than ${against.name}, ${other}.`,
          ),
        ]
      : [];
  const reserved = of('procurement/reserved');
  return [
    ...findings,
    ...beyond(reserved, whole, total),
    ...(reserved ? beyond(of('procurement/small'), reserved.amount, reserved) : []),
  ];
};

const finding = (
  { section, subject, source }: NarrativeClaim,
  printed: bigint,
  expected: bigint,
  claims: readonly NarrativeClaim[],
  says: (printed: string, expected: string) => string,
): Finding =>
  textFinding({
    rule: 'PROCUREMENT-SUM',
    severity: 'error',
    section,
    subject,
    printed,
    expected,
    unit: source.unit,
    sources: claims.map((claim) => claim.source),
    message: says,
  });

import type { Finding } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import { type DocumentLine, isBlankLine, loneText, printedText } from '../../document-line.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { isNote, readUnit, unitOfLine } from '../lines/line-kinds.js';
import { unitInBrackets } from '../lines/units-of-headings.js';
import { finding, placeOf, quote } from '../../findings.js';

/** The unit that a table prints; the form's, with a finding, where it prints none or none that can be read. */
export const unitOf = (
  lines: readonly DocumentLine[],
  pages: readonly { readonly from: number; readonly to: number }[],
  titleLine: DocumentLine,
  form: TableForm,
): { unit: Unit; line: DocumentLine | null; findings: readonly Finding[] } => {
  const printedBy = (unitIn: (line: DocumentLine) => string | undefined) =>
    pages.flatMap(({ from, to }) => printedUnits(lines, from, to, unitIn));
  const above = printedBy(unitOfLine);
  const printed = above.length > 0 ? above : printedBy(unitOfHeadings);
  const read = printed.flatMap(({ text, at }) => {
    const unit = readUnit(text);
    return unit ? [{ unit, at }] : [];
  });
  const odd = printed.filter(({ text }) => readUnit(text) === undefined);
  const unit = read[0]?.unit ?? form.unit;
  const line = printed[0]?.at ?? null;
  const differs = read.find((each) => each.unit !== unit);
  const { table } = form;
  const report = (message: string, at: readonly DocumentLine[], text: string | null) => [
    finding(
      'UNIT',
      'warning',
      message,
      at.map((line) => placeOf(line, table)),
      {
        table,
        subject: '单位',
        printed: text,
        expected: form.unit,
      },
    ),
  ];
  if (differs)
    return {
      unit,
      line,
      findings: report(
        `Table ${table} prints its unit as ${unit} and as ${differs.unit}; ${unit} is taken.`,
        [read[0]!.at, differs.at],
        differs.unit,
      ),
    };
  if (odd.length > 0)
    return {
      unit,
      line,
      findings: report(
        `Table ${table} prints its unit as ${quote(odd[0]!.text)}, which is none; ${unit} is taken.`,
        odd.map(({ at }) => at),
        odd[0]!.text,
      ),
    };
  if (read.length > 0) return { unit, line, findings: [] };
  return {
    unit,
    line,
    findings: report(
      `Table ${table} prints no unit; ${unit}, the usual one, is taken.`,
      [titleLine],
      null,
    ),
  };
};

const unitOfHeadings = ({ cells }: DocumentLine): string | undefined =>
  cells?.flatMap(({ text }) => unitInBrackets(text) ?? [])[0];

const printedUnits = (
  lines: readonly DocumentLine[],
  from: number,
  to: number,
  unitIn: (line: DocumentLine) => string | undefined,
): readonly { readonly text: string; readonly at: DocumentLine }[] => {
  const found: { text: string; at: DocumentLine }[] = [];
  for (let i = from; i < to; i++) {
    const at = lines[i]!;
    const text = printedText(at).length > 400 ? undefined : unitIn(at);
    if (text === undefined || isNote(at)) continue;
    // 单位:万 with 元 on the next line.
    const next = lines.slice(i + 1, i + 4).find((line) => !isBlankLine(line));
    const whole = readUnit(text) ? text : `${text}${(next && loneText(next)) ?? ''}`;
    found.push({ text: readUnit(whole) ? whole : text, at });
  }
  return found;
};

import type { Finding } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import type { DocumentLine } from '../../document-line.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { isNote, printedUnit, readUnit } from '../form/line-kinds.js';
import type { RegionReading } from './read-region.js';
import type { Region } from '../region/regions.js';
import { finding, placeOf, quote } from '../../findings.js';

/** The unit that a table prints; the form's, with a finding, where it prints none or none that can be read. */
export const unitOf = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  readings: readonly RegionReading[],
  form: TableForm,
): { unit: Unit; line: DocumentLine | null; findings: readonly Finding[] } => {
  const printed = regions.flatMap(({ from }, i) => printedUnits(lines, from, readings[i]!.end));
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
      [lines[regions[0]!.title.first]!],
      null,
    ),
  };
};

const printedUnits = (
  lines: readonly DocumentLine[],
  from: number,
  to: number,
): readonly { readonly text: string; readonly at: DocumentLine }[] => {
  const found: { text: string; at: DocumentLine }[] = [];
  for (let i = from; i < to; i++) {
    const at = lines[i]!;
    const text = at.text.length > 400 ? undefined : printedUnit(at.text);
    if (text === undefined || isNote(at.text)) continue;
    // 单位:万 with 元 on the next line.
    const next = lines.slice(i + 1, i + 4).find((line) => line.text.trim() !== '');
    const whole = readUnit(text) ? text : `${text}${next?.text.trim() ?? ''}`;
    found.push({ text: readUnit(whole) ? whole : text, at });
  }
  return found;
};

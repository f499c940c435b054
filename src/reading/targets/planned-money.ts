import type { Finding } from '../../domain/events/finding.js';
import { UNIT_PATTERN, type Unit } from '../../domain/values/money.js';
import { amountFormFinding, MONEY_IN_WORDS, readFigure } from '../passages/money-in-words.js';
import { Passage } from '../passages/passage.js';
import { type DocumentLine, joinedText } from '../document-line.js';
import type { PrintedDocument } from '../printed.js';
import { sourceIn } from './form-head.js';
import type { ProjectFigure, MoneyInWords, UnidentifiedFigure } from './project.js';

/** What the text states about the money of a project. */
export interface Plan {
  readonly stated: MoneyInWords;
  readonly unidentified: readonly UnidentifiedFigure[];
  readonly findings: readonly Finding[];
}

const PLAN = '年度预算安排';
const LABEL_CHARS_MAX = 80;
/** An item of a list is a short line. */
const LISTED_CHARS_MAX = 200;
const TOTAL = /总(?:预算|投资|额|经费)[^，。；]{0,12}$|预算总额[^，。；]{0,6}$/;
const YEAR = /(?:当年|本年|年度|\d{4}年度?)[^，。；]{0,12}(?:预算|资金|经费)[^，。；]{0,10}$/;
const LISTED = new RegExp(
  String.raw`^\W*?(\d{1,2})[、.．)](?!\d)(.+?)([\d,]+(?:\.\d+)?)(${UNIT_PATTERN})[\s。；;，]*$`,
  'u',
);

/** Reads 年度预算安排: the whole, the year, and a numbered list of the year's parts; other money is kept as unread. */
export const readPlan = (
  document: PrintedDocument,
  words: ReadonlyMap<string, readonly DocumentLine[]>,
  section: string,
): Plan => {
  const findings: Finding[] = [];
  const unidentified: UnidentifiedFigure[] = [];
  const figure = (passage: Passage, at: number, text: string, unit: Unit) => {
    const column = null;
    const source = sourceIn(passage, document.sha256, { at, end: at + text.length, unit, column });
    const amount = readFigure(text, unit);
    if (amount === null) findings.push(amountFormFinding(section, source, null));
    return { amount, source };
  };
  const total: ProjectFigure[] = [];
  const year: ProjectFigure[] = [];
  const listed = listIn(words.get(PLAN) ?? []);
  const parts = listed.flatMap(({ name, passage, at, text, unit }) => {
    const { amount, source } = figure(passage, at, text, unit);
    return amount === null ? [] : [{ name, amount, source }];
  });
  const inList = new Set(listed.map(({ line }) => line));
  for (const [name, lines] of words) {
    if (name === '立项依据') continue;
    const passage = Passage.ofCells(lines.filter((line) => !inList.has(line)));
    for (const match of passage.text.matchAll(MONEY_IN_WORDS)) {
      const [, text = '', unit] = match;
      const read = figure(passage, match.index, text, unit as Unit);
      const before = passage.text.slice(Math.max(0, match.index - LABEL_CHARS_MAX), match.index);
      const label = before.split(/[，。；]/).at(-1) ?? '';
      const known =
        name !== PLAN ? null : TOTAL.test(label) ? total : YEAR.test(label) ? year : null;
      if (known === null) unidentified.push({ label, section, ...read });
      else if (read.amount !== null) known.push({ amount: read.amount, source: read.source });
    }
  }
  return { stated: { total, year, parts }, unidentified, findings };
};

/** A list that is numbered 1, 2, 3 … with money on every line: all the parts of the year's money. */
const listIn = (lines: readonly DocumentLine[]) => {
  const items = lines.flatMap((line) => {
    if (joinedText(line).length > LISTED_CHARS_MAX) return [];
    const passage = Passage.ofCells([line]);
    const match = LISTED.exec(passage.text);
    if (!match) return [];
    const [, ordinal, name = '', text = '', unit] = match;
    const at = passage.text.lastIndexOf(text);
    return [{ line, passage, ordinal: Number(ordinal), name, text, unit: unit as Unit, at }];
  });
  const whole = items.length > 1 && items.every(({ ordinal }, i) => ordinal === i + 1);
  return whole ? items : [];
};

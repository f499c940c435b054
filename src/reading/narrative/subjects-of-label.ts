import type { Fen } from '../../domain/values/money.js';
import { economicSubject, functionSubject, type RowNames, type Path } from './row-names.js';
import { statutorySubjects, totalSubjects, type Subject } from './subjects.js';

/** The code under which the next 项 stands: …（款）支出 …，其中：…（项）…. */
export interface PathContext {
  above: string | null;
}

/** What the words before a figure name, several for 收支; null for words that name no part of the budget. */
export const subjectsOfLabel = (
  label: string,
  amount: Fen | null,
  names: RowNames,
  context: PathContext,
  section: string,
): readonly Subject[] | null => {
  const words = label.replace(
    /^[-•*]?\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、]+(?!\d)/,
    '',
  );
  if (LEVEL_MARK.test(words)) return [alongPath(words, amount, names, context, section)];
  const quoted = /“([^”]+)”科目(?:支出|预算|安排)*为?$/.exec(words)?.[1];
  // “卫生健康支出-行政事业单位医疗-行政单位医疗”科目
  const [first = '', second, third, ...more] = quoted?.split('-') ?? [];
  if (second !== undefined && more.length === 0) {
    const path: Path = { class: first, group: second, item: third ?? null };
    const { code } = names.alongPath(path, null, amount);
    if (code !== null) return [functionSubject(code, third ?? second)];
  }
  if (quoted !== undefined) {
    const code = names.byName(quoted, amount);
    return [functionSubject(code, quoted)];
  }
  const statutory = statutorySubjects(words);
  if (statutory) return statutory;
  const named = names.classAtEnd(words.replace(/(?:预算)?(?:为|是|约|共|计)+$/, ''));
  if (named) return [named];
  return totalSubjects(words);
};

/** 公共安全支出（204类）司法（06款）: some print the code beside the name. */
const LEVEL_MARK = /\(\d{0,3}[类款项]\)/;
const LEVEL = /([^()“”]+)\((\d{0,3})([类款项])\)/g;

const alongPath = (
  words: string,
  amount: Fen | null,
  names: RowNames,
  context: PathContext,
  section: string,
): Subject => {
  const parts = [...bracketed(words)];
  const part = (level: string) => parts.find((one) => one.level === level)?.name ?? null;
  const path: Path = { class: part('类'), group: part('款'), item: part('项') };
  const name = path.item ?? path.group ?? path.class ?? words;

  // 工资福利支出（类） stands alone and in the section on basic expenditure.
  if (path.group === null && path.item === null && /基本支出/.test(section)) {
    const code = names.economicCode(name);
    return economicSubject(code, name);
  }
  const printed = codeIn(parts);
  if (printed !== null && names.knows(printed)) {
    context.above = printed;
    return functionSubject(printed, name);
  }
  const found = names.alongPath(path, context.above, amount);
  context.above = found.above ?? (path.class === null ? context.above : null);
  return functionSubject(found.code, name);
};

/** The code that the levels print, from 类 on without a gap. */
const codeIn = (parts: readonly { level: string; code: string }[]): string | null => {
  const code = ['类', '款', '项']
    .map((level) => parts.find((one) => one.level === level))
    .map((part) => (part === undefined ? '' : part.code === '' ? '?' : part.code))
    .join('');
  return /^\d{3}(?:\d{2}){0,2}$/.test(code) ? code : null;
};

function* bracketed(words: string): Generator<{ name: string; level: string; code: string }> {
  // A name may hold brackets of its own: 政府办公厅（室）及相关机构事务（款）.
  const masked = words.replaceAll(/\((?!\d{0,3}[类款项]\))([^()]*)\)/g, '\u0001$1\u0002');
  for (const [, name = '', code = '', level = ''] of masked.matchAll(LEVEL))
    yield { code, name: name.replaceAll('\u0001', '(').replaceAll('\u0002', ')'), level };
}

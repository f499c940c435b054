import { nameKey } from '../../text/fold.js';
import { ECONOMIC } from './economic.js';
import { FUNCTIONAL } from './functional.js';

/** Names under which a code is or was printed beside the one in the list: earlier years, short forms. */
const ECONOMIC_ALIASES: Readonly<Record<string, readonly string[]>> = {
  '302': ['商品服务支出'],
  '303': ['对个人和家庭补助'],
  '30102': ['津补贴', '津贴、补贴'],
  '30108': ['机关事业单位基本养老保险费', '机关事业单位养老保险缴费'],
  '30109': ['职业年金', '机关事业单位职业年金缴费'],
  '30110': ['职工基本医疗保险费', '基本医疗保险缴费', '城镇职工基本医疗保险缴费'],
  '30111': ['公务员医疗补助'],
  '30112': ['其他社会保障费', '其他社会保险缴费'],
  '30209': ['物业费'],
  '30212': ['因公出国（境）费'],
  '30213': ['维修费', '维修（护）'],
  '30217': ['公务招待费'],
  '30218': ['专用材料购置费'],
  '30231': ['公务用车运行费', '公务用车运行维护'],
  '30239': ['其他交通费'],
  '30240': ['税金及附加'],
  '30299': ['其他商品服务支出'],
  '30399': ['其他对个人和家庭补助'],
  '310': ['其他资本性支出'],
  '31002': ['办公设备购置费'],
  '31003': ['专用设备购置费'],
};

const FUNCTIONAL_ALIASES: Readonly<Record<string, readonly string[]>> = {
  '207': ['文化体育与传媒支出'],
  '20805': ['行政事业单位离退休'],
  '2080501': ['归口管理的行政单位离退休'],
  '2080502': ['事业单位离退休支出'],
  '2080599': ['其他行政事业单位离退休支出'],
  '210': ['医疗卫生与计划生育支出', '医疗卫生支出'],
  '215': ['资源勘探信息等支出', '资源勘探电力信息等支出'],
  '220': ['国土海洋气象等支出', '国土资源气象等事务'],
  '223': ['国有资本经营支出'],
};

const withoutSuffix = (key: string): string =>
  key.length >= 6 && key.endsWith('支出') ? key.slice(0, -2) : key;

type Index = ReadonlyMap<string, readonly string[]>;

const indexOf = (
  list: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
  keyOf: (name: string) => string,
): Index => {
  const index = new Map<string, string[]>();
  for (const [code, name] of Object.entries(list))
    for (const each of [name, ...(aliases[code] ?? [])]) {
      const codes = index.get(keyOf(each));
      if (!codes) index.set(keyOf(each), [code]);
      else if (!codes.includes(code)) codes.push(code);
    }
  return index;
};

const looseKey = (name: string): string => withoutSuffix(nameKey(name));

/** One of the two lists of codes, asked by name and by code. */
export interface Classification {
  /** The name in the list; undefined for a code that the list does not have. */
  nameOf(code: string): string | undefined;
  /** Every code of this name or a former name of it, under `prefix`, in the list's order. */
  codesNamed(name: string, prefix?: string): readonly string[];
  /** Whether `name` is this code's, now or formerly; brackets, spaces and a trailing 支出 do not matter. */
  isNamed(code: string, name: string): boolean;
  /** The codes of the list that have as many digits and look most alike, the nearest first. */
  nearest(code: string): readonly { readonly code: string; readonly name: string }[];
}

const NEAREST_MAX = 3;

/** The number of digits that differ, then how far apart the codes are as numbers. */
const distance = (a: string, b: string): readonly [digits: number, apart: number] => [
  [...a].filter((digit, place) => digit !== b[place]).length,
  Math.abs(Number(a) - Number(b)),
];

const classification = (
  list: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
): Classification => {
  const exact = indexOf(list, aliases, nameKey);
  const loose = indexOf(list, aliases, looseKey);
  const codesNamed = (name: string, prefix = ''): readonly string[] => {
    const under = (codes: readonly string[] = []) =>
      codes.filter((code) => code.startsWith(prefix));
    const found = under(exact.get(nameKey(name)));
    return found.length > 0 ? found : under(loose.get(looseKey(name)));
  };
  return {
    nameOf: (code) => list[code],
    nearest: (code) =>
      Object.entries(list)
        .filter(([each]) => each.length === code.length)
        .map(([each, name]) => ({ code: each, name, by: distance(code, each) }))
        .toSorted((a, b) => a.by[0] - b.by[0] || a.by[1] - b.by[1])
        .slice(0, NEAREST_MAX)
        .map(({ code: each, name }) => ({ code: each, name })),
    codesNamed,
    isNamed: (code, name) =>
      (exact.get(nameKey(name)) ?? []).includes(code) ||
      (loose.get(looseKey(name)) ?? []).includes(code),
  };
};

/** 支出功能分类: coded tables by code, two-sided ones by the name of the class. */
export const functional: Classification = classification(FUNCTIONAL, FUNCTIONAL_ALIASES);

/** 部门预算支出经济分类: of basic expenditure. */
export const economic: Classification = classification(ECONOMIC, ECONOMIC_ALIASES);

/**
 * The class that a two-sided table names; their ordinals (十、) mean nothing. Only the full name is one: 国有资本经营预算 without
 * 支出 is a source of revenue.
 */
export const classNamed = (name: string): string | undefined =>
  CLASSES.get(nameKey(name).replace('其它', '其他'));

/** The year in which a class was printed under a name that it has no more for the last time. */
const FORMER_NAMES: Readonly<Record<string, number>> = {
  文化体育与传媒支出: 2018,
  医疗卫生与计划生育支出: 2018,
  医疗卫生支出: 2013,
  国土海洋气象等支出: 2018,
};

/** The name that a class has in a year, where `name` is one of earlier years; otherwise undefined. */
export const nameSince = (name: string, year: number): string | undefined => {
  const last = FORMER_NAMES[nameKey(name)];
  const code = last === undefined || year <= last ? undefined : classNamed(name);
  return code === undefined ? undefined : FUNCTIONAL[code];
};

const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.keys(FUNCTIONAL)
    .filter((code) => code.length === 3)
    .flatMap((code) =>
      [FUNCTIONAL[code]!, ...(FUNCTIONAL_ALIASES[code] ?? [])].map((name): [string, string] => [
        nameKey(name),
        code,
      ]),
    ),
);

/** Whether a name may be the first part of a class's, broken over lines. */
export const beginsClassName = (name: string): boolean => {
  const key = nameKey(name);
  return key.length >= 2 && [...CLASSES.keys()].some((known) => known.startsWith(key));
};

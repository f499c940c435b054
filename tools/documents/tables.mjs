/**
 * The nine disclosure tables of an invented budget, as grids of printed cells.
 *
 * A plan says what is spent; a style says how it is printed. Amounts are integers of fen.
 *
 * Titles, headings and columns are written out here again on purpose, and not taken from src/domain/tables: the documents are an
 * independent witness of what the tables look like. A mistake in the form would otherwise be in the documents too, and no
 * test would show it.
 */
import { ECONOMIC } from '../../dist/src/domain/classification/economic.js';
import { FUNCTIONAL } from '../../dist/src/domain/classification/functional.js';

const FEN_PER_YUAN = 100n;
const FEN_PER_WAN = 1_000_000n;

/** `'1234.5'` yuan as fen. */
export const fen = (yuan) => {
  const [whole, part = ''] = yuan.split('.');
  return BigInt(whole) * FEN_PER_YUAN + BigInt(part.padEnd(2, '0'));
};

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const half = (numerator, denominator) => (numerator * 2n + denominator) / (denominator * 2n);

/** How an amount is printed. */
export const PRINT = {
  /** `1234567.80` */
  plain: (amount) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
  /** `1,234,567.80` */
  grouped: (amount) =>
    `${grouped(String(amount / 100n))}.${String(amount % 100n).padStart(2, '0')}`,
  /** `1,234,567`: for a budget without fen. */
  whole: (amount) => grouped(String(amount / 100n)),
  /** `123.46`, in units of ten thousand yuan. */
  wan: (amount) => PRINT.plain(half(amount, FEN_PER_WAN / 100n)),
};

/** `15.32` for a change of that share of the base. */
export const percent = (delta, base) => PRINT.plain(half(delta * 10_000n, base));

export const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0n);

/**
 * @typedef {object} Plan
 * @property {string} agency
 * @property {number} year
 * @property {'unit' | 'department'} scope
 * @property {Record<string, [basic: bigint, project: bigint]>} items functional items of the general budget
 * @property {Record<string, bigint>} [fund] functional items of the government fund, all of them projects
 * @property {Record<string, string>} [names] names of codes that the classification list does not have
 * @property {Record<string, bigint>} costs economic items; they sum to the basic expenditure
 * @property {Record<string, bigint>} [income] other sources by their key: what they pay of the first item
 * @property {{ abroad: bigint, reception: bigint, purchase: bigint, running: bigint, operating: bigint }} three
 */

export const figuresOf = (plan) => {
  const codes = Object.keys(plan.items).toSorted();
  const fund = Object.values(plan.fund ?? {});
  const basic = sum(codes.map((code) => plan.items[code][0]));
  const project = sum(codes.map((code) => plan.items[code][1]));
  const costs = sum(Object.values(plan.costs));
  if (costs !== basic)
    throw new Error(`${plan.agency}: items have ${basic} of basic expenditure, costs ${costs}`);
  const isPersonnel = (code) => code.startsWith('301') || code.startsWith('303');
  const personnel = sum(
    Object.entries(plan.costs).map(([code, amount]) => (isPersonnel(code) ? amount : 0n)),
  );
  const general = basic + project;
  return {
    basic,
    project: project + sum(fund),
    generalProject: project,
    general,
    fund: sum(fund),
    total: general + sum(fund),
    personnel,
    public: basic - personnel,
    isPersonnel,
  };
};

const splitOf = (plan, prefix) => {
  const under = (items) =>
    Object.entries(items)
      .filter(([code]) => code.startsWith(prefix))
      .map(([, amounts]) => amounts);
  return [sum(under(plan.items).map(([b]) => b)), sum(under(plan.items).map(([, p]) => p))];
};
const fundOf = (plan, prefix) =>
  sum(
    Object.entries(plan.fund ?? {})
      .filter(([code]) => code.startsWith(prefix))
      .map(([, amount]) => amount),
  );

const namedIn = (plan) => (code) => plan.names?.[code] ?? FUNCTIONAL[code] ?? ECONOMIC[code];

const ORDINALS = '一二三四五六七八九十';

/** The rows of a functional table: classes, groups and items, each with what `amounts` prints for its prefix. */
const functionalRows = (plan, codes, amounts) => {
  const rows = [];
  const name = namedIn(plan);
  const printed = new Set();
  for (const code of codes.toSorted())
    for (const length of [3, 5, 7]) {
      const prefix = code.slice(0, length);
      if (printed.has(prefix)) continue;
      printed.add(prefix);
      rows.push([
        prefix.slice(0, 3),
        prefix.slice(3, 5),
        prefix.slice(5, 7),
        name(prefix),
        ...amounts(prefix),
      ]);
    }
  return rows;
};

const coded = (head, columns, label = '功能分类科目名称') => [
  ['项目', '', '', '', head, ...columns.slice(1).map(() => '')],
  ['功能分类科目编码', '', '', label, ...columns],
  ['类', '款', '项', '', ...columns.map(() => '')],
];

/**
 * @param {Plan} plan
 * @param {object} style
 * @param {(amount: bigint) => string} style.print
 * @param {string} [style.zero] what stands for nothing
 * @param {(name: string, table: number) => string} style.title
 * @param {string} [style.unit]
 * @param {boolean} [style.split] whether T1 splits its expenditure into personnel, public and project
 * @param {string[]} [style.incomes] columns of T2 after the appropriation, which are also rows of T1
 * @param {string} [style.note] of a table that is declared empty
 */
export const tablesOf = (plan, style) => {
  const { zero = '', unit = '元', incomes = ['事业收入', '其他收入'] } = style;
  const print = (amount) => (amount === 0n ? zero : style.print(amount));
  const figures = figuresOf(plan);
  const codes = Object.keys(plan.items);
  const all = [...codes, ...Object.keys(plan.fund ?? {})];
  const classes = [...new Set(all.map((code) => code.slice(0, 3)))].toSorted();
  const name = namedIn(plan);
  const other = plan.income ?? {};
  const otherTotal = sum(Object.values(other));
  const appropriated = figures.total - otherTotal;
  const table = (number, title, header, rows, note = null, tableUnit = unit) => ({
    number,
    title: style.title(title, number),
    unit: tableUnit,
    header,
    rows,
    note,
  });
  const beside = (left, right, width) =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
      ...(left[i] ?? ['', '']),
      ...(right[i] ?? Array.from({ length: width }, () => '')),
    ]);

  const revenue = [
    ['一、财政拨款收入', print(appropriated)],
    ['1. 一般公共预算', print(figures.general - otherTotal)],
    ['2. 政府性基金预算', print(figures.fund)],
    ['3. 国有资本经营预算', print(0n)],
    ...incomes.map((source, i) => [`${ORDINALS[i + 1]}、${source}`, print(other[source] ?? 0n)]),
  ];
  const spent = classes.map((prefix, i) => {
    const [basic, project] = splitOf(plan, prefix);
    const label = `${ORDINALS[i]}、${name(prefix)}`;
    const total = basic + project + fundOf(plan, prefix);
    if (!style.split) return [label, print(total)];
    const ofPublic = prefix === style.publicClass ? figures.public : 0n;
    return [label, print(total), print(basic - ofPublic), print(ofPublic), print(total - basic)];
  });
  const first = style.split
    ? table(
        1,
        '财务收支预算总表',
        [
          ['本年收入', '', '本年支出', '', '', '', ''],
          ['项目', '预算数', '项目', '预算数', '', '', ''],
          ['', '', '', '合计', '基本支出', '', '项目支出'],
          ['', '', '', '', '人员经费', '公用经费', ''],
        ],
        [
          ...beside(revenue, spent, 5),
          [
            '收入总计',
            print(figures.total),
            '支出总计',
            ...[figures.total, figures.personnel, figures.public, figures.project].map(print),
          ],
        ],
      )
    : table(
        1,
        '财务收支预算总表',
        [
          ['本年收入', '', '本年支出', ''],
          ['项目', '预算数', '项目', '预算数'],
        ],
        [
          ...beside(revenue, spent, 2),
          ['收入总计', print(figures.total), '支出总计', print(figures.total)],
        ],
      );

  const firstItem = codes.toSorted()[0];
  const paid = (prefix, source) => (firstItem.startsWith(prefix) ? (other[source] ?? 0n) : 0n);
  const wholeOf = (prefix) => sum(splitOf(plan, prefix)) + fundOf(plan, prefix);
  const second = table(2, '收入预算总表', coded('收入预算', ['合计', '财政拨款收入', ...incomes]), [
    ...functionalRows(plan, all, (prefix) =>
      [
        wholeOf(prefix),
        wholeOf(prefix) - sum(incomes.map((source) => paid(prefix, source))),
        ...incomes.map((source) => paid(prefix, source)),
      ].map(print),
    ),
    [
      '合计',
      '',
      '',
      '',
      ...[figures.total, appropriated, ...incomes.map((source) => other[source] ?? 0n)].map(print),
    ],
  ]);

  const SPLIT = ['合计', '基本支出', '项目支出'];
  const functional = (number, title, head, some, amounts, totals, note) =>
    table(
      number,
      title,
      coded(head, SPLIT),
      [
        ...functionalRows(plan, some, (prefix) => amounts(prefix).map(print)),
        ['合计', '', '', '', ...totals.map(print)],
      ],
      note,
    );
  const kind = plan.scope === 'unit' ? '单位' : '部门';
  const empty = (number, title, head, what) =>
    table(
      number,
      title,
      coded(head, SPLIT),
      [['合计', '', '', '', '', '', '']],
      (style.note ?? ((fund) => `说明：本${kind}${plan.year}年没有安排${fund}，本表无数据。`))(
        what,
      ),
    );

  const third = functional(
    3,
    '支出预算总表',
    '支出预算',
    all,
    (prefix) => {
      const [basic, project] = splitOf(plan, prefix);
      const fund = fundOf(plan, prefix);
      return [basic + project + fund, basic, project + fund];
    },
    [figures.total, figures.basic, figures.project],
    null,
  );
  const fourthRows = classes.map((prefix, i) => {
    const fund = fundOf(plan, prefix);
    const general = sum(splitOf(plan, prefix)) - sum(incomes.map((source) => paid(prefix, source)));
    return [`${ORDINALS[i]}、${name(prefix)}`, ...[general + fund, general, fund, 0n].map(print)];
  });
  const fourth = table(
    4,
    '财政拨款收支预算总表',
    [
      ['财政拨款收入', '', '财政拨款支出', '', '', '', ''],
      ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
    ],
    [
      ...beside(
        [
          ['一、一般公共预算', print(figures.general - otherTotal)],
          ['二、政府性基金预算', print(figures.fund)],
          ['三、国有资本经营预算', print(0n)],
        ],
        fourthRows,
        5,
      ),
      [
        '收入总计',
        print(appropriated),
        '支出总计',
        ...[appropriated, figures.general - otherTotal, figures.fund, 0n].map(print),
      ],
    ],
  );
  // What other sources pay is a project of the first item.
  const general = (prefix) => {
    const [basic, project] = splitOf(plan, prefix);
    const others = sum(incomes.map((source) => paid(prefix, source)));
    return [basic + project - others, basic, project - others];
  };
  const fifth = functional(
    5,
    '一般公共预算支出功能分类预算表',
    '一般公共预算支出',
    codes,
    general,
    [figures.general - otherTotal, figures.basic, figures.generalProject - otherTotal],
    null,
  );
  const sixth = plan.fund
    ? functional(
        6,
        '政府性基金预算支出功能分类预算表',
        '政府性基金预算支出',
        Object.keys(plan.fund),
        (prefix) => [fundOf(plan, prefix), 0n, fundOf(plan, prefix)],
        [figures.fund, 0n, figures.fund],
        null,
      )
    : empty(6, '政府性基金预算支出功能分类预算表', '政府性基金预算支出', '政府性基金');
  const seventh = empty(
    7,
    '国有资本经营预算支出功能分类预算表',
    '国有资本经营预算支出',
    '国有资本经营预算',
  );

  const economicRows = [];
  for (const code of Object.keys(plan.costs).toSorted())
    for (const prefix of [code.slice(0, 3), code]) {
      if (economicRows.some((row) => row.join('').startsWith(`${prefix}${name(prefix)}`))) continue;
      const amount = sum(
        Object.entries(plan.costs).map(([each, cost]) => (each.startsWith(prefix) ? cost : 0n)),
      );
      const personnel = figures.isPersonnel(prefix) ? amount : 0n;
      economicRows.push([
        prefix.slice(0, 3),
        prefix.slice(3),
        name(prefix),
        ...[amount, personnel, amount - personnel].map(print),
      ]);
    }
  const eighth = table(
    8,
    '一般公共预算基本支出部门预算经济分类预算表',
    [
      ['项目', '', '', '一般公共预算基本支出', '', ''],
      ['经济分类科目编码', '', '经济分类科目名称', '合计', '人员经费', '公用经费'],
      ['类', '款', '', '', '', ''],
    ],
    [
      ...economicRows,
      ['合计', '', '', ...[figures.basic, figures.personnel, figures.public].map(print)],
    ],
  );

  const { abroad, reception, purchase, running, operating } = plan.three;
  const ninth = table(
    9,
    '“三公”经费和机关运行经费预算表',
    [
      ['“三公”经费预算数', '', '', '', '', '', '机关运行经费预算数'],
      ['合计', '因公出国（境）费', '公务接待费', '公务用车购置及运行费', '', '', ''],
      ['', '', '', '小计', '购置费', '运行费', ''],
    ],
    [
      [
        abroad + reception + purchase + running,
        abroad,
        reception,
        purchase + running,
        purchase,
        running,
        operating,
      ].map(PRINT.wan),
    ],
    null,
    '万元',
  );
  return [first, second, third, fourth, fifth, sixth, seventh, eighth, ninth];
};

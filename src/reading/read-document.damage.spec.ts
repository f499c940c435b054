import { printedText } from './document-line.js';
import { fromFen, toFen, type Yuan } from '../domain/values/money.js';
import type { PrintedDocument } from './printed.js';
import { readText, render, SAMPLE, type SampleShape } from './tables/budget.fixture.js';

const printed = (shape: SampleShape) => render(SAMPLE, shape);
const whole = readText(printed('tabs'));

/** Replaces text that must be there, so that a spec cannot pass on an undamaged document. */
const damaged = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
};

const section = (text: string, title: string, change: (table: string) => string): string => {
  const start = text.indexOf(title);
  const next = text.slice(start + 1).search(/\d{4}年部门.*表|其他相关情况说明/);
  const end = next === -1 ? text.length : start + 1 + next;
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
};

const figures = ({ tables }: PrintedDocument, number: number) =>
  tables[number - 1]!.rows.map(({ code, name, cells }) => [
    code,
    name,
    Object.fromEntries(
      Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
    ),
  ]);

const reported = ({ findings }: PrintedDocument) =>
  findings.map(
    ({ rule, severity, table, places }) => `${rule} ${severity} T${table} ×${places.length}`,
  );

describe('A table that is printed badly', () => {
  describe('in its form', () => {
    it.each(['spaces', 'tabs', 'pipes'] as const)(
      'is read over two pages that repeat title and header in %s',
      (shape) => {
        const text = section(printed(shape), '2024年部门支出预算总表', (table) => {
          const lines = table.split('\n');
          const at = lines.findIndex((line) => line.includes('城乡社区支出'));
          const head = lines.slice(
            0,
            lines.findIndex((line) => line.includes('社会保障')),
          );
          return [...lines.slice(0, at), '', ...head, ...lines.slice(at)].join('\n');
        });
        expect(text.split('2024年部门支出预算总表')).toHaveLength(3);
        expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
        expect(reported(readText(text))).toEqual([]);
      },
    );

    it.each(['第 5 页', '第5页/共21页', '共 21 页 第 5 页', '·5·', '续表'])(
      'is read over pages with "%s" between them',
      (mark) => {
        const split = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
          damaged(table, /^212\t01\t99/m, `${mark}\n212\t01\t99`),
        );
        expect(reported(readText(split))).toEqual([]);
        expect(figures(readText(split), 3)).toEqual(figures(whole, 3));
      },
    );

    it('is read over pages that form feeds separate, and its places have the page', () => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, /\n(?=212\t01)/, '\n\f'),
      );
      const cell = readText(text).tables[2]!.rows.find(({ code }) => code === '2120199')!.cells[
        'total'
      ]!;
      expect(cell.place.page).toBe(2);
      expect(readText(text).narrative[0]).toMatchObject({ line: 1, page: 1 });
    });

    it('is read when its names and headers are broken over lines', () => {
      const text = damaged(
        damaged(
          printed('spaces'),
          /机关事业单位基本养老保险缴费支出 ([\d,.]+) ([\d,.]+)/g,
          '机关事业单位基本养老保险缴 $1 $2\n费支出',
        ),
        '事业收入 事业单位经营收入 其他收入',
        '事业收入\n\n事业单位\n经营收入\n其他收入',
      );
      for (const number of [2, 3, 5])
        expect(figures(readText(text), number)).toEqual(figures(whole, number));
      expect(reported(readText(text))).toEqual([]);
    });

    it('is read when a label of T1 is broken from its figure', () => {
      const text = section(printed('spaces'), '2024年部门财务收支预算总表', (table) =>
        damaged(
          damaged(table, '一、社会保障和就业支出', '一、社会保障和就业\n支出'),
          '二、卫生健康支出',
          '二、卫生\n健康支出',
        ),
      );
      expect(figures(readText(text), 1)).toEqual(figures(whole, 1));
    });

    it('is found under a title that is broken over two lines, or that has a misprint', () => {
      const broken = damaged(printed('tabs'), '部门预算经济分类预算表', '部门预算\n经济分类预算表');
      expect(figures(readText(broken), 8)).toEqual(figures(whole, 8));
      const slip = damaged(printed('tabs'), '部门收入预算总表', '部门收人预算总表');
      expect(figures(readText(slip), 2)).toEqual(figures(whole, 2));
      expect(reported(readText(slip))).toEqual(['LABEL warning T2 ×1']);
    });

    it.each(['spaces', 'tabs', 'pipes'] as const)(
      'is recognised by its header when its title is lost in %s',
      (shape) => {
        for (const number of [1, 2, 3, 4, 5, 8, 9]) {
          const { title } = whole.tables[number - 1]!;
          const text = damaged(printed(shape), title!, '');
          expect(figures(readText(text), number)).toEqual(figures(whole, number));
          expect(reported(readText(text))).toEqual([`LAYOUT warning T${number} ×1`]);
        }
      },
    );

    it.each(['spaces', 'tabs', 'pipes'] as const)(
      'has a total whose label has a misprint in %s',
      (shape) => {
        const text = section(printed(shape), '2024年部门支出预算总表', (table) =>
          damaged(table, /合计(?=[ \t][^\n]*\d)/, '合汁'),
        );
        expect(readText(text).tables[2]!.rows.at(-1)).toMatchObject({ name: '合汁', total: true });
        expect(reported(readText(text))).toEqual(['LABEL warning T3 ×1']);
      },
    );

    it('reports its last line when that cannot be read', () => {
      const text = section(printed('spaces'), '2024年部门支出预算总表', (table) =>
        damaged(table, /合计(?= \d)/, '某某某某某'),
      );
      expect(reported(readText(text))).toEqual(['LAYOUT warning T3 ×1']);
      expect(readText(text).findings[0]!.printed).toMatch(/^某某某某某 1,555,000\.50/);
    });

    it('is distinguished from an entry of a contents list', () => {
      const contents = [
        '目 录',
        '一、部门预算表',
        ...Array.from(
          printed('tabs').matchAll(/^2024年.*表$/gm),
          ([title], i) => `${i + 1}. ${title} ……… ${i + 3}`,
        ),
      ];
      const text = damaged(printed('tabs'), /\n\n/, `\n${contents.join('\n')}\n\n`);
      expect(text).toContain('9. 2024年');
      expect(reported(readText(text))).toEqual([]);
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
    });

    it('is missing when only its title is there, and the finding says where it is listed', () => {
      const text = section(printed('tabs'), '2024年部门财政拨款收支预算总表', () => '');
      expect(readText(text).tables[3]).toMatchObject({ state: 'missing', rows: [] });
      expect(reported(readText(text))).toEqual(['TABLE-PRESENT error T4 ×0']);
      expect(readText(text).findings[0]!.message).toContain(
        'neither in the document nor in its list of contents',
      );
    });

    it('without figures and without a note is reported', () => {
      const text = damaged(printed('tabs'), /注：.*\n/, '\n');
      expect(readText(text).tables[5]).toMatchObject({ state: 'read', rows: [], note: null });
      expect(reported(readText(text))).toEqual(['TABLE-EMPTY-NOTE error T6 ×1']);
    });

    it.each(['无', '无\t无\t无\t无\t无\t无', '\t\t\t无\t\t', '（无）', '此表为空'])(
      'without figures is empty where its body says so: %s',
      (body) => {
        const text = damaged(printed('tabs'), /注：.*\n/, `${body}\n`);
        expect(readText(text).tables[5]).toMatchObject({ state: 'declared-empty', rows: [] });
        expect(reported(readText(text))).toEqual([]);
      },
    );

    it('with figures of which no row can be read is not empty, whatever its note says', () => {
      const text = damaged(printed('tabs'), /(?=注：)/, '一、上级补助\t5.00\t一、测试支出\t5.00\n');
      expect(readText(text).tables[5]).toMatchObject({ state: 'missing', rows: [] });
      expect(reported(readText(text))).toContain('LAYOUT error T6 ×1');
    });

    it('with figures and a note that it is empty is reported', () => {
      const text = damaged(
        printed('tabs'),
        /(2024年部门支出预算总表[^]*?\n合计[^\n]*\n)/,
        '$1注：本部门无支出预算，故本表无数据。\n',
      );
      expect(reported(readText(text))).toEqual(['TABLE-EMPTY-NOTE error T3 ×2']);
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
    });

    it('may be printed twice, and then the first is read', () => {
      const again = /2024年部门支出预算总表[^]*?(?=2024年部门财政)/.exec(printed('tabs'))![0];
      const text = damaged(printed('tabs'), '其他相关情况说明', `${again}\n其他相关情况说明`);
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
      expect(reported(readText(text))).toEqual(['LAYOUT error T3 ×1']);
    });
  });

  describe('in its unit', () => {
    it('is read when 万元 is broken over lines', () => {
      const text = damaged(printed('pipes'), '单位：万元', '单位:万\n\n元');
      expect(reported(readText(text))).toEqual([]);
      expect(readText(text).tables[8]).toMatchObject({ unit: '万元' });
    });

    it.each`
      print                                    | unit    | findings
      ${''}                                    | ${'元'} | ${['UNIT warning T3 ×1']}
      ${'单位：角'}                            | ${'元'} | ${['UNIT warning T3 ×1']}
      ${'单位：千元'}                          | ${'元'} | ${['UNIT error T3 ×1']}
      ${'单位： 元'}                           | ${'元'} | ${[]}
      ${'编制部门：某区行政服务中心 单位：元'} | ${'元'} | ${[]}
    `('takes $unit where $print is printed', ({ print, unit, findings }) => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '单位：元', print as string),
      );
      expect(readText(text).tables[2]!.unit).toBe(unit);
      expect(reported(readText(text))).toEqual(findings);
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
    });

    it.each`
      table | title                       | printed         | unit
      ${3}  | ${'2024年部门支出预算总表'} | ${'单位：万元'} | ${'元'}
      ${9}  | ${'2024年部门“三公”经费'}   | ${'单位：元'}   | ${'万元'}
    `(
      'takes $unit where table $table prints $printed above figures that stand elsewhere in $unit',
      ({ table: number, title, printed: print, unit }) => {
        const text = section(printed('tabs'), title as string, (table) =>
          damaged(table, /单位：万?元/, print as string),
        );
        expect(readText(text).tables[(number as number) - 1]!.unit).toBe(unit);
        expect(figures(readText(text), number as number)).toEqual(figures(whole, number as number));
        expect(readText(text).findings).toMatchObject([
          { rule: 'UNIT', severity: 'error', table: number, hint: 'unit-confused' },
        ]);
      },
    );

    it('converts a whole table that is printed in 万元', () => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(damaged(table, '单位：元', '单位：万元'), /\d[\d,]*\.\d\d/g, '1.25'),
      );
      expect(figures(readText(text), 3)[0]![2]).toEqual({ total: '12500.00', basic: '12500.00' });
    });
  });

  describe('in its columns', () => {
    const T3 = '2024年部门支出预算总表';

    it.each(['tabs', 'pipes'] as const)(
      'is read when 项目支出 is gone with its cells in %s',
      (shape) => {
        const text = section(printed(shape), T3, (table) =>
          table
            .split('\n')
            .map((line) =>
              shape === 'tabs'
                ? line.replace(/^((?:[^\t]*\t){5}[^\t]*)\t[^\t]*$/, '$1')
                : line.replace(/^(\|(?:[^|]*\|){6})[^|]*\|$/, '$1'),
            )
            .join('\n'),
        );
        const document = readText(text);
        expect(document.tables[2]!.columns).toEqual(['total', 'basic']);
        expect(document.findings).toMatchObject([
          { rule: 'LAYOUT', severity: 'error', table: 3, subject: '项目支出' },
        ]);
      },
    );

    it.each(['spaces', 'tabs'] as const)(
      'is read when only the heading 项目支出 is gone in %s',
      (shape) => {
        const text = section(printed(shape), T3, (table) => damaged(table, '项目支出', ''));
        expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
        expect(reported(readText(text))).toEqual(['LAYOUT error T3 ×1']);
      },
    );

    it('is read in its first row too when the heading over a figure of that row is gone', () => {
      const text = section(printed('tabs'), T3, (table) => damaged(table, '基本支出', ''));
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
      expect(reported(readText(text))).toEqual(['LAYOUT error T3 ×1']);
    });

    it.each(['spaces', 'tabs', 'pipes'] as const)(
      'is read when a heading has a misprint in %s',
      (shape) => {
        const text = section(printed(shape), T3, (table) => damaged(table, '项目支出', '项日支出'));
        expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
        expect(readText(text).findings).toMatchObject([
          { rule: 'LAYOUT', printed: '项日支出', expected: '项目支出' },
        ]);
      },
    );

    it.each(['spaces', 'tabs', 'pipes'] as const)(
      'keeps a column that its form does not have out of the others in %s',
      (shape) => {
        const text = section(printed(shape), '2024年部门收入预算总表', (table) =>
          damaged(table, '事业收入', '上级补助收入'),
        );
        expect(figures(readText(text), 2)).toEqual(figures(whole, 2));
        expect(readText(text).tables[1]!.columns).toEqual([
          'total',
          'fiscal-appropriation',
          'business',
          'other',
        ]);
        expect(reported(readText(text))).toEqual(['LAYOUT warning T2 ×1']);
      },
    );

    it('is reported when it has no column for names', () => {
      const text = section(printed('tabs'), '2024年部门政府性基金', (table) =>
        damaged(table, '功能分类科目名称', ''),
      );
      expect(reported(readText(text))).toEqual(['LAYOUT warning T6 ×1']);
    });

    it('is read when the cells of a row are shifted', () => {
      const text = section(printed('tabs'), T3, (table) =>
        damaged(table, '212\t01\t99\t', '212\t01\t99\t\t'),
      );
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
      expect(reported(readText(text))).toEqual(['LAYOUT warning T3 ×1']);
    });

    it('is read when a row of T1 lost the blank cells before it', () => {
      const text = section(printed('tabs'), '2024年部门财务收支预算总表', (table) =>
        damaged(table, /^1\. 一般公共预算资金\t[\d,.]+\t/m, ''),
      );
      const row = readText(text).tables[0]!.rows.find(({ code }) => code === '210')!;
      expect(row.cells['total']).toMatchObject({ amount: 12_500_050n });
      expect(reported(readText(text))).toEqual(['LAYOUT warning T1 ×1']);
    });

    it('reports figures under no heading and keeps them out of the cells', () => {
      const text = section(printed('tabs'), T3, (table) =>
        damaged(table, /^(208\t\t\t.*)$/m, '$1\t\t77.00'),
      );
      expect(reported(readText(text))).toEqual(['LAYOUT error T3 ×1']);
      expect(readText(text).findings[0]!.places).toMatchObject([
        { text: '77.00', row: 1, column: null },
      ]);
    });

    it('is read from the left where neither the row nor the sums decide, and a finding says so', () => {
      const text = section(printed('spaces'), T3, (table) =>
        damaged(table, /208 05 05 (\S+) \S+ \S+/, '208 05 05 $1 123.00 456.00').replaceAll(
          '300,000.00',
          '9.00',
        ),
      );
      const row = figures(readText(text), 3).find(([code]) => code === '2080505')!;
      expect(row[2]).toEqual({ total: '123.00', basic: '456.00' });
      expect(reported(readText(text))).toEqual(['LAYOUT warning T3 ×1']);
    });

    it('reads strokes as blanks in their places', () => {
      const text = damaged(
        printed('spaces'),
        /城乡社区管理事务支出 (\S+) (\S+) (\S+)/,
        '城乡社区管理事务支出 $1 — $3',
      );
      const document = readText(damaged(text, '450,000.00 450,000.00', '450,000.00 — 450,000.00'));
      expect(
        document.tables.flatMap(({ rows }) => rows.map(({ cells }) => Object.keys(cells).length))
          .length,
      ).toBeGreaterThan(50);
    });
  });

  describe('in its amounts', () => {
    const amountAs = (print: string) =>
      readText(
        section(printed('tabs'), '2024年部门支出预算总表', (table) =>
          damaged(table, '300,000.00', print),
        ),
      );
    const first = (document: PrintedDocument) =>
      document.tables[2]!.rows[0]!.cells['total']?.amount;

    it.each`
      print                     | amount
      ${'300000'}               | ${'300000.00'}
      ${'300,000'}              | ${'300000.00'}
      ${'３００，０００．００'} | ${'300000.00'}
      ${'-300,000.00'}          | ${'-300000.00'}
      ${'(300,000)'}            | ${'-300000.00'}
      ${'（300,000）'}          | ${'-300000.00'}
      ${'0'}                    | ${'0.00'}
      ${'0.00'}                 | ${'0.00'}
      ${'-'}                    | ${undefined}
      ${'—'}                    | ${undefined}
      ${''}                     | ${undefined}
    `('reads "$print" as $amount', ({ print, amount }) => {
      expect(first(amountAs(print as string))).toBe(
        amount === undefined ? undefined : toFen(amount as Yuan),
      );
      expect(reported(amountAs(print as string))).toEqual([]);
    });

    it.each([
      '300.000.00',
      '3O0,000.00',
      '30,00,00',
      '300000.005',
      '1,2',
      '见附表',
      '3000000000000000000000',
    ])('cannot read "%s", keeps it and says where', (print) => {
      const document = amountAs(print);
      expect(first(document)).toBeUndefined();
      expect(reported(document)).toEqual(['AMOUNT-FORM error T3 ×1']);
      expect(document.findings[0]!.places).toMatchObject([
        { table: 3, row: 1, column: 'total', text: print },
      ]);
    });

    it('reads amounts that end in a decimal point, and reports them in one finding', () => {
      const document = readText(
        section(printed('tabs'), '2024年部门支出预算总表', (table) =>
          table.replace(/\.00(?=\t|\n)/g, '.'),
        ),
      );
      expect(figures(document, 3)).toEqual(figures(whole, 3));
      expect(document.findings).toMatchObject([
        { rule: 'AMOUNT-FORM', severity: 'info', table: 3 },
      ]);
      expect(document.findings[0]!.places.length).toBeGreaterThan(10);
    });
  });

  describe('in its codes and names', () => {
    const T8 = '2024年部门一般公共预算基本支出';
    const row = (document: PrintedDocument, number: number, name: string) =>
      document.tables[number - 1]!.rows.find((each) => each.name === name)!;

    it('has the name proved against the code within its class', () => {
      const text = section(printed('tabs'), T8, (table) =>
        damaged(table, '302\t17\t公务接待费', '302\t16\t公务接待费'),
      );
      expect(row(readText(text), 8, '公务接待费')).toMatchObject({
        code: '30217',
        printedCode: '30216',
      });
      expect(readText(text).findings).toMatchObject([
        { rule: 'CODE-NAME', severity: 'warning', table: 8, subject: '30216', hint: null },
      ]);
    });

    it('has a functional name proved within its group', () => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '208\t05\t05\t', '208\t05\t06\t'),
      );
      expect(row(readText(text), 3, '机关事业单位基本养老保险缴费支出')).toMatchObject({
        code: '2080505',
        printedCode: '2080506',
      });
      expect(reported(readText(text))).toEqual(['CODE-NAME warning T3 ×1']);
    });

    it('keeps the code when the other tables print its figure beside it', () => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '机关事业单位基本养老保险缴费支出', '机关事业单位职业年金缴费支出'),
      );
      expect(row(readText(text), 3, '机关事业单位职业年金缴费支出')).toMatchObject({
        code: '2080505',
      });
      expect(reported(readText(text))).toEqual(['CODE-NAME warning T3 ×1']);
    });

    it('has an unreadable or lost code found by its name', () => {
      const garbled = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '210\t11\t02', '2lO\t11\t02'),
      );
      expect(row(readText(garbled), 3, '事业单位医疗')).toMatchObject({
        code: '2101102',
        printedCode: '2lO1102',
      });
      const lost = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '210\t11\t02', '\t\t'),
      );
      expect(row(readText(lost), 3, '事业单位医疗')).toMatchObject({
        code: '2101102',
        printedCode: null,
      });
      expect(reported(readText(lost))).toEqual(['CODE-NAME warning T3 ×1']);
    });

    it('may have codes without their zeros', () => {
      const text = section(printed('tabs'), T8, (table) => damaged(table, '301\t08\t', '301\t8\t'));
      expect(row(readText(text), 8, '机关事业单位基本养老保险缴费')).toMatchObject({
        code: '30108',
        printedCode: '3018',
      });
      expect(reported(readText(text))).toEqual([]);
    });

    it('may repeat in the cells of 款 and 项 what stands before them', () => {
      const text = printed('tabs').replace(
        /^(\d{3})\t(\d\d)(?:\t(\d\d))?(?=\t)/gm,
        (_, code: string, group: string, item?: string) =>
          [code, code + group, ...(item ? [code + group + item] : [])].join('\t'),
      );
      expect(text).toContain('212\t21201\t2120199\t');
      expect(reported(readText(text))).toEqual([]);
      for (const table of [2, 3, 8])
        expect(figures(readText(text), table)).toEqual(figures(whole, table));
    });

    it('may have names with brackets, spaces and former names that differ', () => {
      const text = damaged(printed('tabs'), /卫生健康支出/g, '医疗卫生与计划生育 支出');
      expect(row(readText(text), 1, '医疗卫生与计划生育支出')).toMatchObject({ code: '210' });
      expect(reported(readText(text))).toEqual([]);
    });

    it('reports a name outside the classification once for all tables', () => {
      const text = damaged(printed('tabs'), /\t事业单位医疗\t/g, '\t事业单位医療\t');
      expect(reported(readText(text))).toEqual(['LABEL warning T2 ×3']);
    });

    it('accepts a code that the list does not have', () => {
      const text = damaged(
        printed('tabs'),
        /212\t01\t02\t一般行政管理事务/g,
        '212\t01\t37\t某项新设的事务',
      );
      expect(row(readText(text), 3, '某项新设的事务')).toMatchObject({ code: '2120137' });
      expect(reported(readText(text))).toEqual([]);
    });

    it('follows two tables against one where the list does not know the code', () => {
      const text = damaged(
        printed('tabs'),
        /212\t01\t02\t一般行政管理事务/g,
        '212\t01\t37\t某项新设的事务',
      );
      const odd = section(text, '2024年部门支出预算总表', (table) =>
        damaged(table, '01\t37', '01\t73'),
      );
      expect(row(readText(odd), 3, '某项新设的事务')).toMatchObject({
        code: '2120137',
        printedCode: '2120173',
      });
      expect(reported(readText(odd))).toEqual(['CODE-NAME warning T3 ×1']);
    });

    it('keeps an unknown class of T1 without a code, and reports it', () => {
      const text = section(printed('tabs'), '2024年部门财务收支预算总表', (table) =>
        damaged(table, '城乡社区支出', '城乡杜区支出'),
      );
      expect(row(readText(text), 1, '城乡杜区支出')).toMatchObject({
        code: null,
        side: 'expenditure',
      });
      expect(reported(readText(text))).toEqual(['LABEL warning T1 ×1']);
    });
  });

  describe('with lines that do not belong to it', () => {
    it('reports a line that is no row, with its text', () => {
      const text = section(printed('tabs'), '2024年部门支出预算总表', (table) =>
        damaged(table, '\n210\t11\t02', '\n以下为续表内容\n210\t11\t02'),
      );
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
      expect(reported(readText(text))).toEqual(['LAYOUT warning T3 ×1']);
      expect(readText(text).findings[0]).toMatchObject({ printed: '以下为续表内容' });
    });

    it('ends with its total, and what follows is narrative', () => {
      const text = section(
        printed('tabs'),
        '2024年部门支出预算总表',
        (table) => `${table}\n本年度支出的有关情况。\n`,
      );
      expect(readText(text).narrative.map(printedText)).toContain('本年度支出的有关情况。');
      expect(reported(readText(text))).toEqual([]);
    });

    it('is not disturbed by page numbers', () => {
      const text = section(printed('spaces'), '2024年部门支出预算总表', (table) =>
        damaged(table, '\n210 卫生', '\n\n- 12 -\n\n210 卫生'),
      );
      expect(figures(readText(text), 3)).toEqual(figures(whole, 3));
      expect(reported(readText(text))).toEqual([]);
    });
  });
});

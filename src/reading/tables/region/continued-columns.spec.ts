import { type DocumentLine, rowLine, textLine } from '../../document-line.js';
import { joinColumns } from './continued-columns.js';

/** The lines of pages: a text is running text, a list of texts is a row. */
const printed = (...pages: readonly (readonly (string | readonly string[])[])[]) =>
  pages.flatMap((page, p) =>
    page.map((line, i): DocumentLine => {
      const place = { page: p + 1, line: i + 1 };
      return typeof line === 'string' ? textLine(place, line) : rowLine(place, line);
    }),
  );

const shown = (lines: readonly DocumentLine[]) =>
  lines.map((line) =>
    line.cells ? line.cells.map(({ column, text }) => `${column} ${text}`).join(', ') : line.text,
  );

const NAMES = [
  '2、2031年支出预算总表',
  '单位：元',
  ['项目', '', ''],
  ['科目编码', '', '科目名称'],
  ['201', '', '一般公共服务支出'],
  ['201', '03', '政府办公厅（室）及相关机构事务'],
  ['221', '', '住房保障支出'],
  '合计',
];

const FIGURES = [
  ['合计', '基本支出', '项目支出'],
  ['1,500.00', '1,000.00', '500.00'],
  ['1,500.00', '1,000.00', '500.00'],
  ['120.00', '120.00', ''],
  ['1,620.00', '1,120.00', '500.00'],
];

describe('A table that is wider than its page', () => {
  it('has the figures of the later page in its rows, and their headings in its header', () => {
    const { lines, findings } = joinColumns(printed(NAMES, FIGURES));
    expect(shown(lines)).toEqual([
      '2、2031年支出预算总表',
      '单位：元',
      '0 项目',
      '0 科目编码, 2 科目名称, 3 合计, 4 基本支出, 5 项目支出',
      '0 201, 2 一般公共服务支出, 3 1,500.00, 4 1,000.00, 5 500.00',
      '0 201, 1 03, 2 政府办公厅（室）及相关机构事务, 3 1,500.00, 4 1,000.00, 5 500.00',
      '0 221, 2 住房保障支出, 3 120.00, 4 120.00',
      '0 合计, 3 1,620.00, 4 1,120.00, 5 500.00',
    ]);
    expect(findings).toMatchObject([{ rule: 'LAYOUT', severity: 'info' }]);
  });

  it('has more pages below and beside one another, whose titles are repeated', () => {
    const more = ['2、2031年支出预算总表', '单位：元', ['229', '', '其他支出']];
    const sums = ['2、2031年支出预算总表', '单位：元', FIGURES[0]!, ['7.00', '7.00', '']];
    const part = [
      '2、2031年支出预算总表',
      ['其中：人员', ''],
      ['1.00', ''],
      ['1.00', ''],
      ['', '2.00'],
      ['4.00', ''],
    ];
    const last = [['3.00', '']];
    const { lines } = joinColumns(printed(NAMES, more, FIGURES, sums, part, last));
    expect(shown(lines)).toEqual([
      '2、2031年支出预算总表',
      '单位：元',
      '0 项目',
      '0 科目编码, 2 科目名称, 3 合计, 4 基本支出, 5 项目支出, 6 其中：人员',
      '0 201, 2 一般公共服务支出, 3 1,500.00, 4 1,000.00, 5 500.00, 6 1.00',
      '0 201, 1 03, 2 政府办公厅（室）及相关机构事务, 3 1,500.00, 4 1,000.00, 5 500.00, 6 1.00',
      '0 221, 2 住房保障支出, 3 120.00, 4 120.00, 7 2.00',
      '0 合计, 3 1,620.00, 4 1,120.00, 5 500.00, 6 4.00',
      '2、2031年支出预算总表',
      '单位：元',
      '3 合计, 4 基本支出, 5 项目支出',
      '0 229, 2 其他支出, 3 7.00, 4 7.00, 6 3.00',
    ]);
  });

  it('ends before a page with the title of another table, though it has figures alone', () => {
    const next = ['9、2031年“三公”经费预算表', ['合计', '公务接待费'], ['5.00', '5.00']];
    const { lines, findings } = joinColumns(printed(NAMES, FIGURES, next));
    expect(shown(lines).slice(-3)).toEqual(shown(printed(next)));
    expect(findings).toMatchObject([{ rule: 'LAYOUT', severity: 'info' }]);
  });

  it('has no figure where the later page has another number of rows, and an error says so', () => {
    const { lines, findings } = joinColumns(printed(NAMES, FIGURES.slice(0, -1)));
    expect(shown(lines)).toEqual(shown(printed(NAMES)));
    expect(findings).toMatchObject([{ rule: 'LAYOUT', severity: 'error' }]);
    expect(findings[0]!.message).toContain('3 for 4');
  });

  it('is told from a table with figures of its own, and from a list of codes before other text', () => {
    const whole = printed([...NAMES.slice(0, -1), ['合计', '', '', '1,620.00']], FIGURES);
    const list = printed(NAMES, ['第二部分', ...FIGURES, '上述数字为2030年决算数，单位为元。']);
    for (const lines of [whole, list]) expect(joinColumns(lines)).toEqual({ lines, findings: [] });
  });
});

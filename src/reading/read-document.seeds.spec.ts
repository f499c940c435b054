import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromFen } from '../domain/values/money.js';
import { rounds } from '../../test/support/rounds.js';
import { Refusal } from '../domain/errors.js';
import type { PrintedDocument, PrintedRow } from './printed.js';
import { readDocument } from './read-document.js';
import { readText } from './tables/budget.fixture.js';

/** Five published documents, kept beside the repository and not in it. */
const SEEDS = resolve(process.cwd(), '../shared/seeds');
const files = existsSync(SEEDS) ? readdirSync(SEEDS).toSorted() : [];
const described = files.length === 5 ? describe : describe.skip;
if (files.length !== 5)
  process.stderr.write(`The published documents are not in ${SEEDS}: their specs are skipped.\n`);

const bytesOf = (seed: number): Uint8Array =>
  readFileSync(
    resolve(
      SEEDS,
      files.find((file) => file.startsWith(`00${seed}_`))!,
    ),
  );

const documents: readonly PrintedDocument[] = await Promise.all(
  (files.length === 5 ? files : []).map((_, seed) => readDocument(bytesOf(seed))),
);
const read = (seed: number): PrintedDocument => documents[seed]!;

const table = (seed: number, number: number) => read(seed).tables[number - 1]!;

const rowWhere = (seed: number, number: number, test: (row: PrintedRow) => boolean): PrintedRow =>
  table(seed, number).rows.find(test)!;

const figures = ({ cells }: PrintedRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
  );

const byCode = (seed: number, number: number, code: string) =>
  figures(rowWhere(seed, number, (row) => row.code === code));

const totals = (seed: number, number: number) =>
  figures(rowWhere(seed, number, (row) => row.total === true && row.side !== 'revenue'));

const rules = (seed: number) =>
  read(seed).findings.map(({ rule, table: number, hint, places }) => [
    rule,
    number,
    hint,
    places.length,
  ]);

described('The five published documents', () => {
  it.each`
    seed | year    | scope           | agency                                                                  | mediaType
    ${0} | ${2023} | ${'department'} | ${'上海市宝山区城市运行管理中心'}                                       | ${'text/plain'}
    ${1} | ${2024} | ${'department'} | ${'上海市闵行区城市运行管理中心'}                                       | ${'text/tab-separated-values'}
    ${2} | ${2023} | ${'unit'}       | ${'上海市青浦区行政服务中心'}                                           | ${'text/tab-separated-values'}
    ${3} | ${2023} | ${'unit'}       | ${'上海市普陀区城市运行管理中心（上海市普陀区城市网格化综合管理中心）'} | ${'text/plain'}
    ${4} | ${2022} | ${'unit'}       | ${'上海市宝山区城市运行管理中心(原上海市宝山区城市网格化综合管理中心)'} | ${'text/markdown'}
  `('name their agency and year: $agency $year', ({ seed, year, scope, agency, mediaType }) => {
    expect(read(seed as number)).toMatchObject({
      fiscalYear: year,
      scope,
      agencyName: agency,
      mediaType,
    });
  });

  it.each`
    seed | states                 | rows
    ${0} | ${'r r r r r e e r r'} | ${[28, 14, 14, 24, 14, 0, 0, 30, 1]}
    ${1} | ${'r r r r r e e r r'} | ${[31, 15, 15, 27, 15, 0, 0, 31, 1]}
    ${2} | ${'r r r m r e e r r'} | ${[16, 15, 15, 0, 15, 0, 0, 30, 1]}
    ${3} | ${'r r r r r e e r r'} | ${[13, 16, 16, 9, 16, 0, 0, 32, 1]}
    ${4} | ${'r r r r r e e r r'} | ${[32, 14, 14, 24, 14, 0, 0, 35, 1]}
  `('have their nine tables: $seed', ({ seed, states, rows }) => {
    const { tables } = read(seed as number);
    const short = { read: 'r', 'declared-empty': 'e', missing: 'm' };
    expect(tables.map(({ state }) => short[state]).join(' ')).toBe(states);
    expect(tables.map((each) => each.rows.length)).toEqual(rows);
    expect(tables.map(({ unit }) => unit)).toEqual(
      tables.map(({ table: number, state }) =>
        state === 'missing' ? null : number === 9 ? '万元' : '元',
      ),
    );
  });

  it.each`
    seed | total             | basic            | project           | personnel        | publicCost
    ${0} | ${'8105487.68'}   | ${'7532987.68'}  | ${'572500.00'}    | ${'6840050.00'}  | ${'692937.68'}
    ${1} | ${'17722077.40'}  | ${'10895602.40'} | ${'6826475.00'}   | ${'9857552.00'}  | ${'1038050.40'}
    ${2} | ${'82122874.00'}  | ${'24000774.00'} | ${'58122100.00'}  | ${'15346734.00'} | ${'8654040.00'}
    ${3} | ${'199546456.00'} | ${'19472419.00'} | ${'180074037.00'} | ${'18249719.00'} | ${'1222700.00'}
    ${4} | ${'7028843.08'}   | ${'6294193.08'}  | ${'734650.00'}    | ${'5410431.44'}  | ${'883761.64'}
  `(
    'print their totals: $seed $total',
    ({ seed, total, basic, project, personnel, publicCost }) => {
      expect(totals(seed as number, 1)).toMatchObject({ total });
      expect(totals(seed as number, 2)).toMatchObject({ total, 'fiscal-appropriation': total });
      expect(totals(seed as number, 3)).toEqual({ total, basic, project });
      if (seed !== 2) expect(totals(seed as number, 4)).toMatchObject({ total, general: total });
      expect(totals(seed as number, 5)).toEqual({ total, basic, project });
      expect(totals(seed as number, 8)).toEqual({ total: basic, personnel, public: publicCost });
    },
  );

  it.each`
    seed | three
    ${0} | ${{ total: '29900.00', abroad: '0.00', reception: '2900.00', vehicles: '27000.00', 'vehicle-purchase': '0.00', 'vehicle-running': '27000.00', operating: '0.00' }}
    ${1} | ${{ total: '74000.00', abroad: '0.00', reception: '10000.00', vehicles: '64000.00', 'vehicle-purchase': '0.00', 'vehicle-running': '64000.00', operating: '0.00' }}
    ${2} | ${{ total: '30000.00', reception: '30000.00' }}
    ${3} | ${{ total: '65700.00', abroad: '0.00', reception: '6800.00', vehicles: '58900.00', 'vehicle-purchase': '0.00', 'vehicle-running': '58900.00', operating: '0.00' }}
    ${4} | ${{ total: '29900.00', abroad: '0.00', reception: '2900.00', vehicles: '27000.00', 'vehicle-purchase': '0.00', 'vehicle-running': '27000.00', operating: '0.00' }}
  `('print the three public expenses in 万元: $seed', ({ seed, three }) => {
    expect(figures(table(seed as number, 9).rows[0]!)).toEqual(three);
  });

  it('list revenue without its ordinals beside the classes by their codes', () => {
    const revenue = table(4, 1).rows.filter(({ side, total }) => side === 'revenue' && !total);
    expect(revenue.map(({ name }) => name).join(' ')).toBe(
      '财政拨款收入 一般公共预算收入 政府性基金收入 国有资本经营收入 财政专户管理资金收入 其他收入 ' +
        '结余结转收入 一般公共预算结余结转 政府性基金结余结转 国有资本经营结余结转 非财政拨款结余结转',
    );
    const classes = table(1, 1).rows.filter(({ side, total }) => side === 'expenditure' && !total);
    expect(classes.map(({ code }) => code).join(' ')).toBe(
      '201 203 204 205 206 207 208 210 211 212 213 214 215 216 219 220 221 222 223 224 229 232',
    );
  });

  it('print the columns that their T2 has', () => {
    expect(table(2, 2).columns).toEqual([
      'total',
      'fiscal-appropriation',
      'operating',
      'business',
      'other',
      'special-fund',
      'other-level-appropriation',
      'self-raised',
    ]);
    expect(table(4, 2).columns).toEqual([
      'total',
      'fiscal-appropriation',
      'special-account',
      'other',
      'carry-over',
    ]);
  });

  it('distinguish a printed zero from a blank', () => {
    expect(byCode(1, 2, '208')).toHaveProperty('operating', '0.00');
    expect(byCode(1, 2, '2080502')).not.toHaveProperty('operating');
    expect(byCode(0, 1, '201')).toEqual({});
    expect(byCode(4, 8, '30218')).toEqual({});
  });

  it('keep contradictory figures as printed', () => {
    expect(byCode(1, 1, '208')).toEqual({ total: '1616095.40' });
    expect(byCode(1, 3, '208')).toMatchObject({ total: '1616095.00' });
    expect(byCode(4, 8, '302')).toEqual({ total: '88361.64', public: '88361.64' });
  });

  it('have merged cells that only the sums of the columns can place', () => {
    expect(byCode(3, 1, '208')).toEqual({ total: '2486171.00', personnel: '16607613.00' });
    expect(byCode(3, 1, '210')).toEqual({ total: '985264.00', personnel: '985264.00' });
    expect(byCode(3, 1, '212')).toEqual({
      total: '195418179.00',
      public: '1222700.00',
      project: '180074037.00',
    });
    expect(byCode(3, 1, '221')).toEqual({ total: '656842.00', personnel: '656842.00' });
  });

  it('have a T8 whose names are shifted against the codes, proved row by row', () => {
    const rows = table(0, 8).rows.slice(9, 29);
    expect(rows.map(({ printedCode, code, name }) => `${printedCode} ${code} ${name}`)).toEqual([
      '302 30201 办公费',
      '30201 30204 手续费',
      '30202 30205 水费',
      '30204 30206 电费',
      '30205 30207 邮电费',
      '30206 30209 物业管理费',
      '30207 30211 差旅费',
      '30209 30213 维修（护）费',
      '30211 30215 会议费',
      '30213 30216 培训费',
      '30215 30217 公务接待费',
      '30216 30226 劳务费',
      '30217 30227 委托业务费',
      '30218 30228 工会经费',
      '30226 30229 福利费',
      '30227 30231 公务用车运行维护费',
      '30228 30239 其他交通费用',
      '30229 30299 其他商品和服务支出',
      '30231 30399 其他对个人和家庭的补助',
      '30239 31002 办公设备购置',
    ]);
    expect(byCode(0, 8, '30228')).toEqual({
      total: '88337.68',
      personnel: '88337.68',
      public: '88337.68',
    });
    expect(byCode(0, 8, '30399')).toEqual({ total: '9000.00' });
    const counted = rows.filter(({ cells }) => cells['personnel'] && !cells['personnel'].displaced);
    expect(counted).toEqual([]);
    expect(rows.filter(({ cells }) => cells['public']?.displaced)).toEqual([]);
  });

  it('get one finding for each cause', () => {
    expect(rules(0)).toEqual([
      ['AMOUNT-FORM', 8, null, 71],
      ['LAYOUT', 8, 'repeated-cells', 19],
      ['CODE-NAME', 8, 'row-shifted', 20],
    ]);
    expect(rules(1)).toEqual([['LAYOUT', 6, null, 1]]);
    expect(rules(2)).toEqual([['TABLE-PRESENT', 4, null, 1]]);
    expect(rules(3)).toEqual([['LABEL', 1, null, 1]]);
    expect(rules(4)).toEqual([]);
    expect(read(2).findings[0]!.message).toContain(
      'is in the list of contents and not in the document',
    );
  });

  it('give every figure its line', () => {
    for (const seed of [0, 1, 2, 3, 4]) {
      const lines = new TextDecoder().decode(bytesOf(seed)).split(/\r?\n/);
      for (const { rows } of read(seed).tables)
        for (const { row, cells } of rows)
          for (const [column, { place }] of Object.entries(cells)) {
            expect(lines[place.line! - 1]).toContain(place.text);
            expect(place).toMatchObject({ row, column, page: null });
          }
    }
  });

  it('have each line in a table or in the narrative', () => {
    const lines = new TextDecoder().decode(bytesOf(0)).split(/\r?\n/);
    const told = new Set(read(0).narrative.map(({ line }) => line));
    const silent = lines.flatMap((text, i) =>
      text.trim() === '' || told.has(i + 1) ? [] : [i + 1],
    );
    // From the title of T1 to the only row of T9, and nothing else.
    expect([silent[0], silent.at(-1)]).toEqual([216, 554]);
  });

  it('are read or refused, whatever line is damaged', () => {
    let state = 20_240_101;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    for (const seed of [0, 1, 2, 3, 4]) {
      const lines = new TextDecoder().decode(bytesOf(seed)).split('\n');
      for (let i = random(9); i < lines.length; i += rounds(144, 9)) {
        const line = [...lines[i]!];
        if (line.length > 0) line[random(line.length)] = '9O|\t,.一、（'[random(9)]!;
        const half = lines[i]!.slice(0, lines[i]!.length / 2);
        for (const damaged of [line.join(''), half])
          try {
            readText(lines.with(i, damaged).join('\n'));
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
      }
    }
  });
});

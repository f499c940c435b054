import type { Examined } from '../examine.js';
import { COVER, read, TABLES } from './elsewhere.fixture.js';

const said = ({ facts }: Examined) =>
  facts.findings.filter(({ rule, severity }) => rule === 'TABLE-PRESENT' || severity === 'error');

describe('The title of a table, in a form of another place', () => {
  it.each([
    ['alone', 'summary', 1, '公开01表\n收支总表'],
    [
      'above the unit and its headings',
      'revenue',
      2,
      '公开02表\n收入总表\n单位：万元\n单位名称,合计',
    ],
    [
      'above rows without figures',
      'expenditure',
      3,
      '公开03表\n支出总表\n科目编码,科目名称,合计,基本支出,项目支出\n,合计,,,\n208,社会保障和就业支出,,,',
    ],
    ['above a note of something else', 'general', 5, '一般公共预算支出表\n注：本表不含上年结转。'],
    ['and its fund', 'fund', 6, '公开10表\n政府性基金预算支出表'],
    [
      'above a note that another fund is empty',
      'fund',
      6,
      '公开10表\n政府性基金预算支出表\n注：本部门没有国有资本经营预算支出。',
    ],
    ['of the three-public expenses', 'threePublic', 9, '公开09表\n“三公”经费支出表\n单位：万元'],
  ])('%s is named where no row of the table was read', async (_, name, table, text) => {
    const examined = await read({ [name]: text });
    expect(examined.document.tables[table - 1]).toMatchObject({ state: 'missing', rows: [] });
    expect(said(examined).filter((each) => each.rule === 'TABLE-PRESENT')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        table,
        subject: expect.stringContaining('表') as unknown,
      }),
    ]);
  });

  it('is not named above performance targets, which are no money', async () => {
    const targets = '公开14表\n部门整体支出绩效目标表\n单位：万元';
    expect(said(await read({ targets }))).toEqual([]);
  });

  it.each([
    [
      'fund',
      6,
      '政府性基金预算支出表\n单位：万元\n科目编码,科目名称,2030年预算数,2031年预算数\n,合计,10.00,\n2120804,农村基础设施建设支出,10.00,',
    ],
    [
      'threePublic',
      9,
      '“三公”经费支出表\n单位：万元\n项目,上年预算数,本年预算数\n公务接待费,1.00,0.00\n合计,1.00,0.00',
    ],
    [
      'threePublic',
      9,
      '“三公”经费支出表\n单位：万元\n年度,合计,因公出国（境）费,公务接待费\n2030年,1.00,,1.00',
    ],
  ])('is not named above figures of last year alone: %s, table %d', async (name, table, text) => {
    const examined = await read({ [name]: text });
    expect(said(examined)).toEqual([]);
    expect(examined.document.tables[table - 1]!.state).not.toBe('missing');
  });

  it('of a fund is named where words of the text only look like a sentence about it', async () => {
    const fund = '公开10表\n政府性基金预算支出表';
    for (const text of [
      '无锡市政府性基金预算管理办法',
      '本表无数据',
      '没有结转，政府性基金预算5.00万元',
      '政府性基金预算支出与上年相比无变化',
    ])
      expect(said(await read({ fund, text: `${text}\n` }, `${COVER}\n${text}`))).toHaveLength(1);
  });

  it('is named where the line above it ends in 无, or a sentence is about one of three expenses', async () => {
    const fund = '无\n政府性基金预算支出表';
    expect(said(await read({ fund }))).toHaveLength(1);
    const threePublic = '公开09表\n“三公”经费支出表';
    const text = '本部门没有安排因公出国（境）费。\n';
    expect(said(await read({ threePublic, text }))).toHaveLength(1);
  });

  it('of a further table is named too', async () => {
    const examined = await read({
      procurement: '公开13表\n政府采购支出表',
      other: '公开14表\n债务支出表',
    });
    expect(said(examined).map(({ table, subject }) => [table, subject])).toEqual([
      [null, '政府采购支出表'],
      [null, '债务支出表'],
    ]);
  });

  it('is named though a sentence says that it is empty, where few bodies have no such money', async () => {
    const economic =
      '公开08表\n一般公共预算基本支出表\n注：本单位没有一般公共预算基本支出，故本表无数据。';
    const examined = await read({ economic });
    expect(examined.document.tables[7]).toMatchObject({ state: 'declared-empty' });
    expect(said(examined).map(({ severity, table }) => [severity, table])).toEqual([['info', 8]]);
  });

  it.each([
    [
      'a note below it',
      '公开10表\n政府性基金预算支出表\n注：本部门没有使用政府性基金预算安排的支出。',
      '',
    ],
    ['a word below it', '公开10表\n政府性基金预算支出表\n无', ''],
    [
      'a sentence of the text',
      '公开10表\n政府性基金预算支出表',
      '本部门没有政府性基金预算拨款安排的支出。',
    ],
    [
      'a sentence about two funds',
      '公开10表\n政府性基金预算支出表',
      '本部门无政府性基金、国有资本经营预算支出。',
    ],
    [
      'a sentence of the text on two lines',
      '公开10表\n政府性基金预算支出表',
      '九、2031年本部门没有政府性\n基金预算拨款安排的支出。',
    ],
    ['the list of contents', '公开10表\n政府性基金预算支出表', '政府性基金预算支出表,是,空表'],
  ])('of a fund gets no finding where %s says that there is none', async (_, fund, text) => {
    const examined = await read({ fund, text });
    expect(said(examined)).toEqual([]);
  });

  it('is no finding in a list of contents, as a heading of the text, or where no title names the table', async () => {
    const titles = ['收支总表', '收入总表', '支出总表', '国有资本经营预算支出表', '债务支出表'];
    const contents = titles.map((title, i) => `${i + 1}、${title}`).join('\n');
    expect(said(await read({}, `${COVER}\n${contents}`))).toEqual([]);
    expect(said(await read({}, `${COVER}\n目录\n${titles.slice(3).join('\n')}`))).toEqual([]);
    const text = '（一）国有资本经营预算支出表\n2031年预算安排的支出按规定执行，用于测试。';
    expect(said(await read({ text }))).toEqual([]);
    expect(said(await read({ fund: '' }))).toEqual([]);
  });

  it('is an error where its rows keep no cells, and the figures are named', async () => {
    const general = TABLES.general.replaceAll(/,+/g, ' ');
    const examined = await read({ general });
    expect(said(examined)).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'error', table: 5 }),
    );
    expect(examined.document.tables[4]).toMatchObject({ state: 'missing' });
  });

  it('is an error where figures without decimals stand below it and no row was read', async () => {
    const fund = `公开10表
政府性基金收支表
单位：元
收入,,支出,
项目,预算数,项目,预算数
政府性基金,5000,城乡社区支出,5000`;
    expect(said(await read({ fund }))).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'error', table: 6 }),
    );
  });

  it('is an error where the year over its only figures is misprinted', async () => {
    const capital = `公开11表
国有资本经营预算支出表
单位：万元
科目编码,科目名称,2030年预算数,,
,,合计,基本支出,项目支出
,合计,120.00,,120.00
2230299,其他国有企业资本金注入,120.00,,120.00`;
    const examined = await read({ capital });
    expect(said(examined)).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'error', table: 7 }),
    );
    expect(examined.document.tables[6]).toMatchObject({ state: 'missing' });
  });

  it('is read where it stands above the rows a second time', async () => {
    const summary = `一、收支总表\n${TABLES.summary}`;
    expect(said(await read({ summary }))).toEqual([]);
  });
});

/**
 * Ten budgets of the invented district 临江区: what is spent, and how each document says and prints it. Three of them
 * contradict themselves, as published ones do; `slips` names what is printed wrongly.
 */
import { fen, figuresOf, percent, PRINT, sum, tablesOf } from './tables.mjs';

const entries = (text) => text.split(' ').map((entry) => entry.split('='));

/**
 * A budget in short: `items` as `code=basic+project`, `costs` as `code=amount`, all in yuan. The economic item `rest` takes what
 * the costs leave of the basic expenditure.
 */
const plan = ({ rest, costs, items, three, fund, income, ...more }) => {
  const ofItems = Object.fromEntries(
    entries(items).map(([code, amounts]) => {
      const [basic, project = '0'] = amounts.split('+');
      return [code, [fen(basic), fen(project)]];
    }),
  );
  const ofCosts = Object.fromEntries(entries(costs).map(([code, amount]) => [code, fen(amount)]));
  const basic = sum(Object.values(ofItems).map(([each]) => each));
  const inFen = (amounts) =>
    Object.fromEntries(Object.entries(amounts).map(([key, amount]) => [key, fen(amount)]));
  return {
    ...more,
    items: ofItems,
    costs: { ...ofCosts, [rest]: basic - sum(Object.values(ofCosts)) },
    three: { abroad: 0n, reception: 0n, purchase: 0n, running: 0n, operating: 0n, ...inFen(three) },
    ...(fund && { fund: inFen(fund) }),
    ...(income && { income: inFen(income) }),
  };
};

/** `比上年预算增加 5.00 元，增长 1.00%`, in the words of the document. */
const changed = (current, base, unit, print, words) => {
  if (current === base) return words.same;
  const delta = current > base ? current - base : base - current;
  const [direction, share] = current > base ? words.more : words.less;
  return `${words.base}${direction}${print(delta)}${unit}${words.percent ? `${share}${percent(delta, base)}%` : ''}`;
};

const PLAIN_WORDS = {
  base: '比上年预算',
  same: '与上年预算持平',
  more: ['增加', '，增长'],
  less: ['减少', '，下降'],
  percent: true,
};

const threeTexts = (three, years, [t, a, r, v]) => {
  const { abroad, reception, purchase, running } = three;
  const said = (name, current, base, why) =>
    `${name}${PRINT.wan(current)}万元，${changed(current, base, '万元', PRINT.wan, { ...PLAIN_WORDS, percent: false })}${why}。`;
  const vehicles = purchase + running;
  const base = { abroad, reception, vehicles, ...years };
  return [
    said(
      `今年安排“三公”经费`,
      abroad + reception + vehicles,
      base.abroad + base.reception + base.vehicles,
      t,
    ),
    said('（一）因公出国（境）费', abroad, base.abroad, a),
    said('（二）公务接待费', reception, base.reception, r),
    said('（三）公务用车购置及运行费', vehicles, base.vehicles, v),
  ];
};

const fitness = plan({
  agency: '澄州市临江区全民健身中心',
  year: 2024,
  scope: 'unit',
  items: '2070308=3186400+1250000 2080505=352160 2080506=176080 2101102=231105 2210201=154070',
  costs:
    '30101=612480 30102=98640 30107=1405200 30108=352160 30109=176080 30110=231105 ' +
    '30112=44020 30113=154070 30201=86400 30205=42000 30206=118000 30209=236500 30217=4000 ' +
    '30228=44020 30229=62400 30231=18000 31002=35000',
  rest: '30299',
  three: { reception: '4000', running: '18000' },
});

const sanitation = plan({
  agency: '澄州市临江区环境卫生管理所',
  year: 2024,
  scope: 'unit',
  items:
    '2080502=186240 2080505=928416.32 2080506=464208.16 2101102=609273.21 2120399=0+2380000 ' +
    '2120501=8115630.55+26743800 2210201=406182.14 2210203=132000',
  costs:
    '30101=1735200 30102=842160 30103=144600 30107=3216480 30108=928416.32 30109=464208.16 ' +
    '30110=609273.21 30112=116052.04 30113=406182.14 30199=264000 30201=152300 30202=18000 ' +
    '30204=1200 30205=66500 30206=134800 30207=42600 30209=318000 30211=12000 30213=96000 ' +
    '30215=6000 30216=24000 30217=7600 30226=180000 30228=116052.04 30229=172800 30231=216000 ' +
    '30239=38400 30302=186240 31002=60000 31003=95000',
  rest: '30299',
  three: { reception: '7600.00', running: '216000.00' },
});

const statistics = plan({
  agency: '澄州市临江区统计调查中心',
  year: 2023,
  scope: 'unit',
  items:
    '2010506=2468315.60 2010507=0+873260.50 2080505=241862.40 2080506=120931.20 ' +
    '2101102=158722.20 2210201=105814.80',
  costs:
    '30101=438960 30102=71280 30107=1064700 30108=241862.40 30109=120931.20 30110=158722.20 ' +
    '30112=30232.80 30113=105814.80 30201=64350.25 30202=28000 30207=36900 30211=15000 ' +
    '30217=2000 30228=30232.80 30229=40320',
  rest: '30299',
  three: { reception: '2000.00' },
});

const justice = plan({
  agency: '澄州市临江区司法局',
  year: 2024,
  scope: 'department',
  items:
    '2040601=11864302 2040604=0+1486000 2040605=0+620000 2040607=0+2135400 2080501=394560 ' +
    '2080505=1186452.48 2080506=593226.24 2101101=778609.44 2210201=519072.96',
  costs:
    '30101=1988640 30102=3274512 30103=2162400 30108=1186452.48 30109=593226.24 ' +
    '30110=778609.44 30112=59322.62 30113=519072.96 30201=243000 30207=96000 30211=60000 ' +
    '30212=50000 30215=18000 30216=45000 30217=26000 30228=148306.56 30229=185760 ' +
    '30231=112000 30239=624000 30302=394560',
  rest: '30299',
  three: { abroad: '50000.00', reception: '26000.00', running: '112000.00' },
});
const justiceFigures = figuresOf(justice);
justice.three.operating = justiceFigures.public;

const exhibition = plan({
  agency: '澄州市临江区规划展示馆',
  year: 2023,
  scope: 'unit',
  items: '2080505=164320 2080506=82160 2101102=107835 2120201=1683540+2940000 2210201=71890',
  costs:
    '30101=289200 30107=702480 30108=164320 30109=82160 30110=107835 30112=20540 30113=71890 ' +
    '30201=38000 30206=166000 30209=285000 30228=20540 30229=28800',
  rest: '30299',
  three: {},
});

const science = plan({
  agency: '澄州市临江区科学普及服务站（原澄州市临江区科技宣传站）',
  year: 2025,
  scope: 'unit',
  items:
    '2060702=1274680.50+965000 2080505=126419.20 2080506=63209.60 2101102=82962.60 ' +
    '2210201=55308.40',
  costs:
    '30101=218640 30102=36720 30107=574320 30108=126419.20 30109=63209.60 30110=82962.60 ' +
    '30112=15802.40 30113=55308.40 30201=52000 30202=46000 30217=1500 30226=72000 ' +
    '30228=15802.40 30229=21600',
  rest: '30299',
  three: { reception: '1500.00' },
});

const community = plan({
  agency: '中共澄州市临江区委社会工作部',
  year: 2024,
  scope: 'department',
  items:
    '2013901=3642180 2013999=0+1875600 2080505=312640 2080506=156320 2101101=205170 ' +
    '2210201=136780',
  costs:
    '30101=524160 30102=862080 30103=571200 30108=312640 30109=156320 30110=205170 ' +
    '30112=15632 30113=136780 30201=98000 30215=12000 30216=36000 30217=8000 30228=39080 ' +
    '30229=48960 30239=168000',
  rest: '30299',
  three: { reception: '8000.00' },
});
community.three.operating = figuresOf(community).public;

const subdistrict = plan({
  agency: '澄州市临江区人民政府望潮街道办事处',
  year: 2025,
  scope: 'department',
  items:
    '2010301=14326800 2010302=0+3480000 2080501=526320 2080505=1328640 2080506=664320 ' +
    '2101101=871920 2120501=0+6215000 2210201=581280',
  fund: { 2120801: '4800000.00' },
  names: { 21208: '国有土地使用权出让收入安排的支出', 2120801: '征地和拆迁补偿支出' },
  costs:
    '30101=2264160 30102=3728400 30103=2462400 30108=1328640 30109=664320 30110=871920 ' +
    '30112=66432 30113=581280 30201=362000 30207=128000 30217=45000 30228=166080 30229=208080 ' +
    '30231=168000 30239=714000 30302=526320 31002=140000',
  rest: '30299',
  three: { reception: '45000.00', running: '168000.00' },
});
subdistrict.three.operating = figuresOf(subdistrict).public;

const family = plan({
  agency: '澄州市临江区家庭发展指导中心',
  year: 2024,
  scope: 'unit',
  items: '2080505=203584 2080506=101792 2100717=2094860+768000 2101102=133602 2210201=89068',
  costs:
    '30101=347520 30102=58320 30107=872640 30108=203584 30109=101792 30110=133602 30112=25448 ' +
    '30113=89068 30201=74000 30202=32000 30211=18000 30216=40000 30217=3000 30228=25448 ' +
    '30229=34560 30231=21600',
  rest: '30299',
  three: { reception: '3000.00', running: '21600.00' },
});

const welfare = plan({
  agency: '澄州市临江区社会福利院',
  year: 2023,
  scope: 'unit',
  items:
    '2080502=98640 2080505=684192 2080506=342096 2081005=6842735+5126000 2101102=449001 ' +
    '2210201=299334',
  income: { 事业收入: '3600000.00' },
  costs:
    '30101=1203840 30102=198720 30107=3014400 30108=684192 30109=342096 30110=449001 ' +
    '30112=85524 30113=299334 30201=126000 30205=98000 30206=264000 30209=420000 30218=152000 ' +
    '30228=85524 30229=116640 30302=98640 31003=78000',
  rest: '30299',
  three: {},
});

const totalOf = (budget) => figuresOf(budget).total;

/** Puts another text into a cell: the row is named by what stands in it. */
const slip = (tables, number, row, from, to) => {
  const found = tables[number - 1].rows.filter((cells) => cells.join('').includes(row));
  if (found.length !== 1 || !found[0].includes(from))
    throw new Error(`T${number} has ${found.length} rows ${row}; looked for ${from}`);
  found[0][found[0].indexOf(from)] = to;
};

const made = (name, format, budget, style, texts, slips = () => undefined, options = {}) => {
  const tables = tablesOf(budget, style);
  slips(tables);
  return { name, format, printed: { ...texts, tables }, options };
};

const SPLIT_WORDS = (budget, print, unit) => {
  const { basic, project } = figuresOf(budget);
  return `基本支出${print(basic)}${unit}，项目支出${print(project)}${unit}`;
};

export const DOCUMENTS = [
  // Unit layout: T1 splits its expenditure into personnel, public and project; whole yuan with separators.
  made(
    'linjiang-fitness-2024-unit',
    'txt',
    fitness,
    { print: PRINT.whole, title: (name) => `2024年单位${name}`, split: true, publicClass: '207' },
    {
      front: ['澄州市临江区2024年区级单位预算', `预算单位：${fitness.agency}`],
      narrative: [
        '单位主要职能',
        '本中心管理全区的健身步道和球场，给社区健身队派教练，每年办两次区运动会。',
        '2024年单位预算编制说明',
        `2024年，本单位收入预算总计${PRINT.whole(totalOf(fitness))}元，${changed(totalOf(fitness), fen('5102600'), '元', PRINT.whole, PLAIN_WORDS)}，主要原因是新开放了两处球场。`,
        `支出预算总计${PRINT.whole(totalOf(fitness))}元，其中：${SPLIT_WORDS(fitness, PRINT.whole, '元')}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(fitness.three, {}, ['', '', '', '']),
        '二、政府采购情况',
        '2024年，本单位政府采购预算42.60万元：政府采购货物预算12.60万元，政府采购工程预算0万元，政府采购服务预算30.00万元。',
      ],
    },
  ),

  // T8 continues on a second page, under its header again.
  made(
    'linjiang-sanitation-2024-unit',
    'pdf',
    sanitation,
    { print: PRINT.grouped, title: (name, number) => `${number}. 2024年单位${name}` },
    {
      front: ['澄州市临江区2024年区级单位预算', `预算单位：${sanitation.agency}`],
      narrative: [
        '2024年单位预算编制说明',
        '一、收支总体情况',
        `2024年，本单位收入预算总计${PRINT.plain(totalOf(sanitation))}元，${changed(totalOf(sanitation), fen('41026300.48'), '元', PRINT.plain, PLAIN_WORDS)}，主要原因是两座转运站改由街道看管。支出预算总计${PRINT.plain(totalOf(sanitation))}元。`,
        '二、支出按用途',
        `${SPLIT_WORDS(sanitation, PRINT.plain, '元')}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(sanitation.three, { reception: fen('9600') }, [
          '，主要原因是来访的人少了',
          '',
          '',
          '',
        ]),
        '二、政府采购情况',
        '今年政府采购预算1384.20万元：政府采购货物预算215.00万元，政府采购工程预算0万元，政府采购服务预算1169.20万元。',
      ],
    },
    undefined,
    { fontSize: 8 },
  ),

  // A sheet for each table; the code of a class in T8 is one cell merged over its items; fen are hidden by the format.
  made(
    'linjiang-statistics-2023-unit',
    'xlsx',
    statistics,
    { print: PRINT.plain, title: (name) => `2023年单位${name}` },
    {
      front: ['澄州市临江区2023年区级单位预算', `预算单位：${statistics.agency}`],
      narrative: [
        '2023年单位预算编制说明',
        `2023年，本单位收入预算总计${PRINT.plain(totalOf(statistics))}元，${changed(totalOf(statistics), fen('3512640.90'), '元', PRINT.plain, PLAIN_WORDS)}，主要原因是第五次经济普查开始准备。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(statistics.three, {}, ['', '', '', '']),
      ],
    },
    undefined,
    { format: '#,##0', mergedClasses: true },
  ),

  // A Word document with headings merged to the right and downwards; an administrative department.
  made(
    'linjiang-justice-2024-department',
    'docx',
    justice,
    { print: PRINT.grouped, zero: '0.00', title: (name) => `2024年部门${name}` },
    {
      front: ['澄州市临江区2024年区级部门预算', `预算主管部门：${justice.agency}`],
      narrative: [
        '2024年部门预算编制说明',
        `2024年，本部门收入预算总计${PRINT.wan(totalOf(justice))}万元，${changed(totalOf(justice), fen('19874300'), '万元', PRINT.wan, PLAIN_WORDS)}，主要原因是退休的人多于新录用的人。`,
        `支出预算总计${PRINT.wan(totalOf(justice))}万元，其中：${SPLIT_WORDS(justice, PRINT.wan, '万元')}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(justice.three, { abroad: 0n }, [
          '，主要原因是安排了一次出访',
          '，主要原因是安排了一次出访',
          '',
          '',
        ]),
        '二、机关运行经费预算',
        `机关运行经费预算${PRINT.wan(justice.three.operating)}万元。`,
      ],
    },
  ),

  // Tab-separated, its blank cells blank; no three-public expenditure at all.
  made(
    'linjiang-exhibition-2023-unit',
    'tsv',
    exhibition,
    {
      print: PRINT.whole,
      title: (name) => `2023年预算单位${name}`,
      split: true,
      publicClass: '212',
    },
    {
      front: ['澄州市临江区2023年区级单位预算', `预算单位：${exhibition.agency}`],
      narrative: [
        '2023年单位预算编制说明',
        `2023年收入预算${PRINT.wan(totalOf(exhibition))}万元，其中：财政拨款收入${PRINT.wan(totalOf(exhibition))}万元，${changed(totalOf(exhibition), fen('4620000'), '万元', PRINT.wan, { ...PLAIN_WORDS, base: '比2022年预算', percent: false })}。主要原因是沙盘要重做。`,
      ],
      back: [
        '其他相关情况说明',
        '一、政府采购情况',
        '今年政府采购预算251.00万元：政府采购货物预算31.00万元，政府采购工程预算80.00万元，政府采购服务预算140.00万元。',
      ],
    },
  ),

  // Markdown; the agency has a former name.
  made(
    'linjiang-science-2025-unit',
    'md',
    science,
    { print: PRINT.plain, title: (name, number) => `${number}、2025 年单位${name}` },
    {
      front: ['澄州市临江区 2025 年区级单位预算', `预算单位：${science.agency}`],
      narrative: [
        '2025 年单位预算编制说明',
        '一、2025 年单位收支预算总体情况说明',
        `2025 年，我单位收入预算总计 ${PRINT.plain(totalOf(science))} 元，${changed(totalOf(science), fen('2418650.30'), ' 元', (each) => ` ${PRINT.plain(each)}`, { ...PLAIN_WORDS, more: ['增加', '，增长 '] })}，主要原因是科技节改为每年举办。`,
        `我单位支出预算总计 ${PRINT.plain(totalOf(science))} 元，其中：${SPLIT_WORDS(science, (each) => ` ${PRINT.plain(each)}`, ' 元')}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(science.three, { reception: fen('3000') }, ['', '', '', '']),
      ],
    },
  ),

  // A sheet exported as CSV, all tables below each other.
  made(
    'linjiang-community-2024-department',
    'csv',
    community,
    { print: PRINT.grouped, title: (name) => `2024年部门${name}` },
    {
      front: ['澄州市临江区2024年区级部门预算', `预算主管部门：${community.agency}`],
      narrative: [
        '2024年部门预算编制说明',
        `2024年，本部门收入预算总计${PRINT.plain(totalOf(community))}元，${changed(totalOf(community), fen('6104300'), '元', PRINT.plain, PLAIN_WORDS)}，主要原因是新设了两个科室。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(community.three, {}, ['', '', '', '']),
        '二、机关运行经费预算',
        `机关运行经费预算${PRINT.wan(community.three.operating)}万元。`,
      ],
    },
  ),

  // Contradicts itself: T1 does not balance, and the percent that is printed is not that of its two figures. Has a fund in T6.
  made(
    'linjiang-subdistrict-2025-department',
    'pdf',
    subdistrict,
    { print: PRINT.grouped, title: (name) => `2025年部门${name}` },
    {
      front: ['澄州市临江区2025年区级部门预算', `预算主管部门：${subdistrict.agency}`],
      narrative: [
        '2025年部门预算编制说明',
        `2025年，本部门收入预算总计${PRINT.plain(totalOf(subdistrict))}元，比上年预算增加${PRINT.plain(totalOf(subdistrict) - fen('30452900'))}元，增长8.53%，主要原因是征收地块的补偿款安排在今年。`,
        `支出预算总计${PRINT.plain(totalOf(subdistrict))}元，其中：${SPLIT_WORDS(subdistrict, PRINT.plain, '元')}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        ...threeTexts(subdistrict.three, {}, ['', '', '', '']),
        '二、机关运行经费预算',
        `机关运行经费预算${PRINT.wan(subdistrict.three.operating)}万元。`,
      ],
    },
    (tables) => slip(tables, 1, '支出总计', '32,794,280.00', '32,974,280.00'),
  ),

  // Contradicts itself: a digit is lost in a subtotal of T8, and the sentence on vehicles is not what T9 prints.
  made(
    'linjiang-family-2024-unit',
    'txt',
    family,
    { print: PRINT.plain, title: (name) => `2024年单位${name}` },
    {
      front: ['澄州市临江区2024年区级单位预算', `预算单位：${family.agency}`],
      narrative: [
        '2024年单位预算编制说明',
        `2024年，本单位收入预算总计${PRINT.plain(totalOf(family))}元，${changed(totalOf(family), fen('3390906'), '元', PRINT.plain, PLAIN_WORDS)}。`,
      ],
      back: [
        '其他相关情况说明',
        '一、“三公”经费预算情况说明',
        '今年安排“三公”经费2.46万元，与上年预算持平。',
        '（一）因公出国（境）费0万元，与上年预算持平。',
        '（二）公务接待费0.30万元，与上年预算持平。',
        '（三）公务用车购置及运行费2.61万元，与上年预算持平。',
      ],
    },
    (tables) => slip(tables, 8, '工资福利支出', '1831974.00', '183974.00'),
  ),

  // Contradicts itself: a row of T3 is not the sum of its parts. Earns money of its own, which T1 and T2 print.
  made(
    'linjiang-welfare-2023-unit',
    'xlsx',
    welfare,
    { print: PRINT.plain, zero: '0.00', title: (name) => `2023年单位${name}` },
    {
      front: ['澄州市临江区2023年区级单位预算', `预算单位：${welfare.agency}`],
      narrative: [
        '2023年单位预算编制说明',
        `2023年，本单位收入预算总计${PRINT.plain(totalOf(welfare))}元，其中：财政拨款收入${PRINT.plain(totalOf(welfare) - welfare.income['事业收入'])}元，事业收入${PRINT.plain(welfare.income['事业收入'])}元。`,
      ],
      back: ['其他相关情况说明', '本单位今年没有安排“三公”经费。'],
    },
    (tables) => slip(tables, 3, '208|10|05'.replaceAll('|', ''), '5126000.00', '5162000.00'),
    { format: '#,##0.00' },
  ),
];

import type { PrintedKind } from '../../domain/tables/country.js';
import { AMONG, namesCarried, type HeadingPath } from './header-paths.js';
import { nameKey } from '../../text/fold.js';
import { NEXT_YEAR } from './next-year.js';

/** What a column of a table holds, by the headings over it. */
export type Column =
  | { readonly is: 'code' }
  | { readonly is: 'name' }
  | { readonly is: 'body' }
  | AmountColumn
  /** Figures of another year, or of anything else: they are not read. `repeats`: other columns count them too. */
  | { readonly is: 'beside'; readonly repeats?: true }
  /** `partOf`: what it is a part of, by a heading above it or, of an economic class, by its own. */
  | { readonly is: 'unknown'; readonly partOf?: Divided };

/** What the tables of expenditure divide their totals into. */
export type Divided = 'basic' | 'project';

interface AmountColumn {
  readonly is: 'amount';
  readonly key: string;
  readonly share?: Share | undefined;
  /** Whether the share stands below 其中. */
  readonly among?: boolean;
}

/**
 * What part of a figure a column has where a table prints the money of last year in columns of its own: that of the year (本年预算), what
 * is planned of it (编制预算), or what is carried over (上年结转), beside the year's or within it.
 */
type Share = 'year' | 'planned' | 'carried' | 'carried-within';

/** A column whose figures other columns count too. */
export const REPEATS: Column = { is: 'beside', repeats: true };

const CODE = /(?:科目|分类)?(?:编码|代码)$|^[类款项]+$/;
/** A heading over codes of bodies; 单位（科目）编码 has those of items too. */
const CODES_OF_BODIES = /^(?!.*科目).*(?:单位|部门代码)/;
const BODY =
  /^(?:预算|部门|部门预算)?单位(?:名称|编码|代码)?$|^(?:部门|单位项目)(?:名称|编码|代码)?$/;
const NAME =
  /(?:科目名称|功能科目|经济科目|经济分类科目?|功能分类科目?|分类名称|科目|项目|名称)$|科目按大类$|^功能分类$|^支出用途$/;
const GOVERNMENT = /^政府.*经济/;
const WHOLE =
  /^(?:合计|总计|小计|总计合计|金额|预算数?|预算金额|(?:本年度?|当年)(?:预算)?数?|(?:本年度?|当年)预算|年初预算|年初预算数|支出总计|收入总计|支出合计|收入合计|支出预算|收入预算|本年(?:支出|收入)(?:合计)?|部门预算|全年预算数?)$/;
const OF_FUND =
  /^(?:本年)?(?:当年)?(?:一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:基本)?支出(?:预算)?(?:合计)?$|^基本支出(?:预算)?$|^(?:本年)?支出$/;
const BESIDE =
  /上年|增减|增加|减少|变化|比例|执行|备注|采购|说明|增长|专项资金|往年|上一年|事业单位经营支出|上缴上级|对附属单位|机动经费|结转下年|年[终末]结[转余]|决算/;
const SOURCE =
  /(?:拨款|收入|资金|资金余额|结余|结转)$|^(?:一般公共预算|政府性基金|国有资本经营)(?:预算)?$|^财政专户|^(?:事业|其他)支出$|^上级补助支出$|^附属单位补助支出$/;
const PERSONNEL = /^人员(?:经费|支出|类|经费支出|类支出)?$/;
const PUBLIC = /^(?:日常)?公用(?:经费|支出|经费支出|类)?$/;
const BASIC = /^(?:本年)?基本支出(?:预算)?(?:小计|合计)?$/;
const PROJECT = /^(?:项目支出(?:预算)?|专项业务经费支出|专项业务经费|项目经费)(?:小计|合计)?$/;

/** The numbers of the rows. */
export const ROW_NUMBER = /^(?:序号|行次|行号)$/;

/**
 * What a column of a table of expenditure holds. `year`: the budget's, to tell a column of another year; null where it is not known. `all`: the
 * headings of its columns, to tell a sum from its parts.
 */
export const expenditureColumn = (
  path: HeadingPath,
  kind: PrintedKind,
  year: number | null,
  all: readonly HeadingPath[] = [],
): Column => {
  const headings = path
    .filter((each) => each !== '' && each !== AMONG)
    .flatMap((each) => OF_SHARE.exec(each)?.slice(1) ?? [each]);
  const leaf = headings.at(-1);
  if (leaf === undefined) return { is: 'unknown' };
  // 其中：上年结转 is a part of the column beside it.
  const isPart = headings.some((each) => each.startsWith(AMONG));
  const among = path.includes(AMONG);
  const carried = headings.filter(isCarried);
  const others = headings.filter((each) => !carried.includes(each));
  const isBeside = (each: string) =>
    BESIDE.test(each) || REVENUE_OF_YEAR.test(each) || isOfComparison(each, year);
  if (others.some(isBeside)) return { is: 'beside' };
  if (isPart) return REPEATS;
  const words = ownOf(others.map(withoutYear).filter((each) => each !== ''));
  const last = words.at(-1) ?? '';
  if (words.some((each) => GOVERNMENT.test(each))) return { is: 'beside' };
  if (ROW_NUMBER.test(last)) return { is: 'beside' };
  if (CODE.test(last) && !CODES_OF_BODIES.test(last)) return { is: 'code' };
  if (words.some((each) => BODY.test(each))) return { is: 'body' };
  // A table of expenditure may have a row for each body, and its sources as columns.
  if (kind === 'expenditure' && words.some((each) => SOURCE.test(each))) return { is: 'beside' };
  const rest = kind === 'basic-economic' ? words.filter((each) => !OF_FUND.test(each)) : words;
  const shares = words.flatMap((each) => shareOf(each) ?? []);
  const parts = rest.filter((each) => shareOf(each) === undefined);
  const key = parts.length === 0 ? 'total' : amountOf(parts);
  if (carried.length > 0)
    // Below 上年结转 there may be parts of it, such as its sources.
    return key === undefined || carried.length > 1
      ? { is: kind === 'expenditure' || among ? 'beside' : 'unknown' }
      : { is: 'amount', key, share: shares.length > 0 ? 'carried-within' : 'carried', among };
  // 本年安排 below 本年预算 is what is planned of it.
  if (key !== undefined)
    return { is: 'amount', key, share: shares.length > 1 ? 'planned' : shares[0], among };
  // 工资福利支出 below 基本支出, which prints its sum.
  if ([BASIC, PROJECT].some((each) => isPartOf(each, path, all))) return REPEATS;
  if (NAME.test(last)) return { is: 'name' };
  if (words.some((each) => BASIC.test(each))) return { is: 'unknown', partOf: 'basic' };
  if (words.some((each) => PROJECT.test(each))) return { is: 'unknown', partOf: 'project' };
  return CLASS.test(last) ? { is: 'unknown', partOf: 'basic' } : { is: 'unknown' };
};

/** Without what stands above a heading that excludes it: no project expenditure is basic expenditure, whose heading may be broader than its columns. */
const ownOf = (words: readonly string[]): readonly string[] => {
  const at = words.findLastIndex((each) => BASIC.test(each) || PROJECT.test(each));
  const other = BASIC.test(words[at] ?? '') ? PROJECT : BASIC;
  return words.slice(0, Math.max(at, 0)).some((each) => other.test(each)) ? words.slice(at) : words;
};

/** An economic class of which basic expenditure consists, alone over its figures. */
const CLASS = /^(?:工资福利支出|商品和?服务支出|对个人和?家庭的?补助(?:支出)?|资本性支出)$/;

/** 上年结转项目支出, which stands for 上年结转 over 项目支出. */
const OF_SHARE =
  /^(本年度?|当年|.*(?:结转|结余)(?:资金)?(?:安排)?的?)(基本支出|项目支出|人员经费|公用经费)$/;

/** Whether a heading is of last year's money that is spent in this one. */
const isCarried = (heading: string): boolean =>
  namesCarried(heading) && !NEXT_YEAR.test(heading) && !/下年|年终|年末/.test(heading);

const OF_YEAR =
  /^(?:本年度?|当年|今年)(?:财政拨款|拨款)?(?:预算|支出|安排|数|预算数|预算安排|预算支出|安排支出)?(?:小计|合计)?$/;
const PLANNED = /^编制预算数?$/;
const shareOf = (heading: string): Share | undefined =>
  PLANNED.test(heading) ? 'planned' : OF_YEAR.test(heading) ? 'year' : undefined;

/** The revenue of a fund's year: beside it, what is carried over is no expenditure, and that of the year is all. */
export const REVENUE_OF_YEAR = /^(?:本年|当年)收入(?:小计|合计)?$/;

/**
 * The columns of a table as they are read. 本年预算 is all that is printed where no column is of what is carried over, and where it stands over
 * that column or beside 编制预算: then it holds both. `isBalance`: the table has {@link REVENUE_OF_YEAR}.
 */
export const withShares = (
  of: ReadonlyMap<number, Column>,
  isBalance: boolean,
): ReadonlyMap<number, Column> => {
  const all = [...of.values()].filter((column) => column.is === 'amount');
  const isAmong = ({ share, among }: AmountColumn) => share !== undefined && among === true;
  // Below 其中 stand parts of the columns beside them, or, where basic or project expenditure has no other column, all of it.
  const isPart = (column: AmountColumn) => {
    if (isBalance) return column.share === 'carried' || column.share === 'carried-within';
    const own = all.filter(({ key }) => key === column.key);
    const isWhole =
      column.key !== 'total' &&
      own.every(isAmong) &&
      own.some(({ share }) => share === 'year' || share === 'planned');
    return isAmong(column) && !isWhole;
  };
  const amounts = all.filter((column) => !isPart(column));
  const isWithin = amounts.some(({ share }) => share === 'carried-within');
  const isCarriedOver = isWithin || amounts.some(({ share }) => share === 'carried');
  const isPlanned = (key: string) =>
    amounts.some((each) => each.key === key && each.share === 'planned');
  const shareIn = ({ key, share }: (typeof amounts)[number]): Share | undefined => {
    if (!isCarriedOver || share === undefined) return undefined;
    if (share === 'year') return isWithin || isPlanned(key) ? undefined : 'year';
    return share === 'planned' ? 'year' : 'carried';
  };
  return new Map(
    [...of].map(([at, column]): [number, Column] => {
      if (column.is !== 'amount') return [at, column];
      if (isPart(column)) return [at, isBalance ? { is: 'beside' } : REPEATS];
      return [at, { ...column, share: shareIn(column) }];
    }),
  );
};

const amountOf = (words: readonly string[]): string | undefined => {
  const last = words.at(-1)!;
  const groups = words.filter((each) => !WHOLE.test(each) && !OF_FUND_ONLY.test(each));
  if (groups.length === 0) return 'total';
  if (groups.every((each) => BASIC.test(each))) return 'basic';
  if (groups.every((each) => PROJECT.test(each))) return 'project';
  const inner = groups.filter((each) => !BASIC.test(each));
  if (inner.length > 1) return undefined;
  // 金额 below 人员经费 is its amount.
  const own = WHOLE.test(last) ? (inner[0] ?? '') : last;
  if (PERSONNEL.test(own)) return 'personnel';
  if (PUBLIC.test(own)) return 'public';
  return undefined;
};

/** A heading that says only of which fund the figures below it are. */
const OF_FUND_ONLY =
  /^(?:本年)?(?:当年)?(?:一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?支出(?:预算)?(?:合计)?$|^(?:本年)?支出$/;

const YEAR = /^(?:19|20)(\d{2})年?度?/;

const withoutYear = (heading: string): string => heading.replace(YEAR, '');

/** Whether a heading names a year, and not the budget's. */
export const isOtherYear = (heading: string, year: number | null): boolean => {
  const match = /(?:19|20)\d{2}(?=年)/.exec(heading);
  return match !== null && year !== null && Number(match[0]) !== year;
};

/** A change, what a percent is of, and what is known of a year that has ended; 上年结转 is money of this one. */
const COMPARED =
  /增减|增长|增幅|增加|减少|降幅|变化|变动|比例|比重|执行|(?<!预)决算|完成|^比|[较比](?:上年|20)|^(?:上一?|去)年度?(?:预算|批复|收入|支出|安排|财政拨款|数|$)/;

/** Whether a heading is of another year than the budget's, or of the change from it; what is carried over from it is money of this one. */
export const isOfComparison = (heading: string, year: number | null): boolean =>
  !namesCarried(heading) && (isOtherYear(heading, year) || COMPARED.test(heading));

/**
 * What a column of the table of revenue holds: its sources, by the words of their headings. `year`: the budget's; null where it is not known.
 * `all`: the headings of its columns, to tell a sum from its parts.
 */
export const revenueColumn = (
  path: HeadingPath,
  year: number | null,
  all: readonly HeadingPath[] = [],
): Column => {
  const headings = path.filter((each) => each !== '' && each !== AMONG);
  const leaf = headings.at(-1);
  if (leaf === undefined) return { is: 'unknown' };
  // 其中：上年结转 is a part of the column beside it; below 其中 alone stand all sources.
  if (headings.some((each) => isOfComparison(each, year) || /备注|专项资金列入/.test(each)))
    return { is: 'beside' };
  if (headings.some((each) => each.startsWith(AMONG))) return REPEATS;
  const words = headings.map(withoutYear);
  const last = words.at(-1)!;
  if (ROW_NUMBER.test(last)) return { is: 'beside' };
  if (CODE.test(last) && !CODES_OF_BODIES.test(last)) return { is: 'code' };
  if (words.some((each) => BODY.test(each))) return { is: 'body' };
  const groups = words.filter((each) => !WHOLE.test(each));
  // Whatever stands below one source, carried over or not, its sum has.
  if (isPartOf(ONE_SOURCE, path, all)) return REPEATS;
  // What goes to the next year is no revenue.
  if (words.some((each) => NEXT_YEAR.test(each) && each.includes('下年'))) return { is: 'beside' };
  if (words.some((each) => CARRIED_OVER.test(each)))
    return isPartOf(CARRIED_OVER, path, all) ? REPEATS : { is: 'amount', key: 'carry-over' };
  if (groups.length === 0)
    // 小计 below 本年收入 is a part of the total before it.
    return words.length > 1 && /小计|合计/.test(last) && /本年/.test(words[0]!)
      ? REPEATS
      : { is: 'amount', key: 'total' };
  // What stands below the unit's own money is of several sources: the parts are read, and below one source their sum.
  const isSumOfSources =
    OWN_MONEY.test(groups.at(-1)!) && WHOLE.test(last) && isOverParts(path, all);
  if (isSumOfSources) return REPEATS;
  const source = SOURCE_WORDS.find(([word]) => word.test(groups.at(-1)!));
  if (source) return { is: 'amount', key: source[1] };
  return NAME.test(last) ? { is: 'name' } : { is: 'unknown' };
};

/**
 * The columns of a table of revenue without those that repeat a part of the source beside them (事业收入, then 其中：教育收费). `parts`: the
 * columns whose headings begin with 其中; beside the total, or a source of another group, such a column is the first of all sources.
 */
export const withoutParts = (
  of: ReadonlyMap<number, Column>,
  parts: ReadonlySet<number>,
  paths: ReadonlyMap<number, HeadingPath>,
): ReadonlyMap<number, Column> => {
  const keyAt = (at: number | undefined) => {
    const column = at === undefined ? undefined : of.get(at);
    return column?.is === 'amount' ? column.key : undefined;
  };
  const columns = [...of.keys()].toSorted((a, b) => a - b);
  const isInGroupOf = (at: number, left: number) => {
    const [own, other] = [paths.get(at)!, paths.get(left)!];
    const isBeside = own.length === other.length && isBelow(own, other.slice(0, -1));
    return isBeside || isBelow(own, other);
  };
  return new Map(
    [...of].map(([at, column]): [number, Column] => {
      const left = columns[columns.indexOf(at) - 1];
      const [own, whole] = [keyAt(at), keyAt(left)];
      // The funds below 财政拨款 are no sources of their own.
      const isPart =
        parts.has(at) &&
        own !== undefined &&
        whole !== undefined &&
        whole !== 'total' &&
        isInGroupOf(at, left!) &&
        (own === whole || !FUNDS.includes(own));
      return [at, isPart ? REPEATS : column];
    }),
  );
};

/** The columns of the funds, which stand below 财政拨款 or in its place. */
export const FUNDS: readonly string[] = ['general', 'government-fund', 'state-capital'];

const CARRIED_OVER = /结转|结余|上年|事业基金/;
const OWN_MONEY = /单位资金|其他资金|自有资金|非财政拨款(?!结[转余])/;

/** Whether headings, or the name of a row, are of the unit's own money as a whole (单位资金), which has several sources. */
export const isOwnMoney = (path: HeadingPath): boolean =>
  OWN_MONEY.test(path.findLast((each) => !WHOLE.test(withoutYear(each))) ?? '');

const ONE_SOURCE =
  /^(?:本年)?(?:一般公共预算|政府性基金|国有资本经营|财政专户|(?:事业收入|经营收入|事业单位经营收入)$)/;

/** Whether a column stands below a heading of such words beside a sum: of all that is below it, or of the column's own group there. */
const isPartOf = (words: RegExp, path: HeadingPath, all: readonly HeadingPath[]): boolean => {
  const at = path.findIndex((each) => words.test(withoutYear(each)));
  return (
    at !== -1 &&
    path.length > at + 1 &&
    all.some((other) => {
      const isSum =
        other.length > at + 1 &&
        other.length <= path.length &&
        WHOLE.test(withoutYear(other.at(-1)!)) &&
        // 本年预算 beside 上年结转 is the money of the year.
        !(words === ONE_SOURCE && path.some(isCarried) && OF_YEAR.test(withoutYear(other.at(-1)!)));
      return isSum && other !== path && isBelow(other, path.slice(0, other.length - 1));
    })
  );
};

/** Whether the heading above a column is over others. */
const isOverParts = (path: HeadingPath, all: readonly HeadingPath[]): boolean =>
  all.some((other) => other !== path && isBelow(other, path.slice(0, -1)));

const isBelow = (path: HeadingPath, group: HeadingPath): boolean =>
  path.length > group.length && group.every((each, i) => path[i] === each);

const SOURCE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/非同级|同级财政/, 'other-level-appropriation'],
  [/非财政拨款/, 'other'],
  [/一般公共预算|一般预算|公共预算拨款|经费拨款|公共财政/, 'general'],
  [/政府性基金/, 'government-fund'],
  [/国有资本/, 'state-capital'],
  [/财政专户|教育收费|专户/, 'special-account'],
  [/事业单位经营|经营收入|经营服务/, 'business'],
  [/事业收入/, 'operating'],
  [/财政拨款/, 'fiscal-appropriation'],
  [/上级补助|附属单位|其他|单位资金|自有资金/, 'other'],
];

/** A heading that says only that the figures are of the budget: 本年预算数, 当年财政拨款预算安排. */
const OF_THIS_YEAR = /^(?:当年|本年度?)?(?:财政拨款)?(?:预算)?(?:安排)?数?$/;

/** Figures of the three-public expenses that are no money: 批次, 人次, 数量（台）. */
export const NO_EXPENSE =
  /批次|团组|保有量|数\([^()]*[辆人次批台个组套]\)|人[次数]$|[数车]量$|次数$|天数$|辆[数次]?$|[数量次](?:人次?|辆次?|台次?|批次?|[个次组套天])$|^[人次台批个组套天]$/;

/** What a column of the three-public expenses holds. `year`: the budget's; null where it is not known. */
export const threePublicColumn = (path: HeadingPath, year: number | null): Column => {
  const headings = path.filter((each) => each !== '');
  const leaf = headings.at(-1);
  if (leaf === undefined) return { is: 'unknown' };
  if (headings.some((each) => /上年|增减|变化|备注|执行|比/.test(each) || isOtherYear(each, year)))
    return { is: 'beside' };
  // Years or funds may be the lowest line of the header; only general funds are read, as everywhere.
  if (/^(?:政府性基金|国有资本经营)(?:预算)?(?:拨款)?$/.test(headings.at(-1)!))
    return { is: 'beside' };
  const words = headings.map(withoutYear).filter((each) => !/^一般公共预算(?:拨款)?$/.test(each));
  if (words.length === 0) return { is: 'amount', key: 'general' };
  // The years may stand below the items.
  const named = words.filter((each) => each !== '');
  const leafOf = (each: string | undefined) =>
    each !== undefined && (/出国|接待|购置/.test(each) || RUNNING.test(each)) && !/三公/.test(each);
  const isAmountOf = WHOLE.test(named.at(-1) ?? '') && leafOf(named.at(-2));
  const last = named.at(isAmountOf ? -2 : -1) ?? '';
  if (ROW_NUMBER.test(last) || NO_EXPENSE.test(last)) return { is: 'beside' };
  if (CODE.test(last) && !CODES_OF_BODIES.test(last)) return { is: 'code' };
  if (words.some((each) => /会议|培训/.test(each)) && !words.some((each) => /三公/.test(each)))
    return { is: 'beside' };
  if (/会议费|培训费|行政经费/.test(last)) return { is: 'beside' };
  if (words.some((each) => /机关运行/.test(each) && !/三公/.test(each)))
    return { is: 'amount', key: 'operating' };
  if (/因公出国|出国/.test(last)) return { is: 'amount', key: 'abroad' };
  if (/接待/.test(last)) return { is: 'amount', key: 'reception' };
  const isGroup = (each: string) =>
    VEHICLES.test(each) || /公务用车(?:费用?|经费|支出)?$/.test(each);
  if (isGroup(last)) return { is: 'amount', key: 'vehicles' };
  if (/购置/.test(last)) return { is: 'amount', key: 'vehicle-purchase' };
  if (RUNNING.test(last)) return { is: 'amount', key: 'vehicle-running' };
  if (words.some(isGroup) && WHOLE.test(last)) return { is: 'amount', key: 'vehicles' };
  if (words.some((each) => /三公/.test(each))) return { is: 'amount', key: 'three-public' };
  if (words.some((each) => BODY.test(each))) return { is: 'body' };
  if (words.every((each) => OF_THIS_YEAR.test(each) || WHOLE.test(each)))
    return { is: 'amount', key: 'total' };
  return NAME.test(last) || /年[度份]$/.test(last) ? { is: 'name' } : { is: 'unknown' };
};

/** 运行维护, also as 运维: what vehicles cost once they are bought. */
export const RUNNING = /运[行维]|维护/;
/** What vehicles cost in all: 公务用车购置及运行维护费. */
export const VEHICLES = /购置.*(?:运[行维]|维护)|(?:运[行维]|维护).*购置/;

/** What a column of a table of any kind holds; of a table of two sides as of one of expenditure. `year` and `all`: as for the kinds. */
export const columnOfKind = (
  kind: PrintedKind,
  path: HeadingPath,
  year: number | null,
  all: readonly HeadingPath[],
): Column => {
  if (kind === 'revenue') return revenueColumn(path, year, all);
  if (kind === 'three-public') return threePublicColumn(path, year);
  return expenditureColumn(path, kind, year, all);
};

/**
 * What a column of a further table holds, by its headings: `code`, `body`, or `beside` for what counts or dates. Null where only the cells
 * tell: figures, or words.
 */
export const furtherColumn = (path: HeadingPath): 'code' | 'body' | 'beside' | null => {
  const words = path.map(nameKey).filter((each) => each !== '');
  const last = words.at(-1) ?? '';
  // Below 数量及金额 there may be both, and 指标金额 is money.
  const isMoney = /(?:金额|资金|经费|支出|拨款|基金|预算数?|[合总小]计|费用?|元)$/.test(last);
  if (!isMoney && (NO_MONEY.test(last) || words.some((each) => COUNTED.test(each))))
    return 'beside';
  if (last.endsWith('编号') || (CODE.test(last) && !CODES_OF_BODIES.test(last))) return 'code';
  // 单位（项目）名称 has bodies, and projects below them.
  return words.some((each) => BODY.test(each) && !each.includes('项目')) ? 'body' : null;
};

/** Figures under such a heading are no money. */
const NO_MONEY =
  /率$|幅度$|进度$|周期$|人员数$|分类$|来源$|性质$|类别$|方式$|指标值?$|目标$|开工|竣工|(?:预算|项目|起始|实施|执行)年度$/;
/** Figures below such a heading are no money. */
const COUNTED =
  /数量|天数|日数|[课学]时|(?<![上本同前])期数|批次|场次|班次|[户头亩株]数|优先级|[利费]率|票面|增长$|[人台套辆次张件]数|人次|次数|序号|行次|栏次|时间|日期|期限|年限|年月|面积|比例|比重|占比|百分比|%$|型号|规格|联系|^电话$|编制数|编制人数|人员编制|计量单位|备注|说明|[得评]分|级次|^[台辆套人次件张座栋]+$/;
const MONEY =
  /合计|总计|小计|金额|预算|资金|收入|支出|经费|拨款|基金|结转|结余|余额|专户|财政|补助|调整|工资|津贴|补贴|奖金|缴费|公积金|债务|单价|总价|投资|执行|安排|增减|其中|费用?$|元$|^(?:其中)?(?:人员|公用|项目)(?:类|部分)?$/;

/** Whether a heading is known to name money. */
export const namesMoney = (path: HeadingPath): boolean =>
  path.some((each) => MONEY.test(nameKey(each)));

/** Whether a heading names what its rows are called by. */
export const namesRows = (path: HeadingPath): boolean => NAME.test(nameKey(path.at(-1) ?? ''));

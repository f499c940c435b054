import type { FunctionComponent } from 'preact';
import type { AuditException } from '../../audit/audit.answer.js';
import { useSay, type Say } from '../frame/language.js';

/** What a check of a document asks for. The Chinese is that of docs/rules.md. */
const CHECKS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'TABLE-PRESENT': ['九张表齐全', 'all nine tables are there'],
  'TABLE-EMPTY-NOTE': ['空表有说明，有说明的确实为空', 'an empty table says so, and no other does'],
  LAYOUT: ['行列完整，没有重复或错位的格子', 'rows and columns are complete and in their places'],
  'AMOUNT-FORM': ['金额的写法正确', 'an amount is written as one'],
  UNIT: ['单位（元、万元）与数字相符', 'the unit is that of the figures'],
  'CODE-NAME': ['科目编码与名称相符', 'a code and its name belong together'],
  'CODE-UNKNOWN': ['录入或调整的项在科目表中', 'the code is in the classification'],
  LABEL: ['名称、标题与科目和表式一致', 'names and titles are those of the form'],
  'T1-BALANCE': ['收入总计等于支出总计', 'revenue equals expenditure'],
  'SUM-TOTAL': ['合计等于各类之和', 'the total is the sum of its classes'],
  'SUM-CLASS': ['类等于各款之和', 'a class is the sum of its groups'],
  'SUM-GROUP': ['款等于各项之和', 'a group is the sum of its items'],
  SPLIT: [
    '合计＝基本＋项目，基本＝人员＋公用',
    'total = basic + project, basic = personnel + public',
  ],
  TIE: ['两张表印的同一个数一致', 'a figure of two tables is the same in both'],
  'BASIC-ECONOMIC': [
    '表五基本支出等于表八合计',
    'basic expenditure of table 5 is the total of table 8',
  ],
  'PART-GT-WHOLE': ['部分不大于整体', 'a part is not larger than its whole'],
  'LINES-TOTAL': ['各支出明细之和等于表三合计', 'the lines add up to the total of table 3'],
  'T9-SUM': ['“三公”经费等于各项之和', 'the three public expenses are the sum of their parts'],
  'T9-ECONOMIC': [
    '表九与表八的接待费、车辆费相符',
    'receptions and vehicles agree in tables 8 and 9',
  ],
  'T9-OPERATING': [
    '机关运行经费等于表八公用经费',
    'operating expenses are the public expenditure of table 8',
  ],
  TWIN: [
    '同一笔缴费在功能和经济分类中一致',
    'a contribution is the same by function and by economic item',
  ],
  'NARR-FIGURE': ['文字里的数字与表一致', 'a figure in a sentence is that of the table'],
  'NARR-CHANGE': ['增减额等于本年减上年，前后一致', 'a stated change is this year minus the base'],
  'NARR-PERCENT': ['百分比算得对', 'a percentage follows from its figures'],
  'NARR-SUM': ['各类的增减之和等于总的增减', 'the changes of the classes add up'],
  'NARR-REASON': ['增减有原因，且与两年的数字不矛盾', 'a change has a reason that holds'],
  'NARR-YEAR': ['与上一年比，没有沿用旧年份', 'a change is against the year before'],
  'NARR-UNREAD': ['说明部分的数字都读出来了', 'the figures of the narrative could be read'],
  'PROCUREMENT-SUM': ['政府采购等于货物、工程、服务之和', 'procurement is the sum of its parts'],
  'ASSET-SUM': ['车辆数等于各类之和', 'vehicles are the sum of their kinds'],
  'TARGET-FUNDS': ['绩效目标涉及的资金与项目一致', 'funds with targets are those of the projects'],
  'PROJECT-SUM': ['项目金额等于各部分之和', 'a project is the sum of its parts'],
  TEMPLATE: ['没有模板残留的字样', 'no words of the template are left over'],
  REPEATED: ['同一标题下没有重复的段落', 'nothing stands twice under one heading'],
  PERIOD: ['日期、年度互相一致', 'dates and years agree'],
  CHAIN: [
    '本年说的上年数与上年公开的数一致',
    'the base of a change is what last year’s budget has',
  ],
};

/** What an exception of the auditor is. */
const EXCEPTIONS: Readonly<Record<AuditException['rule'], readonly [zh: string, en: string]>> = {
  'approved-after-year-end': ['年度结束后批准', 'approved after the end of the year'],
  'amended-before-approval': ['年初预算批复前调整', 'amended before the budget was approved'],
  'entered-after-approval': ['批复后录入', 'entered after the budget was approved'],
  'line-amended-often': ['同一科目多次调整', 'one line amended often'],
  'reallocation-not-zero': ['调剂增减不平', 'a reallocation does not sum to zero'],
  'protected-line-reallocated': ['调剂重点支出', 'a protected line is reallocated'],
  'three-public-raised': ['年中增加“三公”或机关运行经费', 'public expenses raised in the year'],
  'late-supplement': ['九月以后追加', 'a supplement after September'],
  'basic-project-move': [
    '基本支出与项目支出之间调整',
    'moved between basic and project expenditure',
  ],
  'approved-after-recording': ['批准日期晚于登记', 'approved after it was recorded'],
  'transfer-across-years': [
    '结转、划转的年度或单位不合规定',
    'a transfer to a wrong year or agency',
  ],
  'transfer-halves-differ': ['转出与转入金额不符', 'the halves of a transfer differ'],
  'authority-is-no-number': ['批准依据没有文号', 'the authority is no document number'],
  'executed-without-budget': ['超预算支出', 'more is spent than the budget'],
  'unknown-code': ['科目表没有的编码', 'a code that the classification lacks'],
  'budget-stopped': ['预算的视图已停止', 'a view of the budget has stopped'],
};

/** What the rules of checks are called, by their codes: each by what it asks for. */
export const checkNames = (say: Say): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(CHECKS).map(([rule, names]) => [rule, say(...names)]));

/** The rules of the exception report, in its order. */
export const EXCEPTION_RULES = Object.keys(EXCEPTIONS) as readonly AuditException['rule'][];

/** What a rule of the exception report is called. */
export const exceptionName = (rule: AuditException['rule'], say: Say): string =>
  say(...EXCEPTIONS[rule]);

/** What a rule of a check or of the exception report is called, and its code, which commands and files have, small behind it. */
export const RuleName: FunctionComponent<{ readonly rule: string }> = ({ rule }) => {
  const say = useSay();
  const names = { ...CHECKS, ...EXCEPTIONS }[rule];
  return names === undefined ? (
    <>{rule}</>
  ) : (
    <>
      {say(...names)} <small class="quiet">{rule}</small>
    </>
  );
};

import type { Messages } from '../messages.js';

/** Sentences that findings of earlier versions were recorded with: the program says them no more, and still shows them. */
export const EARLIER: Messages = {
  '{title*} prints under {headings} parts of what its other columns count: these figures are not recorded.':
    '{title}的{headings}是其他栏目所含的部分：这些数不录入。',
  'The list of this program has not all codes of the nation, and not the {what*}: compare it with the classification of {year}. The nearest of the list are {nearest}.':
    '本程序的科目表并非全国完整科目，其中没有{what}：请与{year}年政府收支分类科目核对。表中最接近的是{nearest}。',
  'Tables that show the same money in other ways, or none, are not recorded: {titles}.':
    '以其他方式反映同一资金或无金额的表未登记：{titles}。',
};

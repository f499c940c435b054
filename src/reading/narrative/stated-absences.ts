import { categorySubject, fundSubject, type Subject } from './subjects.js';

/** Items of which a sentence states that the budget has none, such as 本部门2023年无政府性基金财政拨款支出预算. */
const ABSENCES: readonly (readonly [RegExp, Subject])[] = [
  [
    /无(?:政府性基金)(?:预算)?(?:财政)?(?:拨款)?(?:支出预算|预算支出|支出|预算|安排)/,
    fundSubject('government-fund'),
  ],
  [
    /无(?:国有资本经[营验])(?:预算)?(?:财政)?(?:拨款)?(?:支出预算|预算支出|支出|预算|安排)/,
    fundSubject('state-capital'),
  ],
  [/无(?:财政拨款)?(?:的)?机关运行经费/, categorySubject('operating')],
];

/** 若无，则写“本部门无机关运行经费。”: an instruction of a form is no statement. */
const INSTRUCTION = /[若如](?:果)?(?:无|没有|未)[^。]{0,20}$/;

/**
 * The statements in a text that there is none of something, with their offsets. A form's instructions do not count.
 */
export const absencesIn = (
  text: string,
): readonly { subject: string; name: string; at: number; end: number }[] =>
  ABSENCES.flatMap(([pattern, { claim, change }]) => {
    const match = pattern.exec(text);
    return match && !INSTRUCTION.test(text.slice(0, match.index))
      ? [{ subject: claim, name: change.name, at: match.index, end: match.index + match[0].length }]
      : [];
  });

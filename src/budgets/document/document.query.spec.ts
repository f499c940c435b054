import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { change } from '../../domain/decide/decide.fixture.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { ImportDocument } from '../../imports/import-document.js';
import { examine } from '../../reading/examine.js';
import {
  frontOf,
  gridsOf,
  render,
  SAMPLE,
  tableLines,
} from '../../reading/tables/budget.fixture.js';
import { civilDate } from '../../domain/values/civil-date.js';
import { DocumentOf } from './document.query.js';
import { documentAs } from './render-document.js';
import { itInCi } from '../../../test/support/it-in-ci.js';

/** A budget whose table of the general fund prints a total that its rows do not add up to. */
const printed = (): string => {
  const grids = gridsOf(SAMPLE).map((grid, at) =>
    at === 4
      ? {
          ...grid,
          rows: grid.rows.map((row) =>
            row[0] === '合计' ? row.map((text) => (text === TOTAL ? SLIP : text)) : row,
          ),
        }
      : grid,
  );
  return [
    ...frontOf(SAMPLE),
    '2024年部门预算编制说明',
    `2024年，支出预算1,555,000.50元，比上年预算增加55,000.00元，主要原因是${REASON}。`,
    ...grids.flatMap((grid) => tableLines(grid, 'tabs')),
  ].join('\n');
};
const [TOTAL, SLIP] = ['1,555,000.50', '2,555,000.50'];
const REASON = '新开放了两处窗口';

describe('The sentences of a document', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    const imported = async (text: string) => {
      const examined = await examine(new TextEncoder().encode(text), '预算.txt', null);
      return ledger.execute(new ImportDocument(examined, {}, CLERK));
    };
    const [last, ...others] = [...SAMPLE.items].reverse();
    const items = [{ ...last!, project: last!.project - 5_500_000n }, ...others].reverse();
    await imported(render({ ...SAMPLE, items, year: 2023 }, 'tabs'));
    ({ budget } = await imported(printed()));
  });
  afterAll(() => ledger.close());

  const sentences = async (unit?: '万元') => {
    const { narrative } = await ledger.ask(new DocumentOf(budget, {}, { unit }));
    return narrative.flatMap(({ paragraphs }) => paragraphs).join('\n');
  };

  it('say of a total what its table says, also where the rows do not add up to it', async () => {
    expect(await sentences()).toContain('一般公共预算拨款支出2555000.50元');
    expect(await sentences('万元')).toContain('一般公共预算拨款支出255.50万元');
  });

  it('give the reason of the document under its figure, and under no other after an amendment', async () => {
    const rise = '比上年预算增加55000.00元，增长3.67%';
    expect(await sentences()).toContain(`支出预算1555000.50元，${rise}，主要原因是${REASON}。`);
    const proposal = await ledger.propose(budget, 'supplement', [change('1000.00')]);
    await ledger.approve(budget, proposal, { on: '2024-06-01' });
    const adjusted = await sentences();
    expect(adjusted).toContain('一般公共预算拨款支出2556000.50元');
    expect(adjusted).toContain('支出预算1556000.50元，比上年预算增加56000.00元，增长3.73%。');
    expect(adjusted).not.toContain(REASON);
  });

  itInCi(
    'show original, change and adjusted of an adjusted budget, which is read back by its title',
    async () => {
      const answer = await ledger.ask(new DocumentOf(budget));
      expect(answer.narrative.at(-1)).toEqual({
        heading: '九、预算调整情况',
        paragraphs: [
          '收入预算年初预算数1555000.50元，调增1000.00元，调整后预算数1556000.50元。',
          '支出预算年初预算数1555000.50元，调增1000.00元，调整后预算数1556000.50元。',
          '1. 城乡社区支出年初预算数1130000.00元，调增1000.00元，调整后预算数1131000.00元。',
        ],
      });
      expect(await documentAs(answer, 'md')).toMatch(
        /^# 某市某区2024年区级部门预算\n\n（调整预算）\n/,
      );
      for (const format of ['xlsx', 'docx', 'pdf'] as const) {
        const file = (await documentAs(answer, format)) as Uint8Array;
        const { document } = await examine(file, `adjusted.${format}`, null);
        expect(document).toMatchObject({
          title: '某市某区2024年区级部门预算',
          agencyName: SAMPLE.agency,
          fiscalYear: 2024,
          scope: 'department',
        });
      }
      const original = await ledger.ask(
        new DocumentOf(budget, { effective: civilDate('2024-05-31') }),
      );
      expect(original).toMatchObject({ adjusted: false, title: '某市某区2024年区级部门预算' });
    },
  );
});

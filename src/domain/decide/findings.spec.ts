import type { ClaimRecorded, FindingRaised, Source } from '../events/budget.events.js';
import type { Place } from '../events/finding.js';
import type { Yuan } from '../values/money.js';
import { decide } from './decide.js';
import {
  correct,
  document,
  enter,
  finding,
  folded,
  given,
  historyOf,
  OPEN,
  PROJECT,
  resolve,
} from './decide.fixture.js';

const accept = resolve('f1', { decision: 'accept-expected' });
const keep = resolve('f1', { decision: 'accept-printed' });

const cell = (row: number, text: string): Place => ({
  table: 8,
  page: null,
  line: 40 + row,
  row,
  column: 'total',
  text,
});

const claim = ({ table, page, line, row, column, text }: Place): ClaimRecorded['data'] => ({
  subject: '302',
  name: '商品和服务支出',
  section: null,
  amount: text as Yuan,
  source: { document: 'a', table, page, line, row, column, text, unit: '元' } satisfies Source,
});

/** A document in which `places` print figures, and a finding about them. */
const found = (places: readonly Place[], more: Partial<FindingRaised['data']>) =>
  historyOf(
    document(
      'a',
      {},
      {
        claims: places.filter(({ row }) => row !== null).map(claim),
        findings: [
          { ...finding('f1', 'a'), table: 8, column: 'total', unit: '元', places, ...more },
        ],
      },
    ),
  );

const misprint = found([cell(9, '88361.64')], { printed: '88361.64', expected: '883761.64' });

describe('A decision on a finding', () => {
  const raised = historyOf(OPEN, enter({ [PROJECT]: '5.00' }, { check: () => [finding('f1')] }));

  it('is recorded with its reason', () =>
    given(...raised)
      .when(resolve('f1'))
      .thenRecords({
        type: 'FindingResolved',
        data: { finding: 'f1', decision: 'known-slip', reason: '公开文件笔误' },
      }));

  it('replaces an earlier one, and changes nothing when it is the same', () => {
    const decided = [...raised, ...decide(resolve('f1'), folded(raised))];
    given(...decided)
      .when(keep)
      .thenRecords({ type: 'FindingResolved', data: { decision: 'accept-printed' } });
    given(...decided)
      .when(resolve('f1'))
      .thenRecordsNothing();
  });

  it('is refused once the rule holds again', () =>
    given(...raised, {
      type: 'FindingResolved',
      data: { finding: 'f1', decision: 'no-longer-holds', reason: '' },
    })
      .when(resolve('f1'))
      .thenIsRefused('finding-resolved'));

  it('names a finding of the budget', () =>
    given(...raised)
      .when(resolve('f2'))
      .thenIsRefused('not-found'));
});

describe('Accepting the expected figure', () => {
  it('corrects the cell that prints another one', () =>
    given(...misprint)
      .when(accept)
      .thenRecords(
        {
          type: 'LineCorrected',
          data: {
            line: null,
            claim: { document: 'a', table: 8, row: 9, column: 'total' },
            corrects: 'e3',
            from: '88361.64',
            to: '883761.64',
          },
        },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'accept-expected' } },
      ));

  it.each([
    ['SUM-CLASS', ['total', 'public']],
    ['SPLIT', ['total']],
  ])('corrects each column of the row that shows the same slip: %s', (rule, columns) => {
    const places = [cell(9, '100.00'), { ...cell(9, '100.00'), column: 'public' }];
    given(...found(places, { rule, printed: '100.00', expected: '110.00' }))
      .when(accept)
      .thenRecords(
        ...columns.map((column) => ({
          type: 'LineCorrected' as const,
          data: { claim: { document: 'a', table: 8, row: 9, column }, to: '110.00' },
        })),
        { type: 'FindingResolved' },
      );
  });

  it('corrects the line of the cell, in the unit of the finding', () => {
    const history = historyOf(
      document(
        'a',
        { [PROJECT]: '572500.00' },
        {
          findings: [
            {
              ...finding('f1', 'a'),
              table: 5,
              column: 'project',
              printed: '57.25',
              expected: '57.20',
              unit: '万元',
              places: [
                { table: 5, page: null, line: 12, row: 3, column: 'project', text: '57.25' },
              ],
            },
          ],
        },
      ),
    );
    given(...history)
      .when(accept)
      .thenRecords(
        { type: 'LineCorrected', data: { line: PROJECT, from: '572500.00', to: '572000.00' } },
        { type: 'FindingResolved' },
      );
  });

  it.each([
    ['a document', document('a', { [PROJECT]: '572500.00' }), 'e3'],
    ['a clerk', enter({ [PROJECT]: '572500.00' }), 'e2'],
  ])(
    'corrects the line that %s entered and a newer document prints once more',
    (_who, first, entry) => {
      const contested = {
        ...finding('f1', 'b'),
        table: 5,
        column: 'project',
        printed: '572500.00',
        expected: '572000.00',
        unit: '元',
        places: [{ table: 5, page: null, line: 12, row: 3, column: 'project', text: '572500.00' }],
      } as const;
      const history = historyOf(
        ...(first.type === 'EnterLines' ? [OPEN] : []),
        first,
        document('b', { [PROJECT]: '572500.00' }, { findings: [contested] }),
      );
      given(...history)
        .when(accept)
        .thenRecords(
          {
            type: 'LineCorrected',
            data: { line: PROJECT, corrects: entry, from: '572500.00', to: '572000.00' },
          },
          { type: 'FindingResolved' },
        );
      given(...history, ...decide(accept, folded(history)))
        .when(keep)
        .thenRecords(
          { type: 'LineCorrected', data: { line: PROJECT, corrects: entry, to: '572500.00' } },
          { type: 'FindingResolved' },
        );
    },
  );

  it('corrects nothing where the cell stands at the figure already', () =>
    given(...misprint, ...decide(correct('e3', 88_376_164n), folded(misprint)))
      .when(accept)
      .thenRecords({ type: 'FindingResolved' }));

  it('makes all repeated cells blank by one decision', () =>
    given(
      ...found([cell(1, '72874.00'), cell(2, '1800.00')], {
        printed: '72874',
        expected: 'blank',
        hint: 'repeated-cells',
      }),
    )
      .when(accept)
      .thenRecords(
        { type: 'LineCorrected', data: { corrects: 'e3', to: '0.00', blank: true } },
        { type: 'LineCorrected', data: { corrects: 'e4', to: '0.00', blank: true } },
        { type: 'FindingResolved' },
      ));

  it('is taken back by a later decision', () => {
    const accepted = [...misprint, ...decide(accept, folded(misprint))];
    given(...accepted)
      .when(keep)
      .thenRecords(
        { type: 'LineCorrected', data: { corrects: 'e3', from: '883761.64', to: '88361.64' } },
        { type: 'FindingResolved', data: { decision: 'accept-printed' } },
      );
    const otherwise = [...accepted, ...decide(correct('e3', 100n), folded(accepted))];
    given(...otherwise)
      .when(keep)
      .thenRecords({ type: 'FindingResolved' });
  });

  it('is refused where a figure of the text is wrong: no cell of a table holds it', () => {
    const place = { ...cell(9, '1.00'), table: null, row: null, column: null };
    const wrong = { ...finding('f1', 'a'), printed: '1.00', expected: '2.00', unit: '元' } as const;
    const findings = [{ ...wrong, table: null, places: [place] }];
    given(...historyOf(document('a', {}, { claims: [claim(place)], findings })))
      .when(accept)
      .thenIsRefused('nothing-to-correct');
  });

  it.each([
    ['words', [cell(9, '1.00')], { printed: '302 办公费', expected: '30201 办公费' }],
    [
      'a figure of the text',
      [{ ...cell(9, '1.00'), table: null, row: null }],
      { table: null, printed: '1.00', expected: '2.00' },
    ],
    ['a figure for a blank', [], { printed: null, expected: '2.00' }],
    [
      'a figure of merged cells',
      [cell(9, '1.00')],
      { printed: '1.00', expected: '2.00', hint: 'merged-cells' },
    ],
    [
      'a sum of several cells',
      [cell(8, '1.00'), cell(9, '2.00')],
      { printed: '3.00', expected: '4.00' },
    ],
    ['nothing', [], {}],
  ])('is refused where %s is expected', (_what, places, more) =>
    given(...found(places, more))
      .when(accept)
      .thenIsRefused('nothing-to-correct'),
  );
});

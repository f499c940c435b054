import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromFen } from '../../domain/values/money.js';
import type { Finding } from '../../domain/events/finding.js';
import { readNarrative } from '../narrative/read-narrative.js';
import { readDocument } from '../read-document.js';
import { checkDocument } from './check.js';
import { slips } from './rules.fixture.js';
import { cases } from '../../../test/support/rounds.js';

/** Published budgets lie beside the repository, where there are any: they are not ours to copy into it. */
const FOLDER = fileURLToPath(new URL('../../../../shared/seeds/', import.meta.url));
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => /^\d{3}_/.test(file)) : [];
if (FILES.length === 0)
  process.stderr.write('No published budgets beside the repository: their checks are skipped.\n');

const open = async (start: string) => {
  const file = FILES.find((one) => one.startsWith(start)) ?? '';
  const document = await readDocument(readFileSync(`${FOLDER}${file}`), { file });
  return { document, narrative: readNarrative(document) };
};

const brief = ({ rule, table, subject, printed, expected, difference, hint }: Finding) =>
  [rule, table, subject, printed, expected, difference, hint] as const;

(FILES.length === 0 ? describe.skip : describe)('A published budget', () => {
  it.each([
    [
      '000',
      [
        ['NARR-FIGURE', null, '301', '6840050.00', '6831050.00', '9000.00', null],
        ['NARR-FIGURE', null, '302', '692937.68', '672937.68', '20000.00', null],
      ],
    ],
    [
      '001',
      [
        ['TIE', 1, '208', '1616095.40', '1616095.00', '0.40', 'offsetting-pair'],
        ['TIE', 1, '212', '14786148.00', '14786148.40', '-0.40', 'offsetting-pair'],
      ],
    ],
    ['002', []],
    [
      '003',
      [
        ['SPLIT', 1, '208', '2486171.00', '16607613.00', '-14121442.00', 'merged-cells'],
        [
          'PERIOD',
          null,
          expect.stringContaining('平台'),
          '2022-11-09 to 2023-08-31',
          '2022-11-09 to 2023-12-31',
          null,
          null,
        ],
      ],
    ],
    [
      '004',
      [
        ['SUM-CLASS', 8, '302', '88361.64', '883761.64', '-795400.00', 'digit-lost'],
        ['NARR-FIGURE', null, '2120199', '542697.44', '5426975.44', '-4884278.00', 'digit-lost'],
      ],
    ],
  ])('%s raises the expected findings, and no others', async (start, expected) => {
    const { document, narrative } = await open(start);
    expect(checkDocument(document, narrative).map(brief)).toEqual(expected);
  });

  it.each([
    ['000', 15, 52],
    ['001', 11, 29],
    ['002', 13, 25],
    ['003', 17, 35],
    ['004', 13, 44],
  ])(
    '%s states changes and amounts, each of a subject that its tables have',
    async (start, changes, claims) => {
      const { narrative } = await open(start);
      expect(narrative.findings).toEqual([]);
      expect(narrative.changes).toHaveLength(changes);
      expect(narrative.claims).toHaveLength(claims);
      const kinds = new Set(['total', 'three-public', 'split']);
      for (const { subject } of narrative.changes)
        expect(kinds.has(subject.kind) || subject.code !== null).toBe(true);
      for (const { subject } of narrative.claims) expect(subject).toMatch(/^[a-z0-9/-]+$/);
    },
  );

  it('states changes against execution with the printed base', async () => {
    const { narrative } = await open('003');
    expect(
      narrative.changes
        .filter(({ base }) => base.amount !== null)
        .map(({ subject, base, current, delta, percent }) => [
          subject.code,
          base.kind,
          base.year,
          base.amount === null ? null : fromFen(base.amount),
          current === null ? null : fromFen(current),
          delta,
          percent,
        ]),
    ).toEqual([
      ['2080502', 'prior-execution', 2022, '82400.00', '231500.00', null, '180.95'],
      ['2080505', 'prior-execution', 2022, '1100200.00', '1501400.00', null, '36.47'],
      ['2080506', 'prior-execution', 2022, '535900.00', '750700.00', null, '40.09'],
      ['2080599', 'prior-execution', 2022, '0.00', '2600.00', null, null],
      ['2101102', 'prior-execution', 2022, '673200.00', '985300.00', null, '46.36'],
      ['2120199', 'prior-execution', 2022, '111431700.00', '195418200.00', null, '75.37'],
      ['2210201', 'prior-execution', 2022, '460100.00', '656800.00', null, '42.76'],
    ]);
  });

  it.each(cases(1, ['000', '002', '004']))(
    '%s with one digit changed has one finding more',
    async (start) => {
      const { document, narrative } = await open(start);
      const told = (findings: readonly Finding[]) =>
        findings.filter(({ severity }) => severity !== 'info').length;
      const before = told(checkDocument(document, narrative));
      let turn = 0;
      for (const { where, tables } of slips(document.tables, 3)) {
        // Every seventh cell: all of them pass, and take as long as all other specs together.
        if (turn++ % 7 !== 0) continue;
        const after = checkDocument({ ...document, tables }, narrative);
        if (told(after) !== before + 1)
          throw new Error(`${where}:\n${after.map(({ message }) => message).join('\n')}`);
      }
    },
  );
});

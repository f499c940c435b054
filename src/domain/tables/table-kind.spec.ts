import { parseLineKey } from '../values/line.js';
import { showsLine, TABLE_CONTENTS, wholeOf, type TableKind } from './table-kind.js';

const EXPENDITURE = parseLineKey('expenditure/general/2120199/basic');
const RUNNING = parseLineKey('three-public/vehicle-running');
const OPERATING = parseLineKey('three-public/operating');

describe('A table', () => {
  it.each([
    ['revenue', 'revenue/2120199/fiscal-appropriation'],
    ['general', 'expenditure/general/2120199/basic'],
    ['government-fund', 'expenditure/government-fund/2120899/project'],
    ['state-capital', 'expenditure/state-capital/2230199/project'],
    ['basic-economic', 'economic/30101/personnel'],
    ['three-public', 'three-public/reception'],
  ] as const)('of the kind %s states a line in the cell in which it shows it', (kind, key) => {
    const { codeOf, columnOf, lineAt } = TABLE_CONTENTS[kind];
    const line = parseLineKey(key);
    expect(lineAt(codeOf(line), columnOf(line)!)).toEqual(line);
  });

  it('states no line in sums over codes or columns', () => {
    const { lineAt } = TABLE_CONTENTS.general;
    for (const [code, column] of [
      ['212', 'basic'],
      [null, 'basic'],
      ['2120199', 'total'],
    ] as const)
      expect(lineAt(code, column)).toBeNull();
  });

  it.each<[TableKind, string, boolean]>([
    ['general', 'basic', true],
    ['general', 'total', true],
    ['general', 'project', false],
    ['government-fund', 'total', false],
    ['appropriation', 'general', true],
    ['appropriation', 'government-fund', false],
  ])('of the kind %s in its column %s shows general expenditure: %s', (kind, column, shows) =>
    expect(showsLine(TABLE_CONTENTS[kind], column, EXPENDITURE)).toBe(shows),
  );

  it('of 三公经费 counts vehicles in its total, and 机关运行经费 not', () => {
    const content = TABLE_CONTENTS['three-public'];
    expect(['vehicles', 'total'].map((column) => showsLine(content, column, RUNNING))).toEqual([
      true,
      true,
    ]);
    expect(showsLine(content, 'total', OPERATING)).toBe(false);
    expect([wholeOf(content, 'vehicle-running'), wholeOf(content, 'operating')]).toEqual([
      'vehicles',
      'operating',
    ]);
  });
});

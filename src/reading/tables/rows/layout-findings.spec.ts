import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { readHeader } from '../lines/header.js';
import { linesOf } from '../../readers/text-lines.js';
import { headerFindings } from './layout-findings.js';

const FORM = SHANGHAI.requireKind('appropriation');

const messagesOf = (...headers: readonly string[]): readonly string[] => {
  const lines = headers.flatMap((header) => linesOf(header, 'a document'));
  return headerFindings(
    FORM,
    lines[0]!,
    lines.map((line) => readHeader([line], FORM)!),
    true,
  ).map(({ message }) => message);
};

describe('The headers of a table with two sides', () => {
  it('lack no column that the header of the other side has, or a last page with headings alone', () => {
    expect(
      messagesOf('项目 预算数', '项目 合计 一般公共预算', '政府性基金预算国有资本经营预算'),
    ).toEqual([]);
  });

  it('lack a column that none of them has', () => {
    expect(messagesOf('项目 预算数', '项目 合计 一般公共预算 政府性基金预算')).toEqual([
      'The header of table 4 lacks "国有资本经营预算".',
    ]);
  });
});

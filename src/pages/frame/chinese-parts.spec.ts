import { withChineseParts } from './chinese-parts.js';

/** What is marked, between brackets. */
const marked = (html: string): string =>
  withChineseParts(html).replaceAll('<span lang="zh-Hans">', '[').replaceAll('</span>', ']');

describe('Of a text on an English page, exactly the Chinese part is marked as Chinese', () => {
  it.each([
    [
      '其他城乡社区管理事务支出 · basic expenditure · 2120199',
      '[其他城乡社区管理事务支出] · basic expenditure · 2120199',
    ],
    ['Approved by 宝财预〔2023〕15号, on', 'Approved by [宝财预〔2023〕15号], on'],
    ['prints &quot;人员经费&quot;, and', 'prints &quot;[人员经费]&quot;, and'],
    ['(agrees) 人员增多，人员经费随之上升', '(agrees) [人员增多，人员经费随之上升]'],
    ['第3季度 of 2023年', '[第3季度] of [2023年]'],
    ['no Chinese at all', 'no Chinese at all'],
    ['A&amp;B公司 and &lt;中&gt;', 'A&amp;[B公司] and &lt;[中]&gt;'],
  ])('%s', (text, expected) => {
    expect(marked(`<p>${text}</p>`)).toBe(`<p>${expected}</p>`);
  });

  it('also after a word of a million letters, which is read once', () => {
    const word = 'a'.repeat(1_000_000);
    expect(marked(`<p>${word} 中文</p>`)).toBe(`<p>${word} [中文]</p>`);
  });

  it('no attribute, no option, no title, and nothing that is marked already', () => {
    const html =
      '<p title="中文 &gt; >">a</p><input value="中文"/><option>中文</option><title>中文</title><p lang="zh-Hans">中文 <b>中</b></p>';
    expect(withChineseParts(html)).toBe(html);
  });

  it('in a plot by an element of plots', () => {
    expect(withChineseParts('<svg><text>中文 a</text></svg><p>中文</p>')).toBe(
      '<svg><text><tspan lang="zh-Hans">中文</tspan> a</text></svg><p><span lang="zh-Hans">中文</span></p>',
    );
  });
});

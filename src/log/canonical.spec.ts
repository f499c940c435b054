import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { Json } from '../domain/values/json.js';
import { canonical, isCanonical } from './canonical.js';
import { rounds } from '../../test/support/rounds.js';

describe('The canonical text of a JSON value', () => {
  it('sorts keys by UTF-16 code units and has no white space', () =>
    expect(canonical({ b: [1, null, true], a: '学', A: {}, '€': '', '\ud83d\ude00': 0 })).toBe(
      '{"A":{},"a":"学","b":[1,null,true],"€":"","😀":0}',
    ));

  it('sorts keys that look like numbers as text', () =>
    expect(canonical({ x: { '10': 1, '9': 2, '2050201': 3 } })).toBe(
      '{"x":{"10":1,"2050201":3,"9":2}}',
    ));

  it('keeps a key named __proto__', () =>
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"a":2}}') as Json)).toBe(
      '{"__proto__":{"a":2},"b":1}',
    ));

  it('sorts many keys', () => {
    const keys = Array.from({ length: 40 }, (_, i) => `k${(i * 17) % 40}`);
    const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(text) as object)).toEqual([...keys].sort());
  });

  it.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [333333333.3333333, '333333333.3333333'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    ['\u000f\n"\\/\u2028', '"\\u000f\\n\\"\\\\/\u2028"'],
    ['\\ud800', '"\\\\ud800"'],
  ])('spells %p as the standard does', (value, text) => expect(canonical(value)).toBe(text));

  it('equals that of the reference package, for every value', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        let expected: string | undefined;
        try {
          expected = canonicalize(value);
        } catch {
          expect(() => canonical(value as Json)).toThrow(TypeError);
          return;
        }
        expect(canonical(value as Json)).toBe(expected);
      }),
      { numRuns: rounds(200, 1_000) },
    ));

  it('is unique: parsing and writing it again changes nothing', () =>
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonical(value as Json);
        expect(canonical(JSON.parse(text) as Json)).toBe(text);
      }),
    ));

  it('is recognised, and no other text of the value is', () =>
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonical(value as Json);
        const other = JSON.stringify(value);
        expect(isCanonical(text, JSON.parse(text) as Json)).toBe(true);
        expect(isCanonical(other, JSON.parse(other) as Json)).toBe(other === text);
        expect(isCanonical(`${text} `, JSON.parse(text) as Json)).toBe(false);
      }),
      { numRuns: rounds(200, 1_000) },
    ));

  it.each([
    ['{"a":{"10":1,"9":2}}', true],
    ['{"9":1,"10":2}', false],
    ['["\\\\ud800"]', true],
    ['{"b":1,"a":2}', false],
    ['[{"b":0,"a":0}]', false],
    ['{"a":1,"a":2}', false],
    ['{"a":"\\u5b66"}', false],
    ['{"a":1.0}', false],
    ['{"a":1e999}', false],
  ])('is told from another one: %s', (text, expected) =>
    expect(isCanonical(text, JSON.parse(text) as Json)).toBe(expected),
  );

  it.each([
    ['undefined', { a: undefined }],
    ['undefined in a list', [undefined]],
    ['a hole in a list', Object.assign([], { length: 1 })],
    ['NaN', { a: [NaN] }],
    ['Infinity', Infinity],
    ['NaN beside a key like a number', { 9: 1, a: NaN }],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a symbol', [Symbol('a')]],
    ['a Date', { a: new Date(0) }],
    ['a Map', new Map()],
    ['a lone surrogate', { a: '\ud800' }],
    ['a lone surrogate in a key', { '\udfff': 1 }],
  ])('refuses %s', (_, value) => expect(() => canonical(value as Json)).toThrow(TypeError));
});

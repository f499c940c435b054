import { z } from 'zod';
import { Refusal } from '../domain/errors.js';
import { civilDate } from '../domain/values/civil-date.js';
import { parsedBy } from './parsed-by.js';
import { readAt, validate } from './validate.js';

const schema = z.strictObject({
  name: z.string(),
  on: parsedBy(civilDate).optional(),
  lines: z.array(z.strictObject({ amount: z.string() })).optional(),
  kind: z.enum(['a', 'b']).optional(),
  codes: z.array(z.string().max(3)).min(1).optional(),
  page: z.int().max(9).optional(),
});

/** The refusal of a value. */
const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('Validation', () => {
  it('gives the parsed value', () =>
    expect(validate(schema, { name: 'x', on: '2024-02-29' })).toEqual({
      name: 'x',
      on: '2024-02-29',
    }));

  it.each`
    value                                          | code                   | pointer              | detail
    ${{}}                                          | ${'malformed'}         | ${'/name'}           | ${'name is missing.'}
    ${null}                                        | ${'malformed'}         | ${''}                | ${'The body is null: it must be an object.'}
    ${{ name: 'x', 'a/b': 1 }}                     | ${'unknown-field'}     | ${'/a~1b'}           | ${'"a/b" is not a known field: leave it out.'}
    ${{ name: 'x', on: '2023-02-29' }}             | ${'malformed'}         | ${'/on'}             | ${'"2023-02-29" is not a date: write a day of the calendar as YYYY-MM-DD.'}
    ${{ name: 'x', kind: 'c' }}                    | ${'malformed'}         | ${'/kind'}           | ${'kind is "c": it must be one of a, b.'}
    ${{ name: 5 }}                                 | ${'malformed'}         | ${'/name'}           | ${'name is 5: it must be a text.'}
    ${{ name: 'x', codes: [] }}                    | ${'malformed'}         | ${'/codes'}          | ${'codes is a list: it must have at least 1 entry.'}
    ${{ name: 'x', codes: ['2011'] }}              | ${'malformed'}         | ${'/codes/0'}        | ${'codes.0 is "2011": it must have at most 3 characters.'}
    ${{ name: 'x', page: 10 }}                     | ${'malformed'}         | ${'/page'}           | ${'page is 10: it must be at most 9.'}
    ${{ name: 'x', lines: [{ amount: 1060056 }] }} | ${'amount-not-string'} | ${'/lines/0/amount'} | ${'lines.0.amount is the number 1060056: write it as a string, like "1060056.00".'}
  `('refuses $value with $code at $pointer', ({ value, code, pointer, detail }) => {
    const refusal = refusalOf(() => validate(schema, value));
    expect(refusal).toMatchObject({ code, message: detail });
    expect(refusal.details['errors']).toEqual([{ pointer, code, detail }]);
  });

  it('names every field that is not valid; the code and the message are those of the first', () => {
    const refusal = refusalOf(() => validate(schema, { name: 'x', kind: 'c', more: 1 }));
    expect(refusal.details['errors']).toMatchObject([{ pointer: '/kind' }, { pointer: '/more' }]);
    expect(refusal.code).toBe('malformed');
  });

  it('adds the pointer to what the domain refuses', () => {
    const refusal = refusalOf(() => readAt('/to', () => civilDate('x')));
    expect(refusal.details['errors']).toMatchObject([{ pointer: '/to', code: 'malformed' }]);
  });

  it('passes on an error that is no refusal', () =>
    expect(() =>
      readAt('/to', () => {
        throw new TypeError('a bug');
      }),
    ).toThrow(TypeError));
});

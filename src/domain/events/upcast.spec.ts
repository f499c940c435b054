import type { Json } from '../values/json.js';
import { SCHEMA_VERSION, upcast, UPCASTERS, type Upcasters } from './upcast.js';

/** An agency once had one name; then names with the year from which they hold; then the key got its plural. */
const table: Upcasters = {
  AgencyRegistered: [
    (data) => {
      const { name, ...rest } = data as { code: string; name: string };
      return { ...rest, name: [{ name, from: 2020 }] };
    },
    (data) => {
      const { name, ...rest } = data as { code: string; name: Json };
      return { ...rest, names: name };
    },
  ],
};

const today = { code: 'a', names: [{ name: '宝山区', from: 2020 }] };

describe('An event of an older shape', () => {
  it.each([
    [1, { code: 'a', name: '宝山区' }],
    [2, { code: 'a', name: [{ name: '宝山区', from: 2020 }] }],
    [3, today],
  ])('of version %i reads as one of today', (version, data) =>
    expect(upcast('AgencyRegistered', version, data, table)).toEqual(today),
  );

  it('stays as it was stored', () => {
    const stored = Object.freeze({ code: 'a', name: '宝山区' });
    upcast('AgencyRegistered', 1, stored, table);
    expect(stored).toEqual({ code: 'a', name: '宝山区' });
  });
});

describe('An event of a newer program', () => {
  it('is refused by its version, never skipped', () =>
    expect(() => upcast('AgencyRegistered', 4, today, table)).toThrow(
      'The log holds AgencyRegistered in version 4, and this version of budget-ledger knows it up to 3: use the newer version that wrote it.',
    ));

  it.each(['AgencyAbolished', 'toString', '__proto__'])('is refused by its type %s', (type) =>
    expect(() => upcast(type, 1, {})).toThrow(`an event of type ${type}, which this version`),
  );

  it.each([0, -1, 1.5, NaN])('has no version %p', (version) =>
    expect(() => upcast('AgencyRegistered', version, today, table)).toThrow('in version'),
  );
});

it('writes every type in the version after its last upcaster', () => {
  for (const [type, steps] of Object.entries(UPCASTERS))
    expect(SCHEMA_VERSION[type as keyof typeof SCHEMA_VERSION]).toBe(steps.length + 1);
});

import fc from 'fast-check';
import { eventId, eventIds, isEventId } from './event-id.js';

describe('The id of an event', () => {
  it('is the same for the same key and index, for ever', () =>
    expect(eventIds('k', 3)).toEqual([
      'eeb8b82c-2fcb-8a8e-acf2-a4cf00000000',
      'eeb8b82c-2fcb-8a8e-acf2-a4cf00000001',
      'eeb8b82c-2fcb-8a8e-acf2-a4cf00000002',
    ]));

  it('is a UUID of version 8 with the standard variant', () =>
    fc.assert(
      fc.property(fc.string(), fc.nat(), (key, index) => {
        const id = eventId(key, index);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(isEventId(id)).toBe(true);
      }),
    ));

  it('differs by key and by index', () => {
    const ids = ['', 'a', 'b', 'a 1', 'a1'].flatMap((key) => eventIds(key, 200));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the same alone and in bulk', () =>
    expect(eventIds('a', 20)).toEqual(Array.from({ length: 20 }, (_, i) => eventId('a', i))));

  it.each([-1, 1.5, NaN, 2 ** 32])('has no index %p', (index) =>
    expect(() => eventId('a', index)).toThrow(RangeError),
  );

  it.each(['', 'x', 'EEB8B82C-2FCB-8A8E-ACF2-A4CF00000000', 'eeb8b82c2fcb8a8eacf2a4cf00000000'])(
    'has one form, which is not "%s"',
    (text) => expect(isEventId(text)).toBe(false),
  );
});

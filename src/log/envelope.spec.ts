import type { Instant } from '../domain/values/civil-date.js';
import { decode, encodeData, encodeMeta, OrdinalCounter } from './envelope.js';
import type { NewEvent, StoredEvent } from './event-log.js';

const recordedAt = '2026-03-01T08:00:00.000Z' as Instant;

const event: NewEvent = {
  id: 'eeb8b82c-2fcb-8a8e-acf2-a4cf00000000',
  type: 'AgencyRegistered',
  schemaVersion: 1,
  data: { name: '宝山区', code: 'a' },
  actor: 'zhang',
  correlationId: 'c',
  causationId: null,
};

const stored = (change: Partial<StoredEvent> = {}): StoredEvent => ({
  position: 7n,
  stream: 'budget-a-2023-unit',
  version: 3,
  id: event.id,
  type: event.type,
  data: encodeData(event),
  meta: encodeMeta(event, { recordedAt }),
  ...change,
});

describe('A stored event', () => {
  it('is two canonical texts', () => {
    expect(encodeData(event)).toBe('{"code":"a","name":"宝山区"}');
    expect(encodeMeta(event, { recordedAt })).toBe(
      '{"actor":"zhang","causationId":null,"correlationId":"c","recordedAt":"2026-03-01T08:00:00.000Z","schemaVersion":1}',
    );
  });

  it('contains the idempotency key with its fingerprint, and no other property', () => {
    const idempotency = { key: 'k', fingerprint: 'f', secret: 'not for the log' };
    expect(encodeMeta({ ...event, idempotency }, { recordedAt })).toContain(
      '"idempotency":{"fingerprint":"f","key":"k"},"recordedAt"',
    );
  });

  it('is decoded as it was written, with its place and its ordinal', () =>
    expect(decode(stored(), { sequence: 5, recordedAt })).toEqual({
      id: event.id,
      type: 'AgencyRegistered',
      data: { code: 'a', name: '宝山区' },
      schemaVersion: 1,
      stream: 'budget-a-2023-unit',
      version: 3,
      position: 7n,
      sequence: 5,
      recordedAt,
      actor: 'zhang',
      correlationId: 'c',
      causationId: null,
      budget: 'a-2023-unit',
    }));

  it('is decoded with its idempotency key', () => {
    const idempotency = { key: 'k', fingerprint: 'f' };
    const meta = encodeMeta({ ...event, idempotency }, { recordedAt });
    expect(decode(stored({ meta })).idempotency).toEqual(idempotency);
  });

  it('without an ordinal has sequence 0 and its stored time', () =>
    expect(decode(stored())).toMatchObject({ sequence: 0, recordedAt }));

  it('of an older version is upcast', () =>
    expect(
      decode(stored(), undefined, {
        AgencyRegistered: [(data) => ({ ...(data as object), district: '宝山' })],
      }).data,
    ).toEqual({ code: 'a', name: '宝山区', district: '宝山' }));

  it('that cannot be parsed is reported with its position', () =>
    expect(() => decode(stored({ data: '{' }))).toThrow(
      'The event at position 7 (budget-a-2023-unit, version 3) is not JSON: restore the log from a backup.',
    ));
});

describe('OrdinalCounter', () => {
  const at = (time: string) => `2026-03-01T${time}.000Z` as Instant;

  it('count from 1, with times that never decrease', () => {
    const ordinals = new OrdinalCounter();
    expect(
      ['08:00:00', '09:00:00', '08:30:00', '10:00:00'].map((t) => ordinals.next(at(t))),
    ).toEqual([
      { sequence: 1, recordedAt: at('08:00:00') },
      { sequence: 2, recordedAt: at('09:00:00') },
      { sequence: 3, recordedAt: at('09:00:00') },
      { sequence: 4, recordedAt: at('10:00:00') },
    ]);
  });

  it('continue where an earlier count ended', () => {
    const ordinals = new OrdinalCounter({ sequence: 41, recordedAt: at('09:00:00') });
    expect(ordinals.decode(stored())).toMatchObject({ sequence: 42, recordedAt: at('09:00:00') });
    expect(ordinals.current).toEqual({ sequence: 42, recordedAt: at('09:00:00') });
  });
});

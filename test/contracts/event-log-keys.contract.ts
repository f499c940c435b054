import { eventIds, keyOfChange } from '../../src/log/event-id.js';
import {
  IdempotencyKeyTaken,
  WrongExpectedVersion,
  type EventLog,
  type NewEvent,
  type Unchanged,
} from '../../src/log/event-log.js';
import { collect, eventOf, expectValidLog } from '../support/log-events.js';
import type { LogUnderTest } from './event-log.contract.js';

const A = 'budget-a-2024-unit';
const B = 'budget-b-2024-unit';
const ROUNDS = 15;

export const describeKeys = (under: () => LogUnderTest): void => {
  const eventsWith = (key: string, fingerprint: string, n = 2): NewEvent[] =>
    eventIds(keyOfChange(key), n).map((id) => ({
      ...eventOf({ fingerprint }, id),
      idempotency: { key, fingerprint },
    }));
  const answer = (stream: string, fingerprint: string, version = -1): Unchanged => ({
    stream,
    fingerprint,
    version,
    position: BigInt(version + 1),
  });
  /** One that is fulfilled, and the others refused for their key. */
  const expectOne = (outcomes: readonly PromiseSettledResult<unknown>[]): void => {
    const refused = outcomes.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(outcomes.length - 1);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(IdempotencyKeyTaken);
  };
  const versionsOf = async (log: EventLog, stream: string) =>
    (await collect(log.readStream(stream))).map(({ version }) => version);

  describe('An idempotency key', () => {
    it('at once in two streams is stored in one of them', async () => {
      const { log, another } = under();
      const other = await another();
      for (let round = 0; round < ROUNDS; round += 1) {
        const key = `round ${round}`;
        const at = (name: string) => `budget-${name}${round}-2024-unit`;
        expectOne(
          await Promise.allSettled([
            log.append(at('a'), 'no-stream', eventsWith(key, 'one')),
            other.append(at('b'), 'no-stream', eventsWith(key, 'other')),
            log.append(at('c'), 'no-stream', eventsWith(key, 'third', 1)),
          ]),
        );
      }
      const keys = (await expectValidLog(log)).map(({ meta }) => /"key":"[^"]*"/.exec(meta)?.[0]);
      expect(new Set(keys).size).toBe(ROUNDS);
    });

    it('that recorded events in a stream is refused in every other one, and repeated in its own', async () => {
      const { log, another } = under();
      const first = await log.append(A, 'no-stream', eventsWith('k', 'one'));
      const other = await another();
      for (const at of [log, other]) {
        await expect(at.append(B, 'no-stream', eventsWith('k', 'one'))).rejects.toBeInstanceOf(
          IdempotencyKeyTaken,
        );
        expect(await at.append(A, 'no-stream', eventsWith('k', 'one'))).toMatchObject({
          version: first.version,
          position: first.position,
        });
        await expect(at.rememberUnchanged('k', answer(B, 'one'))).rejects.toBeInstanceOf(
          IdempotencyKeyTaken,
        );
        expect(await at.unchangedUnder('k')).toBeUndefined();
        expect([true, undefined]).toContain(at.hasRecorded('k'));
        expect([false, undefined]).toContain(at.hasRecorded('another'));
      }
      expect(await versionsOf(log, A)).toEqual([0, 1]);
      expect(await versionsOf(log, B)).toEqual([]);
    });

    it('of a request that recorded nothing keeps the first answer, and belongs to that request', async () => {
      const { log, another } = under();
      expect(await log.unchangedUnder('k')).toBeUndefined();
      expect(await log.rememberUnchanged('k', answer(A, 'one', 3))).toEqual(answer(A, 'one', 3));
      const other = await another();
      for (const at of [log, other]) {
        expect(await at.unchangedUnder('k')).toEqual(answer(A, 'one', 3));
        expect(await at.rememberUnchanged('k', answer(A, 'one', 7))).toEqual(answer(A, 'one', 3));
        for (const refused of [
          () => at.rememberUnchanged('k', answer(A, 'another', 3)),
          () => at.rememberUnchanged('k', answer(B, 'one', 3)),
          () => at.append(B, 'no-stream', eventsWith('k', 'other')),
          () => at.append(A, 'no-stream', eventsWith('k', 'one')),
        ])
          await expect(refused()).rejects.toBeInstanceOf(IdempotencyKeyTaken);
      }
      expect(await collect(log.readAll())).toEqual([]);
    });

    it('whose events were not stored is remembered when its request records nothing, and stores none of them later', async () => {
      const { log, another } = under();
      await log.append(A, 'no-stream', eventsWith('other', 'other', 3));
      const late = () => log.append(A, 1, eventsWith('k', 'one'));
      await expect(late()).rejects.toBeInstanceOf(WrongExpectedVersion);
      const other = await another();
      for (const at of [other, log])
        expect(await at.rememberUnchanged('k', answer(A, 'one', 2))).toEqual(answer(A, 'one', 2));
      await log.append(A, 2, eventsWith('third', 'third'));
      for (const at of [other, log]) {
        expect(await at.unchangedUnder('k')).toEqual(answer(A, 'one', 2));
        expect(await at.rememberUnchanged('k', answer(A, 'one', 4))).toEqual(answer(A, 'one', 2));
        for (const [stream, version, fingerprint] of [
          [A, 4, 'one'],
          [A, 4, 'another'],
          [B, 'no-stream', 'one'],
        ] as const)
          await expect(
            at.append(stream, version, eventsWith('k', fingerprint)),
          ).rejects.toBeInstanceOf(IdempotencyKeyTaken);
      }
      expect(await versionsOf(log, A)).toEqual([0, 1, 2, 3, 4]);
    });

    it('whose events are stored meanwhile is not remembered by a process that has not seen them', async () => {
      const { log, another } = under();
      await log.append(A, 'no-stream', eventsWith('k', 'one'));
      const other = await another();
      await expect(other.rememberUnchanged('k', answer(A, 'one'))).rejects.toMatchObject({
        code: expect.stringMatching(/^(version-mismatch|idempotency-key-reused)$/),
      });
      expect(await other.unchangedUnder('k')).toBeUndefined();
    });

    it('at once for events and for nothing belongs to one of them', async () => {
      const { log, another } = under();
      const other = await another();
      for (let round = 0; round < ROUNDS; round += 1) {
        const key = `round ${round}`;
        expectOne(
          await Promise.allSettled([
            log.append(`budget-a${round}-2024-unit`, 'no-stream', eventsWith(key, 'one')),
            other.rememberUnchanged(key, answer(B, 'other')),
          ]),
        );
      }
    });

    it('may be of any length that HTTP allows, and hold any character', async () => {
      const { log } = under();
      for (const key of ['~'.repeat(255), '{"a": 1}', 'key ', "it's; $x %00/../#"]) {
        await log.rememberUnchanged(key, answer(A, 'one'));
        expect(await log.unchangedUnder(key)).toEqual(answer(A, 'one'));
      }
    });
  });
};

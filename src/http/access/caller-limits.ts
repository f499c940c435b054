import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { DOCUMENT_BYTES_MAX } from '../../domain/values/document-limits.js';
import { HttpRefusal } from '../problem.js';

const MINUTE_MS = 60_000;
/** After so many seconds it is worth asking again whether something that takes long may begin. */
const RETRY_S = 5;
/** Tokens that do not hold, from one address in a minute: a program that goes on with an old one is told to wait. */
const INVALID_PER_MINUTE = 300;
const MANY_INVALID =
  'Too many tokens from your address did not hold in this minute: wait, and send one that holds.';
/** How many callers are counted at once. Beyond it, those that were counted longest ago are forgotten. */
const CALLERS_MAX = 100_000;
/** What one caller may do at once, and what all may. */
const AT_ONCE = {
  stream: { each: 16, all: 2_000 },
  upload: { each: 4, all: 64 },
  'bytes of uploads': { each: 4 * DOCUMENT_BYTES_MAX, all: 16 * DOCUMENT_BYTES_MAX },
  verification: { each: 1, all: 1 },
  bundle: { each: 1, all: 4 },
} as const;

/** What takes long, so that few may run at once. */
type Lasting = keyof typeof AT_ONCE;

/** A number that falls back to zero every minute. */
interface Window {
  until: number;
  count: number;
}

/** What one caller may ask of the service. Without authentication there is one caller, this machine, and nothing is counted for it. */
@Injectable()
export class CallerLimits {
  private readonly requests = new Map<string, Window>();
  private readonly invalid = new Map<string, Window>();
  private readonly running = new Map<string, number>();

  constructor(private readonly config: Config) {}

  /** Counts a request of a caller. @throws {HttpRefusal} `too-many-requests`: it has asked for more than it may in this minute. */
  count(caller: string): void {
    refuse(
      windowOf(this.requests, caller),
      this.config.access.requestsPerMinute,
      'You have sent more requests than one caller may send in a minute.',
    );
  }

  /**
   * Counts a token that did not hold. Only those that do not hold are refused: others may have the same address.
   *
   * @throws {HttpRefusal} `too-many-requests`: too many tokens from this address did not hold in this minute.
   */
  countInvalid(address: string): void {
    refuse(windowOf(this.invalid, address), INVALID_PER_MINUTE, MANY_INVALID);
  }

  /**
   * Counts what takes long until the result is called.
   *
   * @param caller undefined where nobody is authenticated: then only what all may do at once is limited
   * @param units how many it counts as
   * @throws {HttpRefusal} `too-many-requests`: as much as may is running already.
   */
  begin(what: Lasting, caller: string | undefined, units = 1): () => void {
    const { each, all } = AT_ONCE[what];
    const counts = [
      { key: what, max: all },
      ...(caller === undefined ? [] : [{ key: `${what} ${caller}`, max: each }]),
    ];
    if (counts.some(({ key, max }) => (this.running.get(key) ?? 0) + units > max))
      throw new HttpRefusal(
        'too-many-requests',
        `The limit for this kind of work (${what}) is reached: wait until some of it has ended.`,
        {},
        { 'Retry-After': String(RETRY_S) },
      );
    for (const { key } of counts) this.running.set(key, (this.running.get(key) ?? 0) + units);
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      for (const { key } of counts) {
        const left = this.running.get(key)! - units;
        if (left === 0) this.running.delete(key);
        else this.running.set(key, left);
      }
    };
  }
}

const windowOf = (windows: Map<string, Window>, key: string): Window => {
  const now = performance.now();
  const known = windows.get(key);
  if (known !== undefined && known.until > now) return known;
  // The order of the map is the order of the windows' ends.
  windows.delete(key);
  if (windows.size >= CALLERS_MAX) windows.delete(windows.keys().next().value!);
  const window = { until: now + MINUTE_MS, count: 0 };
  windows.set(key, window);
  return window;
};

const refuse = (window: Window, max: number, sentence: string): void => {
  if (window.count >= max) throw tooMany(window, sentence);
  window.count += 1;
};

const tooMany = ({ until }: Window, sentence: string): HttpRefusal =>
  new HttpRefusal(
    'too-many-requests',
    sentence,
    {},
    { 'Retry-After': String(Math.max(1, Math.ceil((until - performance.now()) / 1000))) },
  );

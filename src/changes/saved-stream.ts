import { createHash } from 'node:crypto';

/** A place in a saved stream where it is not complete, or not a stream. */
export interface StreamProblem {
  /** The line of the file, from 1. */
  readonly line: number;
  readonly message: string;
  /** The sequences that are not in it, where they are known: `GET /v1/changes?from=&to=` gives them again. */
  readonly missing: { readonly from: number; readonly to: number } | null;
}

/** What a saved stream has. */
export interface SavedStream {
  readonly complete: boolean;
  /** The sequences that it speaks of, first and last; null for a stream without a change. */
  readonly from: number | null;
  readonly to: number | null;
  readonly changes: number;
  /** How many events of the log the filter has left out between them. */
  readonly skipped: number;
  /** How often a change stands in it again, as after a lost connection. */
  readonly repeated: number;
  readonly problems: readonly StreamProblem[];
}

interface Saved {
  readonly sequence: number;
  /** A hash of what the change says, which is the same where it stands again; `skipped` is of each reader. */
  readonly hash: string;
  readonly skipped: number;
  readonly budget: string | null;
  readonly version: number;
  readonly isFiltered: boolean;
}

const NO_CHANGE = 'This line is not a change.';
/** No more problems than these are listed: each is a hole, and a file of another kind would have one a line. */
const PROBLEMS_MAX = 100;

/**
 * Whether a saved stream of changes has every change that it should have, or where not. What comes after its last line nobody can
 * know, nor whether the ledger says what the changes say: that is what its proofs are for.
 *
 * @param text what was received: lines of changes or CloudEvents, server-sent events, or an array of CloudEvents.
 * @param after the sequence after which the stream begins, where it is known: then the first change is known to be the next one.
 */
export const checkSavedStream = (text: string, after?: number): SavedStream =>
  new SavedStreamCheck(after).run(text);

class SavedStreamCheck {
  private readonly problems: StreamProblem[] = [];
  private readonly hashes = new Map<number, string>();
  private readonly versions = new Map<string, number>();
  private from: number | null = null;
  private skipped = 0;
  private repeated = 0;
  /** Whether a change says how many events a filter has left out; undefined before the first one. */
  private isFiltered: boolean | undefined;

  /** @param last everything up to this sequence has been received; undefined where that is not known */
  constructor(private last: number | undefined) {}

  run(text: string): SavedStream {
    for (const { line, value } of this.valuesIn(text)) {
      const change = savedOf(value);
      if (change !== undefined) this.passed(change, line);
      else if (isObject(value) && typeof value['token'] === 'string' && isCount(value['sequence']))
        this.reached(value['sequence'], line);
      else this.report(line, NO_CHANGE);
    }
    const { from, last, hashes, skipped, repeated, problems } = this;
    if (last === undefined && problems.length === 0)
      this.report(1, 'There is no change: nothing shows that none is missing.');
    const complete = problems.length === 0;
    return { complete, from, to: last ?? null, changes: hashes.size, skipped, repeated, problems };
  }

  /** A checkpoint: everything up to it was sent, or left out by the filter. */
  private reached(sequence: number, line: number): void {
    const { last = sequence } = this;
    if (sequence > last && this.isFiltered === false) this.reportMissing(line, last + 1, sequence);
    else this.skipped += Math.max(sequence - last, 0);
    this.last = Math.max(sequence, last);
  }

  private passed(
    { sequence, hash, skipped, budget, version, isFiltered }: Saved,
    line: number,
  ): void {
    const { last } = this;
    const before = sequence - skipped - 1;
    if (last !== undefined && sequence <= last) {
      const known = this.hashes.get(sequence);
      if (known === hash) this.repeated += 1;
      else if (known === undefined) this.report(line, `Change ${sequence} comes after ${last}.`);
      else this.report(line, `Change ${sequence} stands here again and says something else.`);
      return;
    }
    if (last !== undefined && before > last) this.reportMissing(line, last + 1, before);
    this.isFiltered = isFiltered;
    const known = budget === null ? undefined : this.versions.get(budget);
    if (known !== undefined && (isFiltered ? version <= known : version !== known + 1))
      this.report(line, `${budget} is at version ${version} after ${known}.`);
    if (budget !== null) this.versions.set(budget, version);
    this.hashes.set(sequence, hash);
    this.from ??= before + 1;
    this.skipped += skipped;
    this.last = sequence;
  }

  /** The JSON documents of a saved stream with their lines. Frames that are no change and no place, such as `reset`, are left out. */
  private *valuesIn(
    text: string,
  ): Generator<{ readonly line: number; readonly value: unknown }, void, undefined> {
    if (text.startsWith('[')) {
      const values = parsed(text);
      if (Array.isArray(values))
        yield* values.map((value: unknown, index) => ({ line: index + 1, value }));
      else this.report(1, 'The array is cut off, or is not JSON.');
      return;
    }
    const isEvents = /^(?:retry|event|id|data|):/.test(text);
    const lines = text.split('\n');
    const rest = lines.pop()!;
    const isCut = isEvents || rest.startsWith('{');
    if (rest !== '') this.report(lines.length + 1, isCut ? 'The last line is cut off.' : NO_CHANGE);
    let event = '';
    for (const [index, each] of lines.entries()) {
      if (each === '' || each.startsWith('event: ')) event = each.slice('event: '.length);
      const isData = isEvents ? each.startsWith('data: ') : each !== '';
      if (!isData || event === 'reset' || event === 'denied') continue;
      const value = parsed(isEvents ? each.slice('data: '.length) : each);
      if (value === undefined) this.report(index + 1, 'This line is not JSON.');
      else yield { line: index + 1, value };
    }
  }

  private reportMissing(line: number, from: number, to: number): void {
    this.report(line, `The changes ${from} to ${to} are missing.`, { from, to });
  }

  private report(line: number, message: string, missing: StreamProblem['missing'] = null): void {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push({ line, message, missing });
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** The change, or that of a CloudEvent; undefined where it is none. */
const savedOf = (value: unknown): Saved | undefined => {
  if (!isObject(value)) return undefined;
  if (value['specversion'] === '1.0') return savedOf(value['data']);
  const { skipped = 0, ...said } = value;
  const { sequence, id, budget, version } = said;
  if (!isCount(sequence) || typeof id !== 'string' || !isCount(skipped) || !isCount(version))
    return undefined;
  return {
    sequence,
    hash: createHash('sha256').update(JSON.stringify(said)).digest('base64'),
    skipped,
    budget: typeof budget === 'string' ? budget : null,
    version,
    isFiltered: 'skipped' in value,
  };
};

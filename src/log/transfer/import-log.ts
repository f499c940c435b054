import { Refusal } from '../../domain/errors.js';
import {
  WrongExpectedVersion,
  type EndedEpoch,
  type EventLog,
  type EncodedAppend,
  type StoredEvent,
} from '../event-log.js';
import { tokenOf, type Token } from '../token.js';
import { storedBytes } from '../envelope.js';
import { Digest, lineOf, type Closing, type Header } from './export-format.js';
import { LogFileReader, type FileEvent } from './export-file-reader.js';

/** Limits of one call to the log. */
const BATCH_EVENTS = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** A version that no stream reaches: an append there is refused, either for its size or for its version. */
const NO_VERSION = Number.MAX_SAFE_INTEGER;

/** What was imported. */
export interface Imported {
  /** Events in the file. */
  readonly events: number;
  /** Events that the log did not contain yet. */
  readonly appended: number;
  readonly streams: number;
  readonly bytes: number;
  /** The token of the last event in this ledger; null when there is none. */
  readonly lastToken: Token | null;
  /** Of the lines of the events, the same in the file and in what was read back from the log. */
  readonly sha256: string;
}

/** Who hears of the progress. */
export interface ImportOptions {
  /** Called with the number of events imported so far, and the total. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Imports an exported log into another one: the same events with the same ids, versions, order, times and stored texts, in
 * the same appends. The file is read to its end before anything is written. If the log contains events, they must be the
 * first events of the file: then an interrupted import is continued. At the end everything is read back and compared.
 *
 * The log begins an epoch above the exported one, even where positions stay the same: the old ledger may record events
 * after the export, and its tokens must not be valid here.
 *
 * @throws {Refusal} `malformed`: the file is damaged. `data-folder-unusable`: the log contains other events.
 *   `document-too-large`: the server does not accept an append of this size. `log-corrupt`: another writer interfered.
 */
export const importLog = async (
  file: string,
  open: () => Promise<EventLog>,
  { progress = () => {} }: ImportOptions = {},
): Promise<Imported> => {
  const survey = await surveyOf(file);
  const log = await open();
  try {
    const total = survey.closing.events;
    const there = await countImported(log, file, survey);
    if (there < total) await refuseTooLarge(log, file, survey.largest!);
    // The log contains everything already: it is the ledger that was exported, or a finished import.
    const isItself = there === total && (await log.identity()).ledger === survey.header.ledger;
    if (!isItself) await beginEpochAbove(log, survey.header.epoch);
    if (there < total) await appendRest(log, file, there, (done) => progress(done, total));
    const lastPosition = await readBack(log, survey);
    const { epoch } = await log.identity();
    const { events, streams, sha256 } = survey.closing;
    return {
      events,
      appended: events - there,
      streams,
      bytes: survey.bytes,
      lastToken: lastPosition === 0n ? null : tokenOf(epoch, lastPosition),
      sha256,
    };
  } finally {
    await log.close();
  }
};

interface Survey {
  readonly header: Header;
  readonly closing: Closing;
  readonly bytes: number;
  readonly largest: FileAppend | undefined;
}

interface FileAppend extends EncodedAppend {
  readonly line: number;
  readonly bytes: number;
}

const surveyOf = async (file: string): Promise<Survey> => {
  const reader = new LogFileReader(file);
  let largest: FileAppend | undefined;
  for await (const append of appendsOf(reader))
    if (append.bytes > (largest?.bytes ?? -1)) largest = append;
  return { header: reader.header!, closing: reader.closing!, bytes: reader.bytes, largest };
};

/** Consecutive events of one stream with the same correlation id were one append, and become one again. */
async function* appendsOf(reader: LogFileReader, skipped = 0): AsyncGenerator<FileAppend> {
  let open: FileEvent[] = [];
  for await (const event of eventsOf(reader, skipped)) {
    const first = open[0];
    if (first && (first.stream !== event.stream || first.correlationId !== event.correlationId)) {
      yield appendOf(open);
      open = [];
    }
    open.push(event);
  }
  if (open.length > 0) yield appendOf(open);
}

async function* eventsOf(reader: LogFileReader, skipped = 0): AsyncGenerator<FileEvent> {
  let left = skipped;
  for await (const page of reader.pages()) {
    if (left >= page.length) left -= page.length;
    else {
      yield* left > 0 ? page.slice(left) : page;
      left = 0;
    }
  }
}

const appendOf = (events: readonly FileEvent[]): FileAppend => {
  const { stream, version, line } = events[0]!;
  return {
    stream,
    expected: version === 0 ? 'no-stream' : version - 1,
    events,
    line,
    bytes: storedBytes(events),
  };
};

/** The number of the file's events that the log contains already. Refuses a log that contains other events. */
const countImported = async (
  log: EventLog,
  file: string,
  { header, closing }: Survey,
): Promise<number> => {
  const expected = eventsOf(new LogFileReader(file));
  const first = header.after?.sequence ?? 0;
  let sequence = 0;
  try {
    for await (const page of log.readAll())
      for (const stored of page) {
        sequence += 1;
        if (sequence < first) continue;
        if (sequence === first) {
          if (stored.id !== header.after!.id)
            throw anotherEvent(stored, sequence, header.after!.id);
          continue;
        }
        const { value: event } = (await expected.next()) as { value: FileEvent | undefined };
        if (!event) throw more(sequence, file, first + closing.events);
        if (!isSame(stored, event)) throw anotherEvent(stored, sequence, event.id);
      }
  } finally {
    await expected.return(undefined);
  }
  if (sequence < first)
    throw new Refusal(
      'data-folder-unusable',
      `${file} begins after event ${first}, and the ledger holds ${sequence}: import first what came before. Nothing was imported.`,
    );
  return sequence - first;
};

const isSame = (stored: StoredEvent, event: FileEvent): boolean =>
  stored.id === event.id &&
  stored.stream === event.stream &&
  stored.version === event.version &&
  stored.type === event.type &&
  stored.data === event.data &&
  stored.meta === event.meta;

const anotherEvent = ({ id, stream, version }: StoredEvent, sequence: number, wanted: string) =>
  new Refusal(
    'data-folder-unusable',
    `The ledger holds something else: its event ${sequence} is ${id} (${stream}, version ${version}), in the file it is ${wanted}${id === wanted ? ' with another content' : ''}. Nothing was imported: name an empty ledger, or one that was filled from the same log.`,
    { sequence },
  );

const more = (sequence: number, file: string, last: number) =>
  new Refusal(
    'data-folder-unusable',
    `The ledger has more events: ${file} ends with event ${last}, and the ledger has an event ${sequence}. Nothing was imported.`,
    { sequence },
  );

/** Only the server knows the largest size of an append: sends the largest one with a version that no stream has. */
const refuseTooLarge = async (log: EventLog, file: string, largest: FileAppend): Promise<void> => {
  try {
    await log.restore([{ ...largest, expected: NO_VERSION }]);
  } catch (error) {
    if (error instanceof WrongExpectedVersion) return;
    if (error instanceof Refusal && error.code === 'document-too-large')
      throw new Refusal(
        error.code,
        `${file}, line ${largest.line}: ${error.message}`,
        { ...error.details, line: largest.line },
        { cause: error },
      );
    throw error;
  }
};

/** Before the first event, so that no token of the old ledger is ever valid here. */
const beginEpochAbove = async (log: EventLog, exported: number): Promise<void> => {
  const { epoch, ended } = await log.identity();
  if (epoch <= exported) await log.beginEpoch({ epoch: exported + 1, ended });
};

const appendRest = async (
  log: EventLog,
  file: string,
  there: number,
  progress: (done: number) => void,
): Promise<void> => {
  let done = there;
  let batch: FileAppend[] = [];
  let events = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    await log.restore(batch);
    progress((done += events));
    batch = [];
    events = bytes = 0;
  };
  for await (const append of appendsOf(new LogFileReader(file), there)) {
    batch.push(append);
    events += append.events.length;
    bytes += append.bytes;
    if (events >= BATCH_EVENTS || bytes >= BATCH_BYTES) await flush();
  }
  if (batch.length > 0) await flush();
};

/** Compares the log with the file, records the ended epochs, and returns the last position. */
const readBack = async (log: EventLog, { header, closing }: Survey): Promise<bigint> => {
  const first = header.after?.sequence ?? 0;
  const wanted = new Map<number, bigint>([
    [0, 0n],
    ...closing.ended.map(({ sequence }): [number, bigint] => [sequence, 0n]),
  ]);
  const digest = new Digest();
  let sequence = 0;
  let last = 0n;
  for await (const page of log.readAll())
    for (const stored of page) {
      sequence += 1;
      last = stored.position;
      if (sequence > first) digest.add(lineOf(stored, sequence));
      if (wanted.has(sequence)) wanted.set(sequence, last);
    }
  if (sequence !== first + closing.events || digest.hex !== closing.sha256)
    throw new Refusal(
      'log-corrupt',
      `The events that were read back from the ledger differ from the file (${sequence - first} of ${closing.events} events): another program has written to it. Import into an empty ledger.`,
    );
  wanted.set(sequence, last);
  await rememberEnded(log, header, closing, { sequence, wanted });
  return last;
};

const rememberEnded = async (
  log: EventLog,
  { epoch: exported }: Header,
  { ended, lastToken }: Closing,
  { sequence, wanted }: { readonly sequence: number; readonly wanted: ReadonlyMap<number, bigint> },
): Promise<void> => {
  const { epoch, ended: known } = await log.identity();
  // The file was exported from this ledger: no epoch has ended.
  if (epoch <= exported) return;
  const rows = new Map(known.map((each) => [each.epoch, each]));
  const last = { epoch: exported, upTo: lastToken?.slice(-20) ?? '0', sequence };
  for (const each of [...ended, last]) rows.set(each.epoch, endedEpoch(each, wanted));
  await log.beginEpoch({
    epoch,
    ended: [...rows.values()].toSorted((a, b) => a.epoch - b.epoch),
  });
};

/** Positions increase: when the n-th event is at position n, so are all events before it. */
const endedEpoch = (
  { epoch, upTo, sequence }: Closing['ended'][number],
  positions: ReadonlyMap<number, bigint>,
): EndedEpoch => {
  const position = positions.get(sequence) ?? 0n;
  const ordinal = BigInt(sequence);
  const kept = BigInt(upTo) === ordinal && position === ordinal;
  return { epoch, upTo: BigInt(upTo), position, renumbered: !kept };
};

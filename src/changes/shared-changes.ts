import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { EventPage, StoredEvent } from '../log/event-log.js';
import { tokenOf } from '../log/token.js';
import type { Leaves } from '../proof/tree/leaves.js';
import { changeOf, changeText, type Change, type Names } from './change.js';
import { cloudEventOf } from './cloud-event.js';
import type { StreamFormat } from './stream-formats.js';

/** A change, and how it is spelled: what several readers get alike is made once. */
export class SharedChange {
  private made: Change | undefined;
  private text: string | undefined;
  private cloudEvent: string | undefined;
  /** By the kind of stream. */
  private frames: Map<string, Buffer> | undefined;

  /**
   * @param stored the event as the log has it
   * @param names the names that its change is shown with
   * @param prevHash the hash of the event before it, where the stream says it
   */
  constructor(
    readonly event: RecordedEvent,
    private readonly stored: StoredEvent,
    private readonly names: Names,
    private readonly prevHash: string | undefined,
  ) {}

  /** The change. A stream of JSON does without it. */
  get change(): Change {
    return (this.made ??= changeOf(this.event, this.names, this.prevHash));
  }

  /**
   * The JSON of the change or, for a `ledger`, of its CloudEvent. Only `skipped` is of each reader, and stands at its end.
   *
   * @param ledger the ledger of the change, whose CloudEvent it is; null for the change itself
   * @param skipped what the reader skips; undefined where it is not said
   */
  json(ledger: string | null, skipped: number | undefined): string {
    const { event, stored, names, prevHash } = this;
    const text =
      ledger === null
        ? (this.text ??= changeText(event, names, stored.data, prevHash))
        : (this.cloudEvent ??= JSON.stringify(cloudEventOf(this.change, ledger)));
    if (skipped === undefined) return text;
    // A change is the last member of its CloudEvent.
    const end = ledger === null ? '}' : '}}';
    return `${text.slice(0, -end.length)},"skipped":${skipped}${end}`;
  }

  /** The frame of a kind of stream, which `make` makes for the first reader. */
  frame(kind: string, make: () => Buffer): Buffer {
    this.frames ??= new Map();
    const frame = this.frames.get(kind) ?? make();
    this.frames.set(kind, frame);
    return frame;
  }
}

/** How the changes of a stream are spelled. */
export class Spelling {
  private readonly kind: string;

  /** @param ledger the ledger whose CloudEvents the changes are; null for the changes themselves */
  constructor(
    private readonly format: StreamFormat,
    private readonly epoch: number,
    private readonly ledger: string | null,
  ) {
    this.kind = `${format.mediaType} ${epoch} ${ledger ?? ''}`;
  }

  /** The bytes of the frame of a change. With what it skips, which differs from reader to reader, they are nobody else's. */
  frame(change: SharedChange, skipped: number | undefined): Buffer {
    if (skipped !== undefined) return Buffer.from(this.text(change, skipped));
    return change.frame(this.kind, () => Buffer.from(this.text(change, undefined)));
  }

  /** The text of the frame. */
  text(change: SharedChange, skipped: number | undefined): string {
    return this.format.encode(change.json(this.ledger, skipped), () =>
      tokenOf(this.epoch, change.event.position),
    );
  }
}

/** What is made of a page of the log, by the first reader of those that get the same page: those at the end of the log. */
export class SharedPage {
  readonly events: RecordedEvent[] = [];
  /** By the place in the page. */
  private readonly changes: (SharedChange | Promise<SharedChange> | undefined)[] = [];
  private leaf: string | undefined;

  constructor(private readonly page: EventPage) {}

  /** The change at a place, made once. What failed is made again for the next reader. */
  change(
    place: number,
    make: () => SharedChange | Promise<SharedChange>,
  ): SharedChange | Promise<SharedChange> {
    const known = this.changes[place];
    if (known) return known;
    const made = make();
    if (!(made instanceof Promise)) return (this.changes[place] = made);
    const making = made.then((change) => (this.changes[place] = change));
    making.catch(() => (this.changes[place] = undefined));
    return (this.changes[place] = making);
  }

  /** The hash of the last event as its leaf in the tree over the log, in base64: it is the event before the next page. */
  leafOfLast(leaves: Leaves, sequence: number): string {
    return (this.leaf ??= leaves.of(this.page.at(-1)!, sequence));
  }
}

/**
 * Where a page has what was made of it, with the hash of the event before each and without. It is no WeakMap: V8 keeps what a
 * WeakMap holds until it collects the whole heap, and a reader of the history would fill it.
 */
const MADE = Symbol('what was made of a page');
interface MadeOfPage {
  [MADE]?: { hashed?: SharedPage; plain?: SharedPage };
}

/** What other readers have made of the page, or what the first one begins. */
export const sharedPage = (page: EventPage & MadeOfPage, isHashed: boolean): SharedPage => {
  const made = (page[MADE] ??= {});
  return (made[isHashed ? 'hashed' : 'plain'] ??= new SharedPage(page));
};

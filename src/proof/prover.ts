import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from '../concurrency/queue.js';
import type { CheckpointsPlace, ProofSettings } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { budgetOfStream } from '../domain/values/budget-id.js';
import type { EventLog, LogIdentity, StoredEvent } from '../log/event-log.js';
import {
  base64,
  formatCheckpoint,
  originOf,
  parseCheckpoint,
  type KeptCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.js';
import { HASH_BYTES, Hasher } from './hasher.js';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  isSame,
  rootByInclusion,
  rootOf,
} from './tree/merkle.js';
import { ContradictedCheckpoint, lastCheckpointAt, sendCheckpoint } from './send-checkpoint.js';
import { readEach } from '../log/verify.js';
import { ProofCheck } from './check-proof.js';
import { leafAt } from './earlier-tree.js';
import { placesOf, readCheckpoints } from './kept-checkpoints.js';
import { KEY_FILE, KEYS_FILE, TREE_FILE } from './proof-files.js';
import { Leaves } from './tree/leaves.js';
import { isSignedInTurn, rotationsIn, signRotation, type KeyRotation } from './key-rotation.js';
import { noteKeyOf, signNote, type NoteKey } from './signed-note.js';
import {
  finishRotation,
  newSigningKey,
  prepareNextKey,
  readOrMakeSigningKey,
  readSigningKey,
} from './signing-key.js';
import { nodesOf, tileWidth, TreeEdge, type TileAt } from './tree/tiles.js';
import { TreeFile, tilesAt, type TreeState } from './tree/tree-file.js';

/** The events that one step adds to the tree. */
const STEP_EVENTS = 20_000;

/** Called with the number of events in the tree. */
export type OnAdded = (events: number) => void;

/** A proof that an event is in the ledger, with the checkpoint that it leads to. */
export interface InclusionProof {
  /** Counts from 0: the sequence of the event less one. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
}

/**
 * Keeps the Merkle tree over the events of the log, and signs it. Writing follows the log: an append does not wait for it.
 * What a crash has left out is added by the next call. Nothing is signed that contradicts what was signed before.
 */
export class Prover {
  private readonly queue = new Queue();
  private opened: TreeFile | undefined;
  /** The key of a ledger in memory. */
  private signer: KeyObject | undefined;
  /** The text of the newest checkpoint that has arrived at each place for checkpoints. */
  private readonly sent = new Map<CheckpointsPlace, string>();

  /** `logger` gets a sentence when a checkpoint could not be sent. */
  constructor(
    private readonly log: EventLog,
    private readonly settings: ProofSettings,
    private readonly logger: (message: string, error?: unknown) => void = () => {},
  ) {}

  /**
   * Adds the events of the log to the tree that are not in it yet, and signs a checkpoint if there are any.
   *
   * @returns The newest checkpoint; undefined while the log is empty.
   * @throws {Refusal} `proof-differs`: an event of the log is not the one in the tree, or the tree is not the one that was
   *   signed. Nothing is signed.
   * @throws {Refusal} `proof-unusable`: the tree or the key cannot be read or written.
   */
  checkpoint(onAdded: OnAdded = () => {}): Promise<SignedCheckpoint | undefined> {
    return this.queue.run(async () => {
      const identity = await this.log.identity();
      await this.extendAndSign(identity, onAdded);
      return this.sendNewest(identity);
    });
  }

  /**
   * Refuses to begin a ledger beside the tree of another: a log that was lost is not replaced by an empty one without a word.
   *
   * @throws {Refusal} `proof-unusable`.
   */
  async expectOwnTree(): Promise<void> {
    const states = this.file.states();
    const { ledger, epoch } = await this.log.identity();
    this.refuseOther(ledger, states);
    if (states.length === 0 && (await this.log.head()) === 0n) this.file.noteBegun(epoch, false);
  }

  /**
   * As {@link checkpoint}, of the tree as it is: for one that another thread has extended just now. What was recorded since is for the
   * next checkpoint.
   *
   * @throws {Refusal} as {@link checkpoint}.
   */
  async checkpointOfTree(): Promise<void> {
    await this.queue.run(async () => {
      const identity = await this.log.identity();
      const sent = await this.lastSent(identity);
      this.signWhole(identity, this.state(identity), sent);
      await this.sendNewest(identity);
    });
  }

  /**
   * As {@link checkpoint}, and sends nothing: for work that signs again at its end.
   *
   * @throws {Refusal} as {@link checkpoint}.
   */
  async checkpointHere(): Promise<void> {
    await this.queue.run(async () => this.extendAndSign(await this.log.identity()));
  }

  /**
   * Adds the events of the log to the tree that are not in it yet, and signs nothing.
   *
   * @throws {Refusal} as {@link checkpoint}.
   */
  async extendTree(): Promise<void> {
    await this.queue.run(async () => this.extend(await this.log.identity(), () => {}));
  }

  /** The difference between the last position of the log and that of the tree. */
  async behind(): Promise<bigint> {
    const { epoch } = await this.log.identity();
    const state = this.file.states().find((each) => each.epoch === epoch);
    return (await this.log.head()) - (state?.position ?? 0n);
  }

  /** The public half of the signing key, under the name of the ledger in its epoch. */
  async publicKey(): Promise<NoteKey> {
    const { ledger, epoch } = await this.log.identity();
    return noteKeyOf(originOf(ledger, epoch), this.key);
  }

  /**
   * Makes a new signing key, which the old one and itself sign for, and puts it in the place of the old one. Checkpoints that the old
   * key has signed stay valid; it signs no more.
   *
   * @throws {Refusal} `not-found`: no checkpoint was signed yet; `proof-unusable`: the ledger is in memory, or the key cannot be written.
   * @throws {Refusal} `proof-differs`: as {@link checkpoint}.
   */
  async rotateKey(): Promise<KeyRotation> {
    await this.checkpoint();
    const identity = await this.log.identity();
    const { folder } = this.settings;
    const file = this.keyFile;
    if (folder === null || file === null)
      throw new Refusal('proof-unusable', 'A ledger in memory has no key that could be changed.');
    return this.file.exclusively(() => {
      const last = this.newest(identity);
      if (last === undefined)
        throw new Refusal(
          'not-found',
          'No checkpoint is signed yet: there is nothing that the old key has signed.',
        );
      const from = this.key;
      const note = signRotation(last, from, prepareNextKey(file));
      // Not appended: on a full disk a part of it would stay, and the list would not be whole any more.
      const list = join(folder, KEYS_FILE);
      writeFileSync(`${list}.partial`, `${this.keyList()}${note}\n`, { flush: true });
      renameSync(`${list}.partial`, list);
      const rotation = this.rotations.at(-1)!;
      finishRotation(file, rotation.to.key);
      // The newest checkpoint is of both keys, so that either one is enough for what is proved until the next.
      this.file.keep(identity.epoch, last.size, signNote(last.signed.text, last.origin, this.key));
      return rotation;
    });
  }

  /** The list of keys, as notes that each have an empty line after them; empty where the key was never changed. */
  keyList(): string {
    return this.rotations.map(({ note }) => `${note}\n`).join('');
  }

  /**
   * The hashes of events as leaves of the tree of an epoch. Makes no file.
   *
   * @throws {Refusal} `proof-unusable`: the tree cannot be read.
   */
  leaves(epoch: number): Leaves {
    const { folder, hash } = this.settings;
    const isKept = folder === null || existsSync(join(folder, TREE_FILE));
    const states = isKept ? this.file.states() : [];
    const { size } = states.find((each) => each.epoch === epoch) ?? { size: 0 };
    const hasher = new Hasher(states.at(-1)?.hash ?? hash ?? 'sha-256');
    return new Leaves(hasher, size, (index) => this.file.tile(epoch, { level: 0, index }));
  }

  /** The newest checkpoint that was signed; undefined while there is none. */
  async latest(): Promise<SignedCheckpoint | undefined> {
    return this.newest(await this.log.identity());
  }

  /** The first hashes of a tile of the newest checkpoint, so many as asked for; undefined where it has not so many. */
  async tile(at: TileAt, width: number): Promise<Uint8Array | undefined> {
    const { epoch } = await this.log.identity();
    const size = (await this.latest())?.size ?? 0;
    if (width > tileWidth(at, size)) return undefined;
    return this.file.tile(epoch, at)?.subarray(0, width * HASH_BYTES);
  }

  /**
   * The proof that an event, by its sequence, is in a checkpoint of this epoch; default the newest one.
   *
   * @throws {Refusal} `not-found`: the checkpoint has no such event; `proof-differs`: it has another one there.
   */
  async inclusion(
    stored: StoredEvent,
    sequence: number,
    of?: SignedCheckpoint,
  ): Promise<InclusionProof> {
    const { epoch } = await this.log.identity();
    const checkpoint = of ?? (await this.latest());
    const size = checkpoint?.size ?? 0;
    if (checkpoint === undefined || !Number.isInteger(sequence) || sequence < 1 || sequence > size)
      throw new Refusal(
        'not-found',
        `The newest checkpoint has no event ${sequence}: it has ${size === 0 ? 'none' : `1 to ${size}`}.`,
        { size },
      );
    const index = sequence - 1;
    const [hasher, nodes] = this.nodes(epoch, size);
    const hashes = inclusionProof(hasher, nodes, index, size);
    const root = rootByInclusion(hasher, hasher.event(stored), index, size, hashes);
    if (root === null || !isSame(root, checkpoint.root)) throw eventDiffers(stored, sequence);
    return { index, hashes, checkpoint };
  }

  /**
   * The hashes that prove that the tree of one checkpoint is the beginning of that of another. Sizes are in events.
   *
   * @throws {Refusal} `malformed`: the sizes are not in order, or beyond the newest checkpoint.
   */
  async consistency(from: number, to: number): Promise<readonly Uint8Array[]> {
    const { epoch } = await this.log.identity();
    const size = (await this.latest())?.size ?? 0;
    if (!(from >= 1 && from <= to && to <= size))
      throw new Refusal(
        'malformed',
        `There is no proof from ${from} to ${to} events: the first must not be larger, and the newest checkpoint has ${size}.`,
      );
    const [hasher, nodes] = this.nodes(epoch, to);
    return consistencyProof(hasher, nodes, from, to);
  }

  close(): void {
    this.opened?.close();
    this.opened = undefined;
  }

  private get file(): TreeFile {
    const { folder } = this.settings;
    return (this.opened ??= TreeFile.open(folder === null ? ':memory:' : join(folder, TREE_FILE)));
  }

  /** Read again each time: another process may have changed it. */
  private get key(): KeyObject {
    const file = this.keyFile;
    if (file === null) return (this.signer ??= newSigningKey());
    finishRotation(file, this.rotations.at(-1)?.to.key);
    return this.settings.signingKey === undefined
      ? readOrMakeSigningKey(file)
      : readSigningKey(file);
  }

  private get keyFile(): string | null {
    const { folder, signingKey } = this.settings;
    return signingKey ?? (folder === null ? null : join(folder, KEY_FILE));
  }

  private get rotations(): readonly KeyRotation[] {
    const { folder } = this.settings;
    const found = folder === null ? [] : rotationsIn(join(folder, KEYS_FILE));
    if (found === undefined)
      throw differs(`The list of keys, ${KEYS_FILE}, is not signed by its keys`);
    return found;
  }

  private newest({ epoch }: LogIdentity): SignedCheckpoint | undefined {
    const note = this.file.lastCheckpoint(epoch);
    return note === undefined ? undefined : parseCheckpoint(note);
  }

  private nodes(epoch: number, size: number) {
    const { hash } = this.file.states().find((each) => each.epoch === epoch)!;
    const hasher = new Hasher(hash);
    return [hasher, nodesOf(hasher, tilesAt(this.file, epoch, size))] as const;
  }

  private async extendAndSign(identity: LogIdentity, onAdded: OnAdded = () => {}): Promise<void> {
    // Before the log is read: what another process sends meanwhile may be of later events.
    const sent = await this.lastSent(identity);
    this.signWhole(identity, await this.extend(identity, onAdded).catch(refuseMissing), sent);
  }

  private signWhole(identity: LogIdentity, state: TreeState, sent: readonly Sent[]): void {
    try {
      for (const each of sent)
        this.expectContinued(each, originOf(identity.ledger, state.epoch), state);
      if (state.size > 0) this.sign(identity, state);
    } catch (error) {
      refuseMissing(error);
    }
  }

  private async sendNewest(identity: LogIdentity): Promise<SignedCheckpoint | undefined> {
    const newest = this.newest(identity);
    // Witnesses first: what one of them contradicts goes nowhere else.
    const places = this.settings.checkpoints.toSorted((a, b) => rankOf(a) - rankOf(b));
    if (newest !== undefined) for (const place of places) await this.send(identity, newest, place);
    return this.newest(identity);
  }

  /** The last checkpoint at each place that this process has sent none to yet. */
  private async lastSent({ ledger, epoch }: LogIdentity): Promise<readonly Sent[]> {
    const found: Sent[] = [];
    for (const place of this.settings.checkpoints) {
      if (this.sent.has(place)) continue;
      const last = await this.unlessUnreachable(() =>
        lastCheckpointAt(place, originOf(ledger, epoch)),
      );
      if (last !== undefined) found.push({ place, last });
    }
    return found;
  }

  /** @throws {Refusal} `proof-differs`: the tree does not begin with what was sent to this place last. */
  private expectContinued({ place, last }: Sent, origin: string, { epoch, size }: TreeState): void {
    if (last.origin !== origin) return;
    if (last.size <= size) {
      const [hasher, nodes] = this.nodes(epoch, last.size);
      if (isSame(rootOf(hasher, nodes, last.size), last.root)) return;
    }
    throw differs(
      `The tree, of ${size} events, does not continue the checkpoint of ${last.size} events that is at ${nameOf(place)}`,
    );
  }

  /**
   * Compares the log with every checkpoint that is kept, before a tree is begun in which nothing was compared: where the tree was lost,
   * and after a restore.
   *
   * @returns whether there was a checkpoint that holds
   * @throws {Refusal} `proof-differs`.
   */
  private async expectKeptHistory(identity: LogIdentity): Promise<boolean> {
    const outside: KeptCheckpoint[] = [];
    for (const place of placesOf(this.settings))
      outside.push(...((await this.unlessUnreachable(() => readCheckpoints(place))) ?? []));
    if (outside.length + this.file.checkpoints().length + this.rotations.length === 0) return false;
    const check = ProofCheck.begin(identity, this.settings, { outside });
    try {
      await readEach(this.log, (stored) => check.add(stored));
      const { problems, checkpoints } = check.finish();
      const [problem] = problems;
      if (problem !== undefined)
        throw new Refusal(
          'proof-differs',
          `No tree is begun over a log that is not the one that was signed. ${problem} Nothing was signed; audit verify shows more.`,
        );
      return checkpoints.own + checkpoints.outside > 0;
    } finally {
      check.close();
    }
  }

  /** What cannot be read now is read before the first checkpoint goes there. */
  private async unlessUnreachable<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.logger('The checkpoints at a place of LEDGER_CHECKPOINTS cannot be read.', error);
      return undefined;
    }
  }

  private async extend(identity: LogIdentity, onAdded: OnAdded): Promise<TreeState> {
    const newest = this.file.states().at(-1);
    if (newest !== undefined) await this.log.expectAtLeast(newest);
    // Only up to the head of now: it would never end while others append faster.
    const head = await this.log.head();
    if (this.state(identity).size === 0) {
      const isCompared = head === 0n || (await this.expectKeptHistory(identity));
      this.file.noteBegun(identity.epoch, !isCompared);
    }
    for (;;) {
      const state = this.state(identity);
      const step = new Step(this.file, state);
      await step.read(this.log);
      if (step.added === 0) return state;
      const { reached } = step;
      // Where another process has written first, what it wrote is read, and the step is made again.
      if (!this.file.write({ from: state, to: reached, tiles: step.tiles() })) continue;
      onAdded(reached.size);
      if (reached.position >= head) return reached;
    }
  }

  private refuseOther(ledger: string, states: readonly TreeState[]): void {
    if (states.some((each) => each.ledger !== ledger))
      throw new Refusal(
        'proof-unusable',
        `${this.file.file} is the tree of another ledger: give each ledger its own LEDGER_PROOF; where the log was lost, restore it from a backup.`,
      );
  }

  private state({ ledger, epoch }: LogIdentity): TreeState {
    const states = this.file.states();
    this.refuseOther(ledger, states);
    const hash = states.at(-1)?.hash;
    const wanted = this.settings.hash;
    if (hash !== undefined && wanted !== undefined && hash !== wanted)
      throw new Refusal(
        'malformed',
        `LEDGER_HASH is ${wanted}, and the tree of this ledger was begun with ${hash}: a tree keeps its hash.`,
      );
    return (
      states.find((each) => each.epoch === epoch) ?? {
        ledger,
        epoch,
        hash: hash ?? wanted ?? 'sha-256',
        size: 0,
        position: 0n,
        previous: 0n,
      }
    );
  }

  private sign(identity: LogIdentity, state: TreeState): SignedCheckpoint {
    // In one transaction: another process could change the key between reading it and signing.
    return this.file.exclusively(() => this.signTree(identity, state));
  }

  /** Signs the tree, if it begins with what the last checkpoint signed; gives that one where it has not grown since. */
  private signTree(identity: LogIdentity, { epoch, size }: TreeState): SignedCheckpoint {
    const key = this.key;
    const last = this.newest(identity);
    const [hasher, nodes] = this.nodes(epoch, size);
    const root = rootOf(hasher, nodes, size);
    const origin = originOf(identity.ledger, epoch);
    if (last !== undefined) {
      if (!isSignedInTurn(last, createPublicKey(key), this.rotations))
        throw differs(
          `The last checkpoint, of ${last.size} events, is not signed by the signing key of this ledger`,
        );
      const proof = last.size > size ? [] : consistencyProof(hasher, nodes, last.size, size);
      if (!isConsistent(hasher, last, { size, root }, proof))
        throw differs(`The tree does not continue the last checkpoint, of ${last.size} events`);
      if (last.size === size) return last;
    }
    const extensions = [
      ...(hasher.name === 'sha-256' ? [] : [`hash ${hasher.name}`]),
      ...this.afterEarlier(epoch),
    ];
    const text = formatCheckpoint({ origin, size, root, extensions });
    const note = signNote(text, origin, key);
    this.file.keep(epoch, size, note);
    return parseCheckpoint(note)!;
  }

  /** In the first checkpoint of an epoch, the last one of the epoch before. */
  private afterEarlier(epoch: number): readonly string[] {
    if (this.file.lastCheckpoint(epoch) !== undefined) return [];
    const earlier = this.file.states().findLast((each) => each.epoch < epoch);
    const note = earlier && this.file.lastCheckpoint(earlier.epoch);
    const last = note === undefined ? undefined : parseCheckpoint(note);
    return last === undefined ? [] : [`after ${last.origin} ${last.size} ${base64(last.root)}`];
  }

  private async send(
    identity: LogIdentity,
    checkpoint: SignedCheckpoint,
    place: CheckpointsPlace,
  ): Promise<void> {
    if (this.sent.get(place) === checkpoint.signed.text) return;
    try {
      const last = this.sent.has(place)
        ? undefined
        : await lastCheckpointAt(place, checkpoint.origin);
      if (last !== undefined && last.origin === checkpoint.origin) {
        // Another process has sent a later one, which is compared before the next is signed.
        if (last.size > checkpoint.size) return;
        this.expectContinued({ place, last }, checkpoint.origin, this.state(identity));
      }
      const note = await sendCheckpoint(place, checkpoint, (from, to) =>
        from === 0 ? Promise.resolve([]) : this.consistency(from, to),
      );
      if (note !== checkpoint.note) this.file.keep(identity.epoch, checkpoint.size, note);
      this.sent.set(place, checkpoint.signed.text);
    } catch (error) {
      if (error instanceof ContradictedCheckpoint) {
        // Another process has sent a later one, or will.
        const { size, position } = this.state(identity);
        const isGrown = size > checkpoint.size || (await this.log.head()) > position;
        if (error.seen > checkpoint.size && isGrown) return;
        this.file.forget(identity.epoch, checkpoint.size);
        throw differs(`${nameOf(place)} contradicts the tree: ${error.message}`);
      }
      if (error instanceof Refusal && error.code === 'proof-differs') throw error;
      this.logger(
        'The newest checkpoint could not be sent to LEDGER_CHECKPOINTS: it is sent again later.',
        error,
      );
    }
  }
}

/** The last checkpoint at a place. */
interface Sent {
  readonly place: CheckpointsPlace;
  readonly last: SignedCheckpoint;
}

const rankOf = ({ kind }: CheckpointsPlace): number => (kind === 'witness' ? 0 : 1);

/** The name of a place, as LEDGER_CHECKPOINTS gives it. */
const nameOf = (place: CheckpointsPlace): string =>
  place.kind === 'file' ? place.file : place.kind === 'folder' ? place.folder : place.url;

/** One step of the tree: reads events of the log that are not in it yet. */
class Step {
  added = 0;
  private readonly full: { readonly at: TileAt; readonly hashes: Uint8Array }[] = [];
  private readonly hasher: Hasher;
  private readonly edge: TreeEdge;
  private position: bigint;
  private previous: bigint;

  constructor(
    private readonly file: TreeFile,
    private readonly state: TreeState,
  ) {
    const { hash, epoch, size, position, previous } = state;
    this.hasher = new Hasher(hash);
    this.position = position;
    this.previous = previous;
    this.edge = new TreeEdge(
      this.hasher,
      (at, hashes) => this.full.push({ at, hashes }),
      size,
      tilesAt(file, epoch, size),
    );
  }

  get reached(): TreeState {
    const { state, position, previous } = this;
    return { ...state, size: this.edge.size, position, previous };
  }

  /** Begins with the last event that is in the tree, which must be in the log too. */
  async read(log: EventLog): Promise<void> {
    let met = this.state.size === 0;
    for await (const page of log.readAll({ after: this.state.previous })) {
      for (const stored of page) {
        if (met) this.add(stored);
        else this.checkLast(stored);
        met = true;
      }
      if (this.added >= STEP_EVENTS) return;
    }
    if (!met)
      throw differs(`The log has less than ${this.state.size} events, which are in the tree`, {
        sequence: this.state.size,
      });
  }

  *tiles(): Iterable<{ readonly at: TileAt; readonly hashes: Uint8Array }> {
    yield* this.full;
    yield* this.edge.partial();
  }

  private add(stored: StoredEvent): void {
    this.edge.push(this.hasher.event(stored));
    this.previous = this.position;
    this.position = stored.position;
    this.added += 1;
  }

  private checkLast(stored: StoredEvent): void {
    const { size, epoch, position } = this.state;
    const known = leafAt(this.file, epoch, size - 1);
    if (
      stored.position !== position ||
      known === undefined ||
      !isSame(known, this.hasher.event(stored))
    )
      throw eventDiffers(stored, size);
  }
}

const eventDiffers = (stored: StoredEvent, sequence: number): Refusal =>
  differs(
    `Event ${sequence} (${stored.stream}, version ${stored.version}) is not the event that is in the tree`,
    { sequence, budget: budgetOfStream(stored.stream) },
  );

/** @throws {Refusal} `proof-differs`: for the error that says that a tile is missing; any other is thrown as it is. */
const refuseMissing = (error: unknown): never => {
  throw error instanceof RangeError ? differs('Hashes are missing in the tree') : error;
};

/** The refusal when log, tree and checkpoints do not agree. */
const differs = (what: string, details: Readonly<Record<string, unknown>> = {}): Refusal =>
  new Refusal(
    'proof-differs',
    `${what}: the log or the tree was changed after it was recorded, and nothing was signed. audit verify shows where.`,
    details,
  );

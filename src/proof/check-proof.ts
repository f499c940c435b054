import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofSettings } from '../config/config.js';
import { budgetOfStream } from '../domain/values/budget-id.js';
import type { LogIdentity, StoredEvent } from '../log/event-log.js';
import {
  CUT_OFF,
  hashNameOf,
  isCheckpoint,
  originOf,
  parseCheckpoint,
  type KeptCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.js';
import { Hasher, type HashName } from './hasher.js';
import { isSame, rootOf } from './tree/merkle.js';
import { epochIn, epochOf, isSignedInTurn, rotationsIn, type KeyRotation } from './key-rotation.js';
import { earlierTree, type EarlierTree } from './earlier-tree.js';
import { KEY_FILE, KEYS_FILE, TREE_FILE } from './proof-files.js';
import { isSignedBy, parseNoteKey, type NoteKey } from './signed-note.js';
import { openMode, publicKeyIn } from './signing-key.js';
import { firstDifference, nodesOf, TILE_WIDTH, TreeEdge, type TileAt } from './tree/tiles.js';
import { TreeFile, tilesAt, type TreeState } from './tree/tree-file.js';

/** What is compared with the log, beside the tree that is kept with it. */
export interface CheckOptions {
  /** What was kept elsewhere. */
  readonly outside?: readonly KeptCheckpoint[];
  /** The public key that must have signed every checkpoint; default that of the ledger's own signing key. */
  readonly key?: NoteKey | undefined;
}

/** An event by which log and tree differ. */
export interface DifferentEvent {
  /** Its place in the ledger, from 1. */
  readonly sequence: number;
  /**
   * The budget of the event that the log has there, or that the views have there where that is another one; null where neither has one
   * of a budget.
   */
  readonly budget: string | null;
}

/** What comparing the log with its tree and with checkpoints has shown. */
export interface ProofChecked {
  /** The tree that was built from the log. */
  readonly tree: { readonly hash: HashName; readonly size: number; readonly root: Uint8Array };
  /** The number of events that are in the tree that is kept. */
  readonly compared: number;
  /** The number of checkpoints that hold, each once: of those kept with the ledger and of those kept elsewhere. */
  readonly checkpoints: { readonly own: number; readonly outside: number };
  readonly newest: SignedCheckpoint | null;
  /** Whether something shows that the events are those that were recorded: a tree that was begun with them, or a checkpoint kept elsewhere. */
  readonly isVouchedFor: boolean;
  readonly firstDifference: DifferentEvent | null;
  /** A sentence for each thing that is wrong. */
  readonly problems: readonly string[];
  /** A sentence for each thing that could not be proved, and why. */
  readonly notProven: readonly string[];
}

/**
 * Builds the tree of a log again, event by event, and compares it with the tiles and the checkpoints that are kept. Writes
 * nothing.
 */
export class ProofCheck {
  private readonly problems: string[] = [];
  private readonly notProven: string[] = [];
  private readonly hasher: Hasher;
  private readonly edge: TreeEdge;
  private readonly key: NoteKeys;
  private readonly state: TreeState | undefined;
  private readonly earlier: EarlierTree | undefined;
  /** The checkpoints of this epoch and of earlier ones, by the size at which the tree must have their root. */
  private readonly due: Due[] = [];
  /** The checkpoints that hold: one that is kept in several places counts once. */
  private readonly held = { own: new Set<string>(), outside: new Set<string>(), keys: new Set() };
  /** The origins of earlier epochs that a checkpoint of a later one names as the one before. */
  private readonly named = new Set<string>();
  /** The largest checkpoint of each other ledger from which the log was moved here, that its first events lead to. */
  private readonly moved = new Map<string, number>();
  private isBroken = false;
  /** The position of the last event that was added. */
  private position = 0n;
  private newest: SignedCheckpoint | null = null;
  private first: DifferentEvent | null = null;
  /** The last events, by which a hash of the last tile is found again. */
  private readonly recent: Pick<StoredEvent, 'stream' | 'version'>[] = [];

  /** `file` is undefined where no tree is kept. Call {@link finish} and {@link close} at the end. */
  private constructor(
    private readonly file: TreeFile | undefined,
    private readonly identity: LogIdentity,
    private readonly settings: ProofSettings,
    { outside = [], key }: CheckOptions,
  ) {
    const { epoch } = identity;
    this.state = file?.states().find((each) => each.epoch === epoch);
    this.earlier = file && earlierTree(file, identity);
    this.hasher = new Hasher(
      this.state?.hash ??
        this.earlier?.state.hash ??
        hashNamed(outside) ??
        settings.hash ??
        'sha-256',
    );
    this.edge = new TreeEdge(this.hasher, (at, hashes) => this.compareTile(at, hashes));
    const own = keyFileOf(settings);
    this.key = new NoteKeys(
      key,
      own === undefined ? undefined : publicKeyIn(own),
      rotationsOf(settings),
    );
    const mode = own === undefined ? null : openMode(own);
    if (mode !== null)
      this.notProven.push(
        `The signing key ${own} has the mode ${mode}: that nobody else has read it and signed with it is not proven.`,
      );
    if (!this.key.listed) this.problems.push('The list of keys is not signed by its keys.');
    this.collectOwn();
    for (const each of outside) this.collectOutside(each);
    if (outside.includes(CUT_OFF))
      this.notProven.push(
        'A checkpoint kept elsewhere was cut off while it was written, as by a full disk, and never was whole: it was not compared.',
      );
    for (const each of this.key.rotations) this.collectRotation(each);
    this.expectEnds();
    this.due.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
    this.holdDue();
  }

  /**
   * Begins a check of the log with this identity.
   *
   * @throws {Refusal} `proof-unusable`: the file of the tree, or the key, cannot be read.
   */
  static begin(identity: LogIdentity, settings: ProofSettings, options: CheckOptions): ProofCheck {
    const { folder } = settings;
    const file = folder === null ? undefined : TreeFile.openExisting(join(folder, TREE_FILE));
    return new ProofCheck(file, identity, settings, options);
  }

  /** Takes the next event of the log; every event, in order. */
  add(stored: StoredEvent): void {
    const leaf = this.hasher.event(stored);
    const index = this.edge.size;
    this.recent[index % TILE_WIDTH] = stored;
    const different = this.earlier?.differentBy({ index, stored }, leaf);
    if (different !== undefined) this.different(different.index, different.stored);
    this.edge.push(leaf);
    this.position = stored.position;
    this.holdDue();
  }

  /** What was found, when the whole log was added, or as much of it as can be read. */
  finish({ isWhole = true }: { readonly isWhole?: boolean } = {}): ProofChecked {
    const { edge, file, state, hasher } = this;
    for (const { at, hashes } of edge.partial()) this.compareTile(at, hashes);
    let recorded = state?.size ?? 0;
    for (const each of this.due)
      if (each.epoch === this.identity.epoch) recorded = Math.max(recorded, each.checkpoint.size);
      else this.holdCutOff(each);
    if (edge.size < recorded) this.missing(recorded, isWhole);
    // Before everything that differs because of it.
    if (file?.states().some((each) => each.ledger !== this.identity.ledger))
      this.problems.unshift('The tree is of another ledger.');
    const isVouchedFor =
      state !== undefined && state.size > 0 && !file!.isBegunLate(this.identity.epoch);
    this.explain(isVouchedFor);
    this.close();
    return {
      tree: { hash: hasher.name, size: edge.size, root: edge.root() },
      compared: Math.min(state?.size ?? 0, edge.size),
      checkpoints: { own: this.held.own.size, outside: this.held.outside.size },
      newest: this.newest,
      isVouchedFor: isVouchedFor || this.held.outside.size > 0,
      firstDifference: this.first,
      problems: this.problems,
      notProven: this.notProven,
    };
  }

  close(): void {
    this.file?.close();
  }

  private get origin(): string {
    return originOf(this.identity.ledger, this.identity.epoch);
  }

  private collectOwn(): void {
    const { file, state } = this;
    if (file === undefined) return;
    for (const note of file.checkpoints()) {
      const found = parseCheckpoint(note);
      if (found === undefined) this.problems.push('A checkpoint that is kept cannot be read.');
      else this.collect(found, 'own');
    }
    const note = state && file.lastCheckpoint(state.epoch);
    this.newest = note === undefined ? null : (parseCheckpoint(note) ?? null);
  }

  private collectOutside(checkpoint: KeptCheckpoint): void {
    if (checkpoint === CUT_OFF) return;
    if (checkpoint === undefined)
      this.problems.push(
        'One of the texts given as checkpoints kept elsewhere is not a checkpoint.',
      );
    // A log that was moved here by an export begins with the events of that ledger, which signs with another key.
    else if (epochIn(checkpoint, this.identity.ledger) === null)
      this.due.push({ checkpoint, from: 'outside', epoch: null });
    else this.collect(checkpoint, 'outside');
  }

  /** The last checkpoint of a retired key has to hold: otherwise that key has signed another history after it was retired. */
  private collectRotation(rotation: KeyRotation): void {
    const { origin, size } = rotation;
    const epoch = epochIn(rotation, this.identity.ledger);
    if (epoch === null || epoch > this.identity.epoch)
      this.problems.push(
        `The key was changed after ${size} events of ${origin}, and this ledger is ${this.origin}.`,
      );
    else this.due.push({ checkpoint: rotation, from: 'keys', epoch });
  }

  private collect(checkpoint: SignedCheckpoint, from: 'own' | 'outside'): void {
    const { origin, size, extensions } = checkpoint;
    const keeper = KEEPERS[from];
    const epoch = epochIn(checkpoint, this.identity.ledger);
    if (!this.key.signed(checkpoint)) {
      this.problems.push(
        `The checkpoint of ${size} events, ${keeper}, is not signed by the key ${this.key.name}: it or the key was replaced.`,
      );
      return;
    }
    if (epoch === null || epoch > this.identity.epoch) {
      this.problems.push(
        `The checkpoint of ${size} events of ${origin}, ${keeper}, is of a later epoch than this ledger, which is ${this.origin}: the log was replaced by an older one, or its epoch was lowered.`,
      );
      return;
    }
    this.due.push({ checkpoint, from, epoch });
    for (const line of extensions) {
      const before = /^after (\S+) /.exec(line)?.[1];
      if (before !== undefined) this.named.add(before);
    }
  }

  /**
   * A restore and an import note in the log up to where it has the events of an earlier epoch, and the first checkpoint after it names
   * the last one before. An epoch without either was not ended by them.
   */
  private expectEnds(): void {
    const { identity, file, due } = this;
    const epochs = new Set([
      ...(file?.states() ?? []).map(({ epoch }) => epoch),
      ...due.flatMap(({ epoch }) => epoch ?? []),
    ]);
    for (const epoch of epochs)
      if (
        epoch < identity.epoch &&
        this.endOf(epoch) === undefined &&
        !this.named.has(originOf(identity.ledger, epoch))
      )
        this.problems.push(
          `The log does not say where epoch ${epoch} ended, of which a checkpoint or a tree is kept: its epoch was changed by something else than a restore or an import.`,
        );
  }

  /** The last position in the log that is of this epoch; undefined where the log does not say it. */
  private endOf(epoch: number): bigint | undefined {
    return this.identity.ended.find((each) => each.epoch === epoch)?.position;
  }

  private rootIn(file: TreeFile, { epoch }: TreeState, size: number, hasher: Hasher): Uint8Array {
    try {
      return rootOf(hasher, nodesOf(hasher, tilesAt(file, epoch, size)), size);
    } catch (error) {
      if (error instanceof RangeError) return new Uint8Array();
      throw error;
    }
  }

  private holdDue(): void {
    while (this.due[0]?.checkpoint.size === this.edge.size) this.hold(this.due.shift()!);
  }

  private hold(each: Due): void {
    const { checkpoint, from, epoch } = each;
    const isSameLog = isSame(this.edge.root(), checkpoint.root);
    const isInLog =
      epoch === this.identity.epoch ||
      this.position <= (this.endOf(epoch ?? epochOf(checkpoint)) ?? -1n);
    if (epoch === null && isSameLog) this.moved.set(checkpoint.origin, checkpoint.size);
    else if (!isInLog) this.holdCutOff(each);
    else if (!isSameLog) this.broken(each);
    else this.held[from].add(nameOf(checkpoint));
  }

  private broken({ checkpoint: { size, origin }, from, epoch }: Due): void {
    this.isBroken = true;
    this.problems.push(
      epoch === null
        ? `A checkpoint kept elsewhere is of ${origin}, and this ledger is ${this.origin}.`
        : `The checkpoint of ${size} events, ${KEEPERS[from]}, does not hold: one of these events is not the one that was recorded.`,
    );
  }

  /** A checkpoint of more events than the log has of its epoch: a restore has cut some off. The tree of that epoch may still have them. */
  private holdCutOff(each: Due): void {
    const { file, hasher } = this;
    const { size, origin, root } = each.checkpoint;
    // An import notes up to where the log has the events of each epoch of the ledger that was exported.
    if (each.epoch === null && this.endOf(epochOf(each.checkpoint)) === undefined) {
      this.broken(each);
      return;
    }
    const state = file?.states().find(({ epoch }) => epoch === each.epoch);
    if (state === undefined)
      this.notProven.push(
        `The checkpoint of ${size} events of ${origin} was not compared: not all of them are in the log since the restore, and the tree of that epoch is not kept.`,
      );
    else if (size <= state.size && isSame(this.rootIn(file!, state, size, hasher), root))
      this.held[each.from].add(nameOf(each.checkpoint));
    else
      this.problems.push(
        `The checkpoint of ${size} events of ${origin} does not hold in the tree of that epoch.`,
      );
  }

  private compareTile(at: TileAt, ours: Uint8Array): void {
    const { file, state } = this;
    const kept = state && tilesAt(file!, state.epoch, state.size)(at);
    if (state === undefined || kept === undefined) {
      const isDue = state !== undefined && at.level === 0 && at.index * TILE_WIDTH < state.size;
      if (isDue)
        this.problems.push(`The tile of the events after ${at.index * TILE_WIDTH} is missing.`);
      return;
    }
    const place = firstDifference(ours, kept.subarray(0, ours.length));
    if (place === undefined) return;
    const index = at.index * TILE_WIDTH + place;
    if (at.level === 0) this.different(index, this.recent[index % TILE_WIDTH]);
    else if (this.first === null)
      this.problems.push(
        `An inner node of the tree does not match the events below it: level ${at.level}, ${index}.`,
      );
  }

  /** How many of the witnesses have signed the newest checkpoint. */
  private cosignatures(): number {
    const keys = this.settings.checkpoints.flatMap((place) =>
      place.kind === 'witness' ? [place.key] : [],
    );
    const { newest } = this;
    return newest === null
      ? 0
      : [...new Set(keys)].filter((key) => isSignedBy(newest.signed, parseNoteKey(key))).length;
  }

  private different(
    index: number,
    stored: Pick<StoredEvent, 'stream' | 'version'> | undefined,
  ): void {
    if (this.first !== null) return;
    const budget = stored === undefined ? null : budgetOfStream(stored.stream);
    this.first = { sequence: index + 1, budget };
    // Before what else does not hold because of it.
    this.problems.unshift(
      `Event ${index + 1} (${stored?.stream ?? 'unknown'}, version ${stored?.version ?? 'unknown'}) is not the event that was recorded: its hash is not the one in the tree.`,
    );
  }

  private missing(size: number, isWhole: boolean): void {
    const { edge } = this;
    if (isWhole)
      this.problems.push(
        `The log ends with event ${edge.size}, and ${size} were recorded: the last ones were removed.`,
      );
    // Where a checkpoint of the events that are left does not hold, one of them differs first.
    if (!this.isBroken) this.first ??= { sequence: edge.size + 1, budget: null };
  }

  private explain(isVouchedFor: boolean): void {
    const { state, edge, earlier, held, identity, notProven } = this;
    if (edge.size === 0) return;
    for (const [origin, size] of this.moved)
      notProven.push(
        `The log begins with the ${size} events of a checkpoint of ${origin}, another ledger; that this ledger signed it was not compared.`,
      );
    if (state === undefined)
      notProven.push(
        earlier === undefined
          ? 'No tree is kept for this log: that no event was changed since it was recorded is not proven.'
          : `The tree of epoch ${identity.epoch} is not begun: only the events that it has in common with epoch ${earlier.state.epoch} were compared. The command audit checkpoint begins it.`,
      );
    else if (edge.size > state.size)
      notProven.push(
        `The events after ${state.size} are not in the tree yet: the command audit checkpoint adds them.`,
      );
    if (earlier !== undefined && earlier.lost > 0)
      notProven.push(
        `A restore began epoch ${identity.epoch}: ${earlier.lost} of the ${earlier.state.size} events of epoch ${earlier.state.epoch} are not in the log any more.`,
      );
    const signed = this.cosignatures();
    if (signed < this.settings.witnesses)
      notProven.push(
        `The newest checkpoint is signed by ${signed} witnesses, and LEDGER_WITNESSES demands ${this.settings.witnesses}: the command audit checkpoint sends it again.`,
      );
    if (state !== undefined && state.size > 0 && !isVouchedFor)
      notProven.push(
        'The tree was begun when the log had events already, and there was nothing to compare them with: that none of them was changed before is not proven.',
      );
    if (held.outside.size === 0)
      notProven.push(
        'No checkpoint kept elsewhere was compared: somebody who can change the log, the tree and the key together is not noticed. The command audit verify --against compares one.',
      );
  }
}

interface Due {
  readonly checkpoint: Pick<SignedCheckpoint, 'origin' | 'size' | 'root'>;
  readonly from: keyof typeof KEEPERS;
  /** Null for one of another ledger. */
  readonly epoch: number | null;
}

const nameOf = ({ origin, size }: Due['checkpoint']): string => `${origin} ${size}`;

const KEEPERS = {
  own: 'kept with the ledger',
  outside: 'kept elsewhere',
  keys: 'in the list of keys',
} as const;

/** The keys that must have signed: a given one, whose name may be that of another epoch, or the ledger's own, and those of the list. */
class NoteKeys {
  constructor(
    private readonly given: NoteKey | undefined,
    private readonly own: KeyObject | undefined,
    /** Undefined where the list is not whole. */
    private readonly list: readonly KeyRotation[] | undefined,
  ) {}

  get listed(): boolean {
    return this.list !== undefined;
  }

  get rotations(): readonly KeyRotation[] {
    return this.list ?? [];
  }

  get name(): string {
    return this.given?.name ?? 'of this ledger';
  }

  /** Without any key, nothing can be said of signatures. */
  signed(checkpoint: SignedCheckpoint): boolean {
    const key = this.given?.key ?? this.own;
    return key === undefined || isSignedInTurn(checkpoint, key, this.rotations);
  }
}

/** The file of the ledger's own key, where there is one. */
const keyFileOf = ({ folder, signingKey }: ProofSettings): string | undefined => {
  const file = signingKey ?? (folder === null ? undefined : join(folder, KEY_FILE));
  return file !== undefined && existsSync(file) ? file : undefined;
};

const rotationsOf = ({ folder }: ProofSettings): readonly KeyRotation[] | undefined =>
  folder === null ? [] : rotationsIn(join(folder, KEYS_FILE));

const hashNamed = (checkpoints: readonly KeptCheckpoint[]): HashName | undefined => {
  const first = checkpoints.find(isCheckpoint);
  return first && hashNameOf(first);
};

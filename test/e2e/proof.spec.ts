import { onEventStoreDb } from '../support/test-stores.js';
import Database from 'better-sqlite3';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ProvenEvent, VerifiedAnswer } from '../../src/audit/audit.answer.js';
import type { StoredEvent } from '../../src/log/event-log.js';
import { formatCheckpoint, parseCheckpoint } from '../../src/proof/checkpoint.js';
import { Hasher } from '../../src/proof/hasher.js';
import { isConsistent, isSame, rootByInclusion } from '../../src/proof/tree/merkle.js';
import { isSignedBy, parseNoteKey, signNote } from '../../src/proof/signed-note.js';
import { readSigningKey } from '../../src/proof/signing-key.js';
import { VERIFIER } from '../../src/proof/verifier.js';
import { startChild } from '../support/child-process.js';
import { witnessOf } from '../support/witness.js';
import { until } from '../support/until.js';
import { clientOf, opening, running } from './http-service.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';

const folder = folders();

/** The log and the tree are files here, also where the environment names servers for the other tests. */
const storesIn = (data: string) => ({
  LEDGER_LOG: `sqlite:${join(data, 'log.db')}`,
  LEDGER_VIEWS: `sqlite:${join(data, 'views.db')}`,
});
const ledger = (data: string, ...words: readonly string[]) =>
  run([...words, '--data', data], { env: storesIn(data) });

const verified = async (data: string, ...flags: readonly string[]) => {
  const ran = await ledger(data, 'audit', 'verify', '--json', ...flags);
  return { exit: ran.exit, ...answer<VerifiedAnswer>(ran) };
};

const RENAME = ['agencies', 'rename', 'baoshan', '--name', '宝山', '--effective-on', '2024-01-01'];

let original: string;
/** A checkpoint and the key, kept elsewhere. */
let kept: string;
let key: string;
beforeAll(async () => {
  original = folder();
  const added = await ledger(
    original,
    'imports',
    'add',
    SAMPLE_2022,
    SAMPLE_2023,
    '--agency',
    'baoshan',
  );
  expect(added.err).toBe('');
  kept = join(folder(), 'kept.txt');
  writeFileSync(kept, (await ledger(original, 'audit', 'checkpoint')).out);
  key = (await ledger(original, 'audit', 'key')).out.trim();
});

/** A copy of the ledger, whose log was changed by somebody who has dropped the triggers. */
const forged = (change: (db: Database.Database) => unknown): string => {
  const copy = folder();
  cpSync(original, copy, { recursive: true });
  edit(copy, change);
  return copy;
};

const removeViews = (data: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `views.db${end}`), { force: true });
};

/** The triggers that keep events from being changed. */
const GUARDS = ['events_are_never_updated', 'events_are_never_deleted'];

/** The key stays: whoever can write the folder can sign with it. */
const removeTree = (data: string): void => {
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(data, 'proof', `tree.db${end}`), { force: true });
};

const edit = (data: string, change: (db: Database.Database) => unknown): void => {
  const db = new Database(join(data, 'log.db'));
  const triggers = db
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'",
    )
    .pluck()
    .all();
  for (const name of GUARDS) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  for (const trigger of triggers) db.exec(trigger);
  db.close();
};

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly data: string;
  readonly meta: string;
}
const rows = (db: Database.Database): readonly Row[] =>
  db.prepare<[], Row>('SELECT * FROM events ORDER BY position').all();
const put = (db: Database.Database, column: 'data' | 'meta', position: number, value: string) =>
  db.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(value, position);

/** An event of a budget, in the middle of the log, with an amount and a text. */
const victim = (db: Database.Database): Row =>
  rows(db).find(({ data, stream }) => stream.startsWith('budget-') && data.includes('.00"'))!;
const middle = (db: Database.Database): Row => rows(db)[Math.floor(rows(db).length / 2)]!;

/** Changes the amount of a line, which the views show. */
const changeLine = (db: Database.Database): void => {
  const { position, data } = rows(db).find((each) => /"amount":"[1-9]/.test(each.data))!;
  put(db, 'data', position, data.replace(/"amount":"\d/, '"amount":"7'));
};

const FORGERIES: Readonly<Record<string, (db: Database.Database) => number>> = {
  'an amount is changed in a stored event': (db) => {
    const { position, data } = victim(db);
    put(
      db,
      'data',
      position,
      data.replace(/(\d)\.00"/, (_, digit: string) => `${(Number(digit) + 1) % 10}.00"`),
    );
    return position;
  },
  'two payloads are swapped': (db) => {
    const { position, data } = victim(db);
    const other = rows(db).find((each) => each.position > position && each.data !== data)!;
    put(db, 'data', position, other.data);
    put(db, 'data', other.position, data);
    return position;
  },
  'the actor is changed in the metadata': (db) => {
    const { position, meta } = middle(db);
    put(db, 'meta', position, meta.replace(/"actor":"[^"]*"/, '"actor":"somebody"'));
    return position;
  },
  'one byte of a text is changed': (db) => {
    const { position, data } = victim(db);
    const at = data.search(/[\u4e00-\u9fff]/);
    put(db, 'data', position, `${data.slice(0, at)}\u4e01${data.slice(at + 1)}`);
    return position;
  },
  'a text has bytes that are not UTF-8': (db) => {
    const { position } = middle(db);
    db.prepare(
      "UPDATE events SET meta = CAST(replace(CAST(meta AS BLOB), x'2c', x'ff') AS TEXT) WHERE position = ?",
    ).run(position);
    return position;
  },
  'the last ten events are deleted': (db) => {
    const last = rows(db).at(-10)!.position;
    db.prepare('DELETE FROM events WHERE position >= ?').run(last);
    return last;
  },
  'an event is deleted and the later ones are renumbered': (db) => {
    const { position, stream, version } = middle(db);
    db.prepare('DELETE FROM events WHERE position = ?').run(position);
    for (const each of rows(db).filter((row) => row.position > position))
      db.prepare('UPDATE events SET position = ?, version = ? WHERE position = ?').run(
        each.position - 1,
        each.stream === stream && each.version > version ? each.version - 1 : each.version,
        each.position,
      );
    return position;
  },
  'two events change places': (db) => {
    const all = rows(db);
    const index = all.findIndex(({ stream }, i) => i > 1 && stream !== all[i + 1]!.stream);
    const { position } = all[index]!;
    db.prepare('UPDATE events SET position = -1 WHERE position = ?').run(position);
    db.prepare('UPDATE events SET position = ? WHERE position = ?').run(position, position + 1);
    db.prepare('UPDATE events SET position = ? WHERE position = -1').run(position + 1);
    return position;
  },
};

describe('A ledger with its tree', () => {
  it('gives no key where there is none, and makes none', async () => {
    const nowhere = join(folder(), 'nowhere');
    for (const words of [['key'], ['key', 'rotate']]) {
      const ran = await ledger(nowhere, 'audit', ...words);
      expect([ran.exit, ran.out, ran.err]).toEqual([
        1,
        '',
        expect.stringContaining(`There is no ledger in ${nowhere}: name its folder with --data.`),
      ]);
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  it('is verified event by event, with its checkpoints and one that was kept elsewhere', async () => {
    await ledger(original, 'budgets', 'list');
    const found = await verified(original, '--against', kept, '--key', key);
    expect(found).toMatchObject({ exit: 0, ok: true, problems: [] });
    expect(found.proof).toMatchObject({
      compared: found.events,
      checkpoints: { own: 1, outside: 1 },
      newest: readFileSync(kept, 'utf8'),
      firstDifference: null,
      notProven: [],
    });
    const [origin, size, root] = readFileSync(kept, 'utf8').split('\n');
    expect((await ledger(original, 'audit', 'verify')).out).toContain(
      `\nnewest checkpoint: ${size} events of ${origin}, root ${root}\n`,
    );
  });

  it('has a signing key that only its owner may read', () =>
    expect(statSync(join(original, 'proof', 'signing-key.pem')).mode & 0o777).toBe(0o600));

  it.each(cases(4, Object.entries(FORGERIES)))('is not verified when %s', async (_, change) => {
    let sequence = 0;
    const data = forged((db) => (sequence = change(db)));
    const found = await verified(data);
    expect(found.exit).toBe(4);
    expect(found.proof!.firstDifference).toMatchObject({ sequence });
    if (found.events >= sequence)
      expect(found.proof!.firstDifference!.budget).toMatch(/^(baoshan.*|null)$/);
  });

  it('names an event with bytes that are not UTF-8, and reads the others', async () => {
    const data = forged(FORGERIES['a text has bytes that are not UTF-8']!);
    const { events } = await verified(original);
    for (const remove of [() => {}, removeTree]) {
      remove(data);
      const found = await verified(data);
      expect([found.exit, found.events]).toEqual([4, events]);
      expect(found.problems.join(' ')).toMatch(
        /^Position \d+ \(budget-baoshan-\S+, version \d+\): meta is not UTF-8\./,
      );
      expect(found.problems.join(' ')).not.toMatch(/removed|not one that/);
      if (found.proof!.compared > 0)
        expect(found.proof!.firstDifference!.budget).toMatch(/^baoshan-/);
    }
  });

  it('names the budget of the first event that was removed, as the views have it', async () => {
    await ledger(original, 'budgets', 'list');
    const ofLast = /^budget-(.*)$/;
    let [lost, budget] = [0, ''];
    const data = forged((db) => {
      const all = rows(db);
      const last = all.findLastIndex(({ stream }) => ofLast.test(stream));
      budget = ofLast.exec(all[last]!.stream)![1]!;
      lost = last + 1;
      db.prepare('DELETE FROM events WHERE position >= ?').run(all[last]!.position);
    });
    for (const against of [[], ['--against', kept]]) {
      const found = await verified(data, ...against);
      expect(found.exit).toBe(4);
      expect(found.proof!.firstDifference).toEqual({ sequence: lost, budget });
      expect(found.problems.slice(0, 2)).toEqual([
        expect.stringMatching(/^The log ends with event \d+, and \d+ were recorded/),
        expect.stringMatching(new RegExp(`^Event ${lost} was version \\d+ of ${budget}, as`)),
      ]);
      // Only the checkpoint kept elsewhere knows it then.
      removeTree(data);
    }
  });

  it('names the event before the checkpoints that do not hold because of it, and then the cells of the views', async () => {
    await ledger(original, 'budgets', 'list');
    const { problems } = await verified(forged(changeLine), '--against', kept);
    const order = [/^Event \d+ \(budget-/, /does not hold/, /^The view /].map((said) =>
      problems.findIndex((problem) => said.test(problem)),
    );
    expect(order[0]).toBe(0);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('is not verified when a trigger of its file was dropped or replaced, or one was added', async () => {
    const data = forged(() => {});
    const db = new Database(join(data, 'log.db'));
    db.exec(`
      DROP TRIGGER ${GUARDS[0]};
      DROP TRIGGER ${GUARDS[1]};
      CREATE TRIGGER ${GUARDS[1]} BEFORE DELETE ON events BEGIN SELECT 1; END;
      CREATE TRIGGER other AFTER INSERT ON events BEGIN SELECT 1; END;
    `);
    db.close();
    const { exit, problems } = await verified(data);
    expect([exit, ...problems]).toEqual([
      4,
      expect.stringMatching(/^The trigger events_are_never_deleted of the log file is changed:/),
      expect.stringMatching(/^The trigger events_are_never_updated of the log file is missing:/),
      expect.stringMatching(/^The log file has a trigger other that this program has not made:/),
    ]);
  });

  it('is not signed with a key that others may read', async () => {
    const data = forged(() => {});
    chmodSync(join(data, 'proof', 'signing-key.pem'), 0o640);
    const ran = await ledger(data, ...RENAME);
    expect([ran.exit, ran.err]).toEqual([
      0,
      expect.stringMatching(/^No checkpoint was signed\. The signing key .* its mode is 640: /),
    ]);
    expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(1);
    const found = await verified(data);
    expect(found.exit).toBe(0);
    expect(found.proof!.notProven[0]).toMatch(/^The signing key .* has the mode 640: /);
    chmodSync(join(data, 'proof', 'signing-key.pem'), 0o400);
    expect(await ledger(data, 'audit', 'checkpoint')).toMatchObject({ exit: 0, err: '' });
  });

  it('signs nothing when its log was changed, and does not record over it', async () => {
    const data = forged((db) =>
      put(
        db,
        'meta',
        rows(db).at(-1)!.position,
        rows(db)[0]!.meta.replace('"actor":"', '"actor":"x'),
      ),
    );
    const ran = await ledger(data, 'audit', 'checkpoint');
    expect(ran.exit).toBe(4);
    expect(ran.err).toMatch(/is not the event that is in the tree/);
  });

  it.each(
    cases(1, [
      [
        'log',
        (data: string) => edit(data, (db) => put(db, 'data', rows(db).at(-1)!.position, '{}')),
      ],
      [
        'tree',
        (data: string) => {
          const tree = new Database(join(data, 'proof', 'tree.db'));
          tree.exec('UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE place = 0');
          tree.close();
        },
      ],
      [
        'tiles',
        (data: string) => {
          const tree = new Database(join(data, 'proof', 'tree.db'));
          tree.exec('DELETE FROM tiles');
          tree.close();
        },
      ],
      [
        'checkpoint',
        (data: string) => {
          const tree = new Database(join(data, 'proof', 'tree.db'));
          tree.exec("UPDATE checkpoints SET note = replace(note, '\n\n', '\nchanged\n\n')");
          tree.close();
        },
      ],
    ] as const),
  )('records nothing by any command when a change was made in its %s', async (_, change) => {
    const data = forged(() => {});
    const before = await verified(data);
    change(data);
    for (const words of [RENAME, ['imports', 'add', SAMPLE_2022, '--agency', 'other']]) {
      const ran = await ledger(data, ...words);
      expect([ran.exit, ran.out]).toEqual([4, '']);
      expect(ran.err).toMatch(
        /^Nothing is recorded on such a log\. [^\n]* audit verify shows where\. Restore the ledger from a backup\.\n$/,
      );
    }
    expect((await verified(data)).events).toBe(before.events);
    // What only reads says so beside its answer.
    const status = await ledger(data, 'projector', 'status');
    expect([status.exit, status.err]).toEqual([
      0,
      expect.stringMatching(/^No checkpoint was signed\. [^\n]* audit verify shows where\.\n/),
    ]);
  });

  it('has a tree that was overwritten or cut: it says what to do, and the same tree is made again', async () => {
    for (const damage of [
      (file: string) => writeFileSync(file, Buffer.alloc(40_000, 7)),
      (file: string) => truncateSync(file, statSync(file).size - 6_000),
    ]) {
      const data = forged(() => {});
      const tree = join(data, 'proof', 'tree.db');
      damage(tree);
      const ran = await ledger(data, 'audit', 'checkpoint');
      expect([ran.exit, ran.err]).toEqual([
        1,
        expect.stringMatching(/^The tree [^\n]* is damaged \(SQLITE_[^\n]*: restore it [^\n]*\n$/),
      ]);
      for (const end of ['', '-wal', '-shm']) rmSync(`${tree}${end}`, { force: true });
      expect((await verified(data, '--against', kept, '--key', key)).exit).toBe(0);
      expect((await ledger(data, 'audit', 'checkpoint')).out).toBe(readFileSync(kept, 'utf8'));
    }
  });

  it('tells a cell of a view without a value from one with the text "null"', async () => {
    await ledger(original, 'budgets', 'list');
    const data = forged(() => {});
    const views = new Database(join(data, 'views.db'));
    const { table } = views
      .prepare<[], { table: string }>(
        "SELECT name AS 'table' FROM sqlite_schema WHERE type = 'table' AND name LIKE 'printed_cells%'",
      )
      .get()!;
    const { changes } = views
      .prepare(`UPDATE "${table}" SET line = 'null' WHERE line IS NULL`)
      .run();
    views.close();
    expect(changes).toBeGreaterThan(0);
    expect((await verified(data)).exit).toBe(4);
  });

  it('names the cell of a view that was changed', async () => {
    await ledger(original, 'budgets', 'list');
    const data = forged(() => {});
    const views = new Database(join(data, 'views.db'));
    const { table } = views
      .prepare<[], { table: string }>(
        "SELECT name AS 'table' FROM sqlite_schema WHERE type = 'table' AND name LIKE 'current_lines%'",
      )
      .get()!;
    const { line } = views
      .prepare<[], { line: string }>(`SELECT line FROM "${table}" WHERE adjusted > 0 ORDER BY line`)
      .get()!;
    views.prepare(`UPDATE "${table}" SET adjusted = adjusted + 1 WHERE line = ?`).run(line);
    views.close();
    const without = await verified(data, '--no-views');
    expect(without.exit).toBe(0);
    expect(without.proof!.notProven).toContain('The views were not compared with the log.');
    const found = await verified(data);
    expect(found.exit).toBe(4);
    expect(found.problems[0]).toMatch(/^The view current_lines has "\d+" in adjusted of \(/);
    expect(found.problems[0]).toContain(line);
    const rebuilt = await ledger(data, 'projector', 'rebuild');
    expect(rebuilt.out).toContain(`before: ${found.problems[0]}`);
    expect((await verified(data)).exit).toBe(0);
  });

  itInCi('is not begun anew by a service that finds its log emptied', async () => {
    const data = forged(() => {});
    truncateSync(join(data, 'log.db'));
    for (const end of ['-wal', '-shm']) rmSync(join(data, `log.db${end}`), { force: true });
    removeViews(data);
    const env = { ...storesIn(data), LEDGER_DATA: data, LEDGER_PORT: '0' };
    const { child, ended } = startChild('../../src/program/main.ts', [], env);
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    expect(await ended).toMatchObject({
      exit: 1,
      err: expect.stringContaining('is the tree of another ledger') as string,
    });
    clearTimeout(late);
    expect((await verified(data)).exit).toBe(4);
  });

  it('keeps its views when its log was changed, unless a rebuild is forced', async () => {
    const data = forged(FORGERIES['an amount is changed in a stored event']!);
    await ledger(original, 'projector', 'status');
    const views = join(data, 'views.db');
    cpSync(join(original, 'views.db'), views);
    const before = readFileSync(views);
    const ran = await ledger(data, 'projector', 'rebuild');
    expect(ran.exit).toBe(4);
    expect(ran.err).toMatch(/The views are kept as they are/);
    expect(readFileSync(views).equals(before)).toBe(true);
    expect((await ledger(data, 'projector', 'rebuild', '--force')).exit).toBe(0);
    expect((await ledger(original, 'projector', 'rebuild')).exit).toBe(0);
  });

  it('keeps its views when they differ from a log without a tree, or with one that was begun later', async () => {
    await ledger(original, 'projector', 'status');
    const data = forged(() => {});
    // The views lack the last event: they are compared with the ones before it.
    expect((await ledger(data, ...RENAME)).exit).toBe(0);
    edit(data, changeLine);
    removeTree(data);
    removeViews(data);
    const views = join(data, 'views.db');
    cpSync(join(original, 'views.db'), views);
    const before = readFileSync(views);
    const refused = async () => {
      const ran = await ledger(data, 'projector', 'rebuild');
      expect(ran.exit).toBe(4);
      expect(ran.err).toMatch(
        /^The views are kept as they are: they are not what the log says, .* The view /,
      );
      const found = await verified(data);
      expect([found.exit, found.problems[0]]).toEqual([4, expect.stringMatching(/^The view /)]);
      return found.proof!.notProven.join(' ');
    };
    expect(await refused()).toMatch(/No tree is kept for this log/);
    expect(readFileSync(views).equals(before)).toBe(true);
    expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(0);
    expect(await refused()).toMatch(/The tree was begun when the log had events already/);
    expect((await ledger(data, 'projector', 'rebuild', '--force')).exit).toBe(0);
    expect((await verified(data)).exit).toBe(0);
  });

  it('is not verified, and keeps its views, when the last events are deleted or its epoch is raised, without a tree', async () => {
    await ledger(original, 'projector', 'status');
    const deleted = FORGERIES['the last ten events are deleted']!;
    for (const [change, said] of [
      [deleted, /the log ends with \d+: its last events were removed/],
      [
        (db: Database.Database) => {
          changeLine(db);
          db.exec('UPDATE ledger SET epoch = 2');
        },
        /of epoch 2, does not say where that one ended/,
      ],
    ] as const) {
      const data = forged(change);
      removeTree(data);
      const views = join(data, 'views.db');
      const found = await verified(data);
      expect(found.exit).toBe(4);
      expect(found.problems[0]).toMatch(/^The views? /);
      for (const words of [
        ['budgets', 'list'],
        ['projector', 'rebuild'],
      ]) {
        const ran = await ledger(data, ...words);
        expect([ran.exit, ran.out]).toEqual([4, '']);
        expect(ran.err).toMatch(/^The views are kept as they are: /);
        if (words[0] === 'budgets') expect(ran.err).toMatch(said);
      }
      const trail = new Database(views, { readonly: true });
      expect(trail.prepare('SELECT count(*) FROM audit_trail').pluck().get()).toBeGreaterThan(0);
      trail.close();
      expect((await ledger(data, 'projector', 'rebuild', '--force')).exit).toBe(0);
    }
  });

  it('has its views built again without a tree where they are what the log says', async () => {
    const data = forged(() => {});
    removeTree(data);
    expect(await ledger(data, 'projector', 'rebuild')).toMatchObject({ exit: 0, err: '' });
  });

  itInEachStageOfCi(
    'builds no views from a log that was changed when they were deleted, unless a rebuild is forced',
    async () => {
      const data = forged(FORGERIES['an amount is changed in a stored event']!);
      removeViews(data);
      for (const words of [
        ['budgets', 'list'],
        ['projector', 'rebuild'],
      ]) {
        const ran = await ledger(data, ...words);
        expect(ran.exit).toBe(4);
        expect(ran.err).toMatch(/is not the (?:event|one) that/);
      }
      expect((await ledger(data, 'projector', 'rebuild', '--force')).exit).toBe(0);
      expect((await ledger(data, 'budgets', 'list')).exit).toBe(0);
      // As it was recorded, it is built again without a word.
      removeViews(original);
      expect(await ledger(original, 'budgets', 'list')).toMatchObject({ exit: 0, err: '' });
    },
  );

  it('is not verified where its folder is gone, and a checkpoint is kept elsewhere', async () => {
    const found = await verified(join(folder(), 'gone'), '--against', kept);
    expect([found.exit, found.problems]).toEqual([
      4,
      [
        expect.stringMatching(
          /^The log is empty, and a checkpoint kept elsewhere is of \d+ events/,
        ),
      ],
    ]);
  });

  it('has no first event that differs where only a checkpoint says that one before the end does', async () => {
    const data = forged(FORGERIES['an event is deleted and the later ones are renumbered']!);
    removeTree(data);
    const half = join(folder(), 'half.txt');
    const [{ events }, note] = [await verified(data), parseCheckpoint(readFileSync(kept, 'utf8'))!];
    const secret = readSigningKey(join(original, 'proof', 'signing-key.pem'));
    const text = formatCheckpoint({ ...note, size: events, root: Buffer.alloc(32, 1) });
    writeFileSync(half, signNote(text, note.origin, secret));
    const found = await verified(data, '--against', kept, '--against', half);
    expect([found.exit, found.proof!.firstDifference]).toEqual([4, null]);
    expect(found.problems[0]).toMatch(
      /^The checkpoint of \d+ events, kept elsewhere, does not hold/,
    );
  });

  it('says what is not proven without its tree, and a checkpoint kept elsewhere proves it then', async () => {
    const data = forged(() => {});
    rmSync(join(data, 'proof'), { recursive: true });
    const without = await verified(data);
    expect(without.exit).toBe(0);
    expect(without.proof!.notProven[0]).toMatch(/^No tree is kept/);
    expect((await verified(data, '--against', kept, '--key', key)).proof).toMatchObject({
      compared: 0,
      checkpoints: { outside: 1 },
    });
    edit(data, FORGERIES['the actor is changed in the metadata']!);
    expect((await verified(data, '--against', kept, '--key', key)).exit).toBe(4);
  });

  it('is not verified against the checkpoint kept elsewhere when log, tree and key are all made anew', async () => {
    const data = forged(FORGERIES['an amount is changed in a stored event']!);
    rmSync(join(data, 'proof'), { recursive: true });
    await ledger(data, 'audit', 'checkpoint');
    expect((await verified(data)).exit).toBe(0);
    const found = await verified(data, '--against', kept, '--key', key);
    expect(found.exit).toBe(4);
    expect(found.problems.join(' ')).toMatch(/is not signed by the key.*does not hold/);
  });

  describe.each(
    cases(1, [
      ['a file', (where: string) => where],
      ['a folder', (where: string) => `dir:${where}`],
    ] as const),
  )('whose checkpoints go to %s', (_, settingOf) => {
    /** A place that has the checkpoint of the ledger as it was recorded, and what is there. */
    const place = async () => {
      const where = join(folder(), 'sent');
      const there = (data: string, ...words: readonly string[]) =>
        run([...words, '--data', data], {
          env: { ...storesIn(data), LEDGER_CHECKPOINTS: settingOf(where) },
        });
      const data = forged(() => {});
      expect((await there(data, 'audit', 'checkpoint')).exit).toBe(0);
      const files = () =>
        statSync(where).isDirectory()
          ? readdirSync(where)
              .sort()
              .map((name) => join(where, name))
          : [where];
      const texts = () => files().map((file) => readFileSync(file, 'utf8'));
      return { there, files, texts, good: texts() };
    };

    it.each([
      [
        'an amount is changed in a stored event',
        /The checkpoint of \d+ events, kept elsewhere, does not hold/,
      ],
      [
        'a text has bytes that are not UTF-8',
        /The checkpoint of \d+ events, kept elsewhere, does not hold/,
      ],
      ['the last ten events are deleted', /The log ends with event \d+, and \d+ were recorded/],
    ])('begins no tree and signs nothing when its tree is gone and %s', async (forgery, said) => {
      const { there, texts, good } = await place();
      const data = forged(FORGERIES[forgery]!);
      removeTree(data);
      for (const words of [['audit', 'checkpoint'], RENAME]) {
        const ran = await there(data, ...words);
        expect([ran.exit, ran.out]).toEqual([4, '']);
        expect(ran.err).toMatch(
          /No tree is begun over a log that is not the one that was signed\./,
        );
        expect(ran.err).toMatch(said);
      }
      expect(texts()).toEqual(good);
      const found = answer<VerifiedAnswer>(await there(data, 'audit', 'verify', '--json'));
      expect(found.proof).toMatchObject({ newest: null, compared: 0 });
    });

    it('sends and signs nothing that does not continue what is there, also where a tree was begun', async () => {
      const { there, texts, good } = await place();
      const data = forged(FORGERIES['an amount is changed in a stored event']!);
      removeTree(data);
      // Nothing says here that the log was changed: the place is not known yet.
      expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(0);
      for (const words of [['audit', 'checkpoint'], RENAME]) {
        const ran = await there(data, ...words);
        expect([ran.exit, ran.out]).toEqual([4, '']);
        expect(ran.err).toMatch(/does not continue the checkpoint of \d+ events that is at /);
      }
      expect(texts()).toEqual(good);
    });

    it('has the same tree made again when it is gone and the log is what it was', async () => {
      const { there, texts, good } = await place();
      const data = forged(() => {});
      removeTree(data);
      expect((await there(data, 'audit', 'checkpoint')).out).toBe(readFileSync(kept, 'utf8'));
      expect(texts()).toEqual(good);
    });

    it('is verified where a full disk has cut off the last one, and continues after it', async () => {
      const { there, files, good } = await place();
      const data = forged(() => {});
      expect((await there(data, ...RENAME)).exit).toBe(0);
      const last = files().at(-1)!;
      const whole = readFileSync(last, 'utf8');
      const begin = whole.startsWith(good[0]!) ? good[0]!.length : 0;
      writeFileSync(last, whole.slice(0, begin + 90));
      const found = await there(data, 'audit', 'verify', '--no-views', '--json');
      const { proof } = answer<VerifiedAnswer>(found);
      expect([found.exit, proof!.checkpoints.outside]).toEqual([0, 1]);
      expect(proof!.notProven).toContain(
        'A checkpoint kept elsewhere was cut off while it was written, as by a full disk, and never was whole: it was not compared.',
      );
      expect((await there(data, 'audit', 'checkpoint')).exit).toBe(0);
      const after = await there(data, 'audit', 'verify', '--no-views', '--json');
      expect([after.exit, answer<VerifiedAnswer>(after).proof!.checkpoints.outside]).toEqual([
        0, 2,
      ]);
    });
  });

  describe('in an epoch that somebody has begun', () => {
    const raised = (forgery: string, note: (db: Database.Database) => void = () => {}): string =>
      forged((db) => {
        FORGERIES[forgery]!(db);
        db.exec('UPDATE ledger SET epoch = 2');
        note(db);
      });
    const noted = (db: Database.Database): void =>
      void db.exec(
        'INSERT INTO ended_epochs SELECT 1, max(position), max(position), 0 FROM events',
      );
    const AMOUNT = 'an amount is changed in a stored event';

    it.each([
      ['with its tree', () => {}],
      ['without its tree', removeTree],
    ])('by hand is not verified, %s', async (_, remove) => {
      const data = raised(AMOUNT);
      remove(data);
      const found = await verified(data, '--against', kept);
      expect(found.exit).toBe(4);
      expect(found.problems.join(' ')).toMatch(/The log does not say where epoch 1 ended/);
    });

    it('by hand gets no tree', async () => {
      const data = raised(AMOUNT);
      expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(4);
      expect((await verified(data)).exit).toBe(4);
    });

    it.each([
      ['with its tree', () => {}, /^Event \d+ /],
      [
        'without its tree',
        removeTree,
        /^The checkpoint of \d+ events, kept elsewhere, does not hold/,
      ],
    ])(
      'with a note of where the one before ended is compared up to there, %s',
      async (_, remove, said) => {
        const data = raised(AMOUNT, noted);
        remove(data);
        const found = await verified(data, '--against', kept);
        expect([found.exit, found.problems[0]]).toEqual([4, expect.stringMatching(said)]);
      },
    );

    it('with a note that hides the changed event is compared with the later events of its tree', async () => {
      const data = raised(AMOUNT, (db) => db.exec('INSERT INTO ended_epochs VALUES (1, 0, 0, 0)'));
      const found = await verified(data);
      expect([found.exit, found.problems[0]]).toEqual([4, expect.stringMatching(/^Event \d+ /)]);
    });

    it('by a restore of a forged backup in a new folder is not verified, and of its own backup it is', async () => {
      for (const [forgery, exit] of [
        [() => {}, 0],
        [FORGERIES[AMOUNT]!, 4],
      ] as const) {
        const backup = join(folder(), 'ledger.backup');
        expect((await ledger(forged(forgery), 'backup', backup)).exit).toBe(0);
        const data = join(folder(), 'new');
        expect((await ledger(data, 'restore', backup)).exit).toBe(0);
        const found = await verified(data, '--against', kept);
        expect(found.exit).toBe(exit);
        expect(found.proof!.checkpoints.outside).toBe(exit === 0 ? 1 : 0);
      }
    });

    itInEachStageOfCi(
      'by a restore in a new folder, after another restore whose checkpoints are kept elsewhere, is verified',
      async () => {
        const backup = join(folder(), 'ledger.backup');
        const place = { LEDGER_CHECKPOINTS: join(folder(), 'sent.txt') };
        const there = (data: string, ...words: readonly string[]) =>
          run([...words, '--data', data], { env: { ...storesIn(data), ...place } });
        const [first, second] = [forged(() => {}), join(folder(), 'new')];
        await there(first, 'backup', backup);
        for (const words of [['restore', backup, '--replace'], RENAME])
          expect((await there(first, ...words)).exit).toBe(0);
        // The backup is of epoch 1, and epoch 2 has signed another event.
        const restored = await there(second, 'restore', backup, '--json');
        expect(answer<{ readonly epoch: number }>(restored).epoch).toBe(3);
        cpSync(join(first, 'proof', 'signing-key.pem'), join(second, 'proof', 'signing-key.pem'));
        for (const words of [['audit', 'checkpoint'], RENAME, ['audit', 'verify']])
          expect((await there(second, ...words)).exit).toBe(0);
        expect((await there(first, 'audit', 'verify')).exit).toBe(4);
      },
    );

    itInEachStageOfCi('by a restore of a log that could not be read is verified', async () => {
      const data = forged(() => {});
      const backup = join(folder(), 'ledger.backup');
      await ledger(data, 'backup', backup);
      for (const words of [
        ['restore', backup, '--replace'],
        ['audit', 'checkpoint'],
      ])
        expect((await ledger(data, ...words)).exit).toBe(0);
      truncateSync(join(data, 'log.db'), 5_000);
      expect((await ledger(data, 'restore', backup, '--replace')).exit).toBe(0);
      expect(await verified(data, '--against', kept)).toMatchObject({ exit: 0, problems: [] });
      expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(0);
      expect(await verified(data, '--against', kept)).toMatchObject({ exit: 0, problems: [] });
    });
  });

  it('is not verified with a replaced key or a forged checkpoint', async () => {
    const data = forged(() => {});
    const other = forged(() => {});
    rmSync(join(other, 'proof'), { recursive: true });
    await ledger(other, 'audit', 'checkpoint');
    cpSync(join(other, 'proof', 'signing-key.pem'), join(data, 'proof', 'signing-key.pem'));
    expect(await verified(data)).toMatchObject({ exit: 4, ok: false });
    expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(4);

    const forgedNote = join(folder(), 'forged.txt');
    writeFileSync(forgedNote, readFileSync(kept, 'utf8').replace(/\n(\d+)\n/, '\n1\n'));
    expect((await verified(original, '--against', forgedNote)).exit).toBe(4);
  });

  it('is compared with the later checkpoints too, where one of no events is signed', async () => {
    const { origin } = parseCheckpoint(readFileSync(kept, 'utf8'))!;
    const secret = readSigningKey(join(original, 'proof', 'signing-key.pem'));
    const sign = (size: number) => {
      const file = join(folder(), `${size}.txt`);
      const root = Buffer.alloc(32);
      writeFileSync(
        file,
        signNote(formatCheckpoint({ origin, size, root, extensions: [] }), origin, secret),
      );
      return file;
    };
    const found = await verified(original, '--against', sign(0), '--against', sign(1));
    for (const size of [0, 1])
      expect(found.problems.join(' ')).toMatch(
        new RegExp(`The checkpoint of ${size} events, kept elsewhere, does not hold`),
      );
  });

  itInEachStageOfCi(
    'has a new signing key that the old one signs for, and what either has signed holds',
    async () => {
      const data = forged(() => {});
      const rotated = answer<{
        readonly from: string;
        readonly key: string;
        readonly after: number;
      }>(await ledger(data, 'audit', 'key', 'rotate', '--json'));
      expect(rotated).toMatchObject({
        from: key,
        after: parseCheckpoint(readFileSync(kept, 'utf8'))!.size,
      });
      expect((await ledger(data, 'audit', 'key')).out.trim()).toBe(rotated.key);
      expect(statSync(join(data, 'proof', 'signing-key.pem')).mode & 0o777).toBe(0o600);
      expect((await ledger(data, ...RENAME)).err).toBe('');
      const newest = parseCheckpoint((await ledger(data, 'audit', 'checkpoint')).out)!;
      expect(isSignedBy(newest.signed, parseNoteKey(rotated.key))).toBe(true);
      expect(isSignedBy(newest.signed, parseNoteKey(key))).toBe(false);
      const later = join(folder(), 'later.txt');
      writeFileSync(later, newest.note);
      for (const known of [key, rotated.key])
        expect(
          await verified(data, '--against', kept, '--against', later, '--key', known),
        ).toMatchObject({ exit: 0, problems: [] });

      // Who has only the old key knows the new one by the list, also in a bundle.
      const bundle = join(folder(), 'bundle.zip');
      await ledger(data, 'audit', 'bundle', 'baoshan-2022-unit', '--out', bundle);
      for (const known of [key, rotated.key])
        expect(await run(['verify-bundle', bundle, '--key', known])).toMatchObject({ exit: 0 });

      // The old key signs no more.
      const stolen = forged(() => {});
      cpSync(join(original, 'proof', 'signing-key.pem'), join(stolen, 'proof', 'signing-key.pem'));
      await ledger(stolen, ...RENAME);
      const signed = join(folder(), 'stolen.txt');
      writeFileSync(signed, (await ledger(stolen, 'audit', 'checkpoint')).out);
      const found = await verified(data, '--against', signed);
      expect(found.exit).toBe(4);
      expect(found.problems.join(' ')).toMatch(/is not signed by the key/);

      const list = join(data, 'proof', 'keys.txt');
      writeFileSync(list, readFileSync(list, 'utf8').replace(/\nafter \d+ /, '\nafter 1 '));
      const changed = await verified(data);
      expect(changed.exit).toBe(4);
      expect(changed.problems.join(' ')).toMatch(/The list of keys is not signed by its keys/);
      expect((await ledger(data, 'audit', 'checkpoint')).exit).toBe(4);
    },
  );

  it.each([
    ['of fewer events', 'the last ten events are deleted', /the last ones were removed/],
    [
      'of as many events',
      'an amount is changed in a stored event',
      /in the list of keys, does not hold/,
    ],
  ])(
    'is not verified as another history %s, with a tree of its own that a retired key has signed',
    async (_size, forgery, problem) => {
      const data = forged(() => {});
      const { key: next } = answer<{ readonly key: string }>(
        await ledger(data, 'audit', 'key', 'rotate', '--json'),
      );
      const other = forged(FORGERIES[forgery]!);
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(other, 'proof', `tree.db${suffix}`), { force: true });
      expect((await ledger(other, 'audit', 'checkpoint')).exit).toBe(0);
      cpSync(join(data, 'proof', 'keys.txt'), join(other, 'proof', 'keys.txt'));
      const found = await verified(other, '--key', next);
      expect(found.exit).toBe(4);
      expect(found.problems.join(' ')).toMatch(problem);
    },
  );

  it('puts a new signing key into its place when a crash left that out', async () => {
    const data = forged(() => {});
    const pem = join(data, 'proof', 'signing-key.pem');
    const old = readFileSync(pem);
    const { key: next } = answer<{ readonly key: string }>(
      await ledger(data, 'audit', 'key', 'rotate', '--json'),
    );
    // As it was when the process ended between the list and the key.
    cpSync(pem, `${pem}.next`);
    writeFileSync(pem, old);
    expect((await ledger(data, 'audit', 'key')).out.trim()).toBe(next);
    expect((await ledger(data, ...RENAME)).err).toBe('');
    expect(await verified(data, '--key', key)).toMatchObject({ exit: 0, problems: [] });
  });

  it('continues after a crash between the log and the tree', async () => {
    const data = forged(() => {});
    const tree = join(data, 'proof', 'tree.db');
    const before = readFileSync(tree);
    expect((await ledger(data, ...RENAME)).exit).toBe(0);
    // As it was when the process ended between the append and the tree.
    for (const suffix of ['-wal', '-shm']) rmSync(`${tree}${suffix}`, { force: true });
    writeFileSync(tree, before);
    const crashed = await verified(data, '--against', kept);
    expect(crashed).toMatchObject({ exit: 0, ok: true });
    expect(crashed.proof!.notProven[0]).toMatch(/^The events after \d+ are not in the tree yet/);
    await ledger(data, 'audit', 'checkpoint');
    expect((await verified(data, '--against', kept)).proof!.notProven).toEqual([]);
  });

  itInEachStageOfCi(
    'begins a new epoch after a restore, whose first checkpoint names the last one before',
    async () => {
      const data = forged(() => {});
      const backup = join(folder(), 'ledger.backup');
      expect((await ledger(data, 'backup', backup)).err).toBe('');
      await ledger(data, ...RENAME);
      const before = (await ledger(data, 'audit', 'checkpoint')).out.split('\n');
      expect((await ledger(data, 'restore', backup, '--replace')).exit).toBe(0);
      expect(await verified(data, '--against', kept)).toMatchObject({ exit: 0, ok: true });
      const first = (await ledger(data, 'audit', 'checkpoint')).out.split('\n');
      expect(first[0]).not.toBe(before[0]);
      expect(first[3]).toBe(`after ${before[0]} ${before[1]} ${before[2]}`);
      const after = await verified(data, '--against', kept);
      expect(after).toMatchObject({ exit: 0, ok: true });
      expect(after.proof!.notProven.join(' ')).toMatch(/A restore began epoch 2: 1 of the/);
      edit(data, FORGERIES['the actor is changed in the metadata']!);
      expect((await verified(data)).exit).toBe(4);
    },
  );

  itInEachStageOfCi('has the same root after an export and an import', async () => {
    const file = join(folder(), 'log.jsonl');
    writeFileSync(file, (await ledger(original, 'log', 'export')).out);
    const copy = folder();
    // In files, or on the servers that the environment names.
    const there = (...words: readonly string[]) => run([...words, '--data', copy]);
    expect((await there('log', 'import', file)).err).toBe('');
    const { out } = await there('audit', 'checkpoint');
    expect(out.split('\n').slice(1, 3)).toEqual(readFileSync(kept, 'utf8').split('\n').slice(1, 3));
    await there('budgets', 'list');
    const found = answer<VerifiedAnswer>(await there('audit', 'verify', '--json'));
    expect(found).toMatchObject({ ok: true, problems: [] });
    expect(found.proof).toMatchObject({ compared: found.events, checkpoints: { own: 1 } });
    expect(found.proof!.notProven).toEqual([
      expect.stringMatching(/^The tree was begun when the log had events already/),
      expect.stringMatching(/^No checkpoint kept elsewhere/),
    ]);
    // What the ledger signed that was exported is of the same events.
    const moved = answer<VerifiedAnswer>(
      await there('audit', 'verify', '--json', '--against', kept),
    );
    expect(moved).toMatchObject({ ok: true, problems: [] });
    expect(moved.proof!.notProven[0]).toMatch(
      /^The log begins with the \d+ events of a checkpoint/,
    );
  });

  it('keeps the hash that it was begun with', async () => {
    const data = folder();
    const ran = (hash: string) =>
      run(['audit', 'checkpoint', '--data', data], {
        env: { ...storesIn(data), LEDGER_HASH: hash },
      });
    cpSync(join(original, 'log.db'), join(data, 'log.db'));
    expect((await ran('sm3')).out).toMatch(/\nhash sm3\n/);
    expect((await ran('sha-256')).err).toMatch(/begun with sm3/);
    expect((await verified(data)).proof!.tree.hash).toBe('sm3');
  });

  itInEachStageOfCi(
    'writes its checkpoints to a file and to a folder elsewhere, which are compared by themselves',
    async () => {
      for (const place of [join(folder(), 'all.txt'), `dir:${join(folder(), 'all')}`]) {
        const data = forged(() => {});
        rmSync(join(data, 'proof'), { recursive: true });
        const ran = (...words: readonly string[]) =>
          run([...words, '--data', data], {
            env: { ...storesIn(data), LEDGER_CHECKPOINTS: place },
          });
        await ran('audit', 'checkpoint');
        await ran(...RENAME);
        const found = answer<VerifiedAnswer>(await ran('audit', 'verify', '--json'));
        expect(found.proof!.checkpoints).toEqual({ own: 2, outside: 2 });
        // Nothing new is signed, and what is there already is not written again.
        await ran('audit', 'checkpoint');
        const again = answer<VerifiedAnswer>(await ran('audit', 'verify', '--json'));
        expect(again.proof!.checkpoints).toEqual({ own: 2, outside: 2 });
      }
    },
  );
});

describe('A witness', () => {
  it('signs each checkpoint that continues the last one, and its signature stays', async () => {
    const data = forged(() => {});
    const witness = await witnessOf(key);
    try {
      const place = { LEDGER_CHECKPOINTS: `${witness.url}#${witness.key}` };
      const witnessed = (...words: readonly string[]) =>
        run([...words, '--data', data], { env: { ...storesIn(data), ...place } });
      const isCosigned = (note: string) =>
        isSignedBy(parseCheckpoint(note)!.signed, parseNoteKey(witness.key));
      witness.open = false;
      expect(isCosigned((await witnessed('audit', 'checkpoint')).out)).toBe(false);
      witness.open = true;
      // The checkpoint is sent again although there is no new event.
      const first = (await witnessed('audit', 'checkpoint')).out;
      expect(isCosigned(first)).toBe(true);
      expect((await witnessed(...RENAME)).err).toBe('');
      const second = (await witnessed('audit', 'checkpoint')).out;
      expect(isCosigned(second)).toBe(true);
      const { size } = parseCheckpoint(first)!;
      expect(witness.answered).toEqual(['503 old 0', '200 old 0', '409 old 0', `200 old ${size}`]);
      // A process that knows no witness keeps what the witness has signed.
      expect((await ledger(data, 'audit', 'checkpoint')).out).toBe(second);
      const bundle = join(folder(), 'bundle.zip');
      await ledger(data, 'audit', 'bundle', 'baoshan-2022-unit', '--out', bundle);
      const checked = await run(['verify-bundle', bundle, '--key', key, '--witness', witness.key]);
      expect(checked.out).toMatch(/The witness witness\.example\/w1 signed it too/);
    } finally {
      await witness.close();
    }
  });

  itInEachStageOfCi(
    'is one of those that the ledger demands, and fewer cosignatures are reported',
    async () => {
      const witnesses = [await witnessOf(key), await witnessOf(key)];
      try {
        const data = forged(() => {});
        const places = witnesses.map(({ url, key: known }) => `${url}#${known}`).join(',');
        const demanding = (count: string, ...words: readonly string[]) =>
          run([...words, '--data', data], {
            env: { ...storesIn(data), LEDGER_CHECKPOINTS: places, LEDGER_WITNESSES: count },
          });
        const lacking = async (count: string) => {
          const ran = await demanding(count, 'audit', 'verify', '--json');
          expect(ran.exit).toBe(0);
          return answer<VerifiedAnswer>(ran).proof!.notProven.filter((each) =>
            each.includes('LEDGER_WITNESSES'),
          );
        };
        witnesses[0]!.open = false;
        await demanding('2', 'audit', 'checkpoint');
        expect(await lacking('2')).toEqual([
          expect.stringMatching(/is signed by 1 witnesses, and LEDGER_WITNESSES demands 2/),
        ]);
        expect(await lacking('1')).toEqual([]);
        witnesses[0]!.open = true;
        await demanding('2', 'audit', 'checkpoint');
        expect(await lacking('2')).toEqual([]);
        expect((await demanding('3', 'audit', 'verify')).err).toMatch(/LEDGER_WITNESSES must be/);
      } finally {
        for (const witness of witnesses) await witness.close();
      }
    },
  );

  it('does not sign a history that was made anew', async () => {
    const witness = await witnessOf(key);
    try {
      const signing = async (data: string) =>
        run(['audit', 'checkpoint', '--data', data], {
          env: { ...storesIn(data), LEDGER_CHECKPOINTS: `${witness.url}#${witness.key}` },
        });
      await signing(forged(() => {}));
      const data = forged(FORGERIES['the actor is changed in the metadata']!);
      removeTree(data);
      const ran = await signing(data);
      expect([ran.exit, ran.out]).toEqual([4, '']);
      expect(ran.err).toMatch(/ contradicts the tree: it has seen \d+ events that are not those /);
      expect(witness.answered.at(-1)).toMatch(/^409/);
      // What the witness contradicts is not kept either.
      expect((await verified(data)).proof!.newest).toBeNull();
    } finally {
      await witness.close();
    }
  });
});

/** Reads a proof (C2SP tlog-proof) and whether it holds for the event. */
const holds = (proof: string, stored: StoredEvent): boolean => {
  const end = proof.indexOf('\n\n');
  const [first, index, ...lines] = proof.slice(0, end).split('\n');
  const { size, root } = parseCheckpoint(proof.slice(end + 2))!;
  const hasher = new Hasher('sha-256');
  const hashes = lines.map((line) => Buffer.from(line, 'base64'));
  const by = rootByInclusion(hasher, hasher.event(stored), Number(index!.slice(6)), size, hashes);
  return first === 'c2sp.org/tlog-proof@v1' && by !== null && isSame(by, root);
};

describe('A proof', () => {
  it('that an event is in the ledger is written by its position and by its id', async () => {
    const db = new Database(join(original, 'log.db'), { readonly: true });
    const stored = middle(db) as unknown as StoredEvent;
    const ofAgency = rows(db).find(({ stream }) =>
      stream.startsWith('agency-'),
    ) as unknown as StoredEvent;
    db.close();
    const byPosition = await ledger(original, 'audit', 'prove', String(stored.position));
    expect(holds(byPosition.out, stored)).toBe(true);
    expect(holds(byPosition.out, { ...stored, data: stored.data.replace('1', '2') })).toBe(false);
    const out = join(folder(), 'event.tlog-proof');
    expect((await ledger(original, 'audit', 'prove', stored.id, '--out', out)).exit).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(byPosition.out);
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const none of ['999999', unknown])
      expect((await ledger(original, 'audit', 'prove', none)).exit).toBe(1);
    const agency = await ledger(original, 'audit', 'prove', ofAgency.id);
    expect(holds(agency.out, ofAgency)).toBe(true);
  });

  it('is refused of an event or a budget that the tree contradicts', async () => {
    let changed = '';
    const data = forged((db) => {
      const { position, stream } = victim(db);
      changed = stream.slice('budget-'.length);
      FORGERIES['an amount is changed in a stored event']!(db);
      expect(position).toBeGreaterThan(0);
    });
    const out = join(data, 'bundle.zip');
    const bundled = await ledger(data, 'audit', 'bundle', changed, '--out', out);
    expect([bundled.exit, existsSync(out)]).toEqual([4, false]);
    expect(bundled.err).toMatch(/^Event \d+ \(budget-.*\) is not the event that is in the tree/);
    const sequence = /^Event (\d+)/.exec(bundled.err)![1]!;
    expect((await ledger(data, 'audit', 'prove', sequence)).exit).toBe(4);
    expect((await ledger(original, 'audit', 'bundle', changed)).exit).toBe(0);
  });

  it('that one checkpoint continues another is refused where it does not', async () => {
    const data = forged(() => {});
    await ledger(data, ...RENAME);
    const other = join(data, 'other.txt');
    const { origin, size, extensions } = parseCheckpoint(readFileSync(kept, 'utf8'))!;
    const text = formatCheckpoint({ origin, size, root: Buffer.alloc(32, 7), extensions });
    writeFileSync(
      other,
      signNote(text, origin, readSigningKey(join(data, 'proof', 'signing-key.pem'))),
    );
    const refused = await ledger(data, 'audit', 'prove', '--from', other);
    expect([refused.exit, refused.err]).toEqual([4, expect.stringContaining('does not continue')]);
  });

  it('that one checkpoint continues another is written for a witness', async () => {
    const data = forged(() => {});
    await ledger(data, ...RENAME);
    const newest = parseCheckpoint((await ledger(data, 'audit', 'checkpoint')).out)!;
    const { out } = await ledger(data, 'audit', 'prove', '--from', kept);
    const hashes = out
      .split('\n')
      .slice(0, -1)
      .map((line) => Buffer.from(line, 'base64'));
    const first = parseCheckpoint(readFileSync(kept, 'utf8'))!;
    expect(newest.size).toBe(first.size + 1);
    expect(isConsistent(new Hasher('sha-256'), first, newest, hashes)).toBe(true);
  });

  itInEachStageOfCi('and the tiles and the checkpoint that it rests on are served', async () => {
    const service = await running();
    try {
      const get = async (path: string) => {
        const response = await fetch(`${service.address}/v1/proof/${path}`);
        return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
      };
      expect((await get('checkpoint')).status).toBe(404);
      expect((await clientOf(service).post('/v1/budgets', opening())).status).toBe(201);
      // The service signs at its end, and has the checkpoint when it starts again.
      await service.restart();
      const { bytes: note } = await get('checkpoint');
      const checkpoint = parseCheckpoint(note.toString())!;
      const key = parseNoteKey((await get('key')).bytes.toString());
      expect(isSignedBy(checkpoint.signed, key)).toBe(true);
      expect((await get('verifier')).bytes.equals(readFileSync(VERIFIER))).toBe(true);
      const tile = await get(`tile/0/000.p/${checkpoint.size}`);
      expect(tile.bytes.length).toBe(32 * checkpoint.size);
      expect((await get('tile/0/000')).status).toBe(404);
      expect(await get('keys')).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
      expect((await get('tile/0/../../etc')).status).toBe(404);
      const { text } = await clientOf(service).get('/v1/changes?to=1');
      const { position } = JSON.parse(text) as { readonly position: string };
      const list = answerOfEvent((await get(`events/${position}`)).bytes);
      expect(list.sequence).toBe(1);
      expect(holds(list.proof, { ...list.event, position: BigInt(position) })).toBe(true);
      expect((await get('events/999999')).status).toBe(404);
      // Only the log in a file can be edited here.
      if (onEventStoreDb) return;
      await service.restart(async () =>
        edit(service.data, (db) => put(db, 'data', rows(db).at(-1)!.position, '{}')),
      );
      await until('the service is not ready', async () => {
        const { status, body } = await clientOf(service).get('/readyz');
        return status === 503 && body['code'] === ('proof-differs' as unknown);
      });
      expect((await clientOf(service).post('/v1/budgets', opening('later'))).body).toMatchObject({
        status: 503,
        code: 'proof-differs',
      });
    } finally {
      await service.close();
    }
  });
});

const answerOfEvent = (bytes: Buffer): ProvenEvent => JSON.parse(bytes.toString()) as ProvenEvent;

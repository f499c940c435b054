import type { Filter as ClientFilter } from '../client/client.js';
import { write } from '../cli/io.js';
import { noAnswer } from '../cli/no-answer.js';
import { flag, oneOf, required, token, value } from '../cli/options.js';
import { readFile } from '../cli/read-file.js';
import { said, say } from '../cli/say.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';
import { pause } from '../concurrency/pause.js';
import { Refusal, type RefusalCode } from '../domain/errors.js';
import { filterFlags } from './filter-flags.js';

/** How often to check whether a ledger exists. */
const POLL_MS = 200;

const follow = verb({
  words: 'changes follow',
  summary: 'print every change, one JSON line each: the history, then new changes',
  positionals: {},
  options: {
    after: token('only changes after this one'),
    ...filterFlags,
    format: oneOf(['changes', 'cloudevents'], 'cloudevents: each as a CloudEvent 1.0'),
    end: flag('stop after the history'),
  },
  run: async ({ options: { after, end, format, ...wanted }, ledger }, io) => {
    const signal = io.interrupted();
    if (ledger.service !== undefined) {
      const { EpochChanged, Gap, LedgerClient, LedgerRefusal } =
        await import('../client/client.js');
      const { url, fetch } = ledger.service;
      let waits = false;
      const followed = new LedgerClient({ url, fetch }).follow({
        ...(after !== undefined && { after }),
        filter: Object.fromEntries(
          Object.entries(wanted).filter(([, values]) => values !== undefined),
        ) as ClientFilter,
        live: !end,
        format: 'ndjson',
        signal,
        onAway: () => {
          if (waits || end) return;
          waits = true;
          void write(io.stderr, `${say`${url} does not answer: waiting until it does`}\n`);
        },
      });
      try {
        for await (const { token: _, ...change } of followed)
          await write(io.stdout, `${JSON.stringify(change)}\n`);
      } catch (error) {
        if (error instanceof Gap) throw new Refusal('log-corrupt', error.message);
        if (error instanceof TypeError) throw noAnswer(url, error);
        if (!(error instanceof LedgerRefusal || error instanceof EpochChanged)) throw error;
        const { code } = error.problem;
        // What stands before the service answers without a code.
        throw typeof code === 'string'
          ? new Refusal(code as RefusalCode, error.message)
          : noAnswer(url, error);
      }
      return 'written';
    }
    let said = false;
    while (!end && !signal.aborted && !ledger.exists()) {
      const absent = ledger.absent();
      if (absent !== undefined && !said) await write(io.stderr, `${absent}\n`);
      said = true;
      await pause(POLL_MS, signal);
    }
    const { EventLog } = await import('../log/event-log.js');
    const { Views } = await import('../views/views-database.js');
    const { leavesOf, openChanges, SkippedEvents } = await import('./changes.js');
    const { cloudEventOf } = await import('./cloud-event.js');
    const { refuseUnknown } = await import('./filter.js');
    const { NamesInLog } = await import('./names-in-log.js');
    const { positionOf } = await import('../log/token.js');
    const { Prover } = await import('../proof/prover.js');
    await ledger.read(async ({ get }) => {
      const log = get(EventLog);
      const views = get(Views);
      const identity = await log.identity();
      const { ledger: id, epoch } = identity;
      const position = after === undefined ? 0n : positionOf(after, identity);
      if (position > (await log.head()))
        throw new Refusal(
          'position-beyond-log',
          `The token ${after} is beyond the log: another ledger issued it.`,
        );
      await refuseUnknown(log, wanted);
      const { start, read } = await openChanges({
        log,
        views,
        names: new NamesInLog(log),
        leaves: leavesOf(get(Prover), epoch),
        after: position,
        filter: wanted,
        follow: !end,
        signal,
      });
      const skipped = new SkippedEvents(wanted, start.sequence);
      await read(async ({ changes }) => {
        const lines = changes.map((each) => {
          const change = skipped.counted(each.change);
          return `${JSON.stringify(format === 'cloudevents' ? cloudEventOf(change, id) : change)}\n`;
        });
        if (lines.length > 0) await write(io.stdout, lines.join(''));
      });
    });
    return 'written';
  },
});

const verify = verb({
  words: 'changes verify',
  summary: 'say whether a saved stream of changes is complete, or where not (then exit 4)',
  notes: [
    'The file is what changes follow or GET /v1/changes gave: lines, server-sent events or CloudEvents. The ledger is not needed.',
    'Whether the ledger says what the changes say is not checked: bundles and audit verify prove it.',
  ],
  positionals: { file: required('<file>', 'the saved stream; - for standard input') },
  options: {
    from: value(
      'N',
      'the sequence that it must begin with (default: that of its first change)',
      (given) => {
        if (!/^[1-9]\d{0,14}$/.test(given))
          throw new Error(`"${given}" is not a sequence: give digits.`);
        return Number(given);
      },
    ),
  },
  run: async ({ positionals: { file }, options: { from } }, io) => {
    const { checkSavedStream } = await import('./saved-stream.js');
    const bytes = await readFile(file, io.stdin);
    const checked = checkSavedStream(
      new TextDecoder().decode(bytes),
      from === undefined ? undefined : from - 1,
    );
    return {
      answer: checked,
      exit: checked.complete ? EXIT.ok : EXIT.corrupt,
      text: () =>
        [
          ...checked.problems.map(({ line, message }) => say`line ${line}: ${said(message)}`),
          checked.from === null
            ? say`no changes`
            : say`${checked.changes} changes, ${checked.skipped} left out by a filter, ${checked.repeated} repeated: sequences ${checked.from} to ${checked.to}`,
          checked.complete ? say`complete` : say`not complete`,
          '',
        ].join('\n'),
    };
  },
});

const example = verb({
  words: 'client example',
  summary: 'print a program that mirrors a ledger into SQLite with budget-ledger/client',
  notes: [
    'Save it as mirror.mjs in a project that has installed this package, and run it with Node.',
  ],
  positionals: {},
  options: {},
  run: async () => {
    const { readFile: read } = await import('node:fs/promises');
    return { body: await read(EXAMPLE, 'utf8') };
  },
});

/** From the bundle of the command line and from this file it has the same relative place. */
const EXAMPLE = new URL('../client/examples/mirror.mjs', import.meta.url);

/** The commands of the slice, in the order of `--help`. */
export const changesVerbs: readonly Verb[] = [follow, verify, example];

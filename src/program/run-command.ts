import { failureOf, isRefusal } from '../cli/failure.js';
import { helpOf } from '../cli/help.js';
import { isBrokenPipe, systemUser, write, type Io } from '../cli/io.js';
import type { Ledger } from '../cli/ledger.js';
import { styleFor } from '../cli/style.js';
import { parse } from '../cli/parse.js';
import { EXIT, type Common, type Outcome } from '../cli/verb.js';
import { ledgerAt } from './open-ledger.js';
import type { Language } from '../domain/refusal-titles.js';
import { isChineseLocale } from '../text/language.js';
import { verbs } from './verbs.js';
import { version } from '../cli/version.js';
import { writeOut } from '../cli/write-out.js';

/** Runs one command and returns its exit code. An error is printed as one line on standard error. */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  let ledger: Ledger | undefined;
  let lang: Language | undefined;
  try {
    const request = parse(argv, verbs, () => systemUser(io.env));
    switch (request.kind) {
      case 'version':
        await write(io.stdout, `${version()}\n`);
        return EXIT.ok;
      case 'help':
        await write(io.stdout, helpOf(request.words, verbs));
        return EXIT.ok;
      case 'run': {
        const { verb, common } = request;
        lang = common.lang;
        ledger = ledgerAt(common.data, io);
        const outcome = await verb.run({ ...request, ledger }, io);
        const exit = await print(outcome, common, io);
        const absent = ledger.absent();
        if (absent !== undefined) await write(io.stderr, `${absent}\n`);
        return exit;
      }
    }
  } catch (error) {
    // The reader of the output has closed it, as `head` does: not a failure.
    if (isBrokenPipe(error)) return EXIT.ok;
    const { exit, text } = failureOf(
      error,
      io.env,
      isRefusal(error) ? ledger?.absent() : undefined,
      lang ?? (isChineseLocale(io.env) ? 'zh' : 'en'),
    );
    await write(io.stderr, text).catch(() => {});
    return exit;
  }
};

const print = async (outcome: Outcome, { json }: Common, io: Io): Promise<number> => {
  if (outcome === 'written') return EXIT.ok;
  if ('body' in outcome) {
    const { body, out } = outcome;
    await (out === undefined ? write(io.stdout, body) : writeOut(out, body));
  } else {
    const style = styleFor(io.stdout, io.env);
    await write(io.stdout, json ? `${JSON.stringify(outcome.answer)}\n` : outcome.text(style));
  }
  if (outcome.warning !== undefined) await write(io.stderr, `${outcome.warning}\n`);
  return ('exit' in outcome ? outcome.exit : undefined) ?? EXIT.ok;
};

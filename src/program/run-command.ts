import { commandFailure, isRefusal } from '../cli/failure.js';
import { helpOf } from '../cli/help.js';
import { isBrokenPipe, systemUser, write, type Io } from '../cli/io.js';
import type { Ledger } from '../cli/ledger.js';
import { styleFor } from '../cli/style.js';
import { parse, type Request } from '../cli/parse.js';
import { EXIT, type Common, type Outcome } from '../cli/verb.js';
import { ledgerAt } from './open-ledger.js';
import { inLanguage, language, said, say } from '../cli/say.js';
import { LANGUAGES, languageOfLocale, type Language } from '../text/language.js';
import { asJson } from '../text/translate.js';
import { verbs } from './verbs.js';
import { version } from '../cli/version.js';
import { writeOut, type WrittenFile } from '../cli/write-out.js';

/**
 * Runs one command and returns its exit code. An error is printed as one line on standard error. Texts for people are in the
 * language of `--lang`, of `LEDGER_LANG` or of the locale.
 */
export const main = (argv: readonly string[], io: Io): Promise<number> =>
  inLanguage(languageAsked(argv) ?? languageOfLocale(io.env), () => run(argv, io));

/** Also of a command line that is wrong elsewhere: that is said in this language. */
const languageAsked = (argv: readonly string[]): Language | undefined => {
  const at = argv.findIndex((each) => /^--lang(?:=|$)/.test(each));
  const given = argv[at]?.split('=')[1] ?? argv[at + 1];
  return at === -1 ? undefined : LANGUAGES.find((each) => each === given);
};

const run = async (argv: readonly string[], io: Io): Promise<number> => {
  let ledger: Ledger | undefined;
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
        ledger = await ledgerOf(request, io);
        const outcome = await verb.run({ ...request, ledger }, io);
        const exit = await print(outcome, common, io);
        const absent = ledger.absent();
        if (absent !== undefined) await write(io.stderr, `${said(absent)}\n`);
        return exit;
      }
    }
  } catch (error) {
    // The reader of the output has closed it, as `head` does: not a failure.
    if (isBrokenPipe(error)) return EXIT.ok;
    const { exit, text } = commandFailure(
      error,
      io.env,
      isRefusal(error) ? ledger?.absent() : undefined,
    );
    await write(io.stderr, text).catch(() => {});
    return exit;
  }
};

/** The ledger behind the service that `LEDGER_URL` names, else the one in the data folder. */
const ledgerOf = async (
  { common, named }: Pick<Extract<Request, { kind: 'run' }>, 'common' | 'named'>,
  io: Io,
): Promise<Ledger> => {
  const url = io.env['LEDGER_URL'];
  if (url === undefined || url === '') return ledgerAt(common.data, io);
  const { remoteLedger } = await import('./remote/remote-ledger.js');
  const { remoteService } = await import('./remote/remote-service.js');
  const { actor } = common;
  return remoteLedger(remoteService(url, { actor, isNamed: named.has('actor') }, io), io);
};

const writtenAsText = ({ file, bytes, sha256 }: WrittenFile): string =>
  `${say`${bytes} bytes written to ${file}`}\nsha256 ${sha256}\n`;

const print = async (outcome: Outcome, { json }: Common, io: Io): Promise<number> => {
  if (outcome === 'written') return EXIT.ok;
  if ('body' in outcome) {
    const { body, out } = outcome;
    if (out === undefined) await write(io.stdout, body);
    else {
      const written = await writeOut(out, body);
      if (written !== null)
        await write(io.stdout, json ? `${JSON.stringify(written)}\n` : writtenAsText(written));
    }
  } else {
    const style = styleFor(io.stdout, io.env);
    await write(io.stdout, json ? asJson(outcome.answer, language()) : outcome.text(style));
  }
  if (outcome.warning !== undefined) await write(io.stderr, `${said(outcome.warning)}\n`);
  return ('exit' in outcome ? outcome.exit : undefined) ?? EXIT.ok;
};

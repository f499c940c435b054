import { write, type Io } from '../../cli/io.js';
import { say } from '../../cli/say.js';
import { UsageError } from '../../cli/usage-error.js';
import { verb, type Verb } from '../../cli/verb.js';
import type { KeptTokens } from './kept-tokens.js';

const login = verb({
  words: 'login',
  summary: 'sign in to the service of LEDGER_URL: a code is entered in a browser',
  positionals: {},
  options: {},
  run: async (_given, io) => {
    const tokens = await tokensOf('login', io);
    const { subject, until } = await tokens.signIn(
      ({ address, code }) =>
        write(io.stderr, `${say`Open ${address} in a browser and enter the code ${code}.`}\n`),
      io.interrupted(),
    );
    return {
      answer: { url: io.env['LEDGER_URL'], subject, until },
      text: () => `${say`Signed in to ${io.env['LEDGER_URL']!} as ${subject}.`}\n`,
    };
  },
});

const logout = verb({
  words: 'logout',
  summary: 'forget the token for the service of LEDGER_URL',
  positionals: {},
  options: {},
  run: async (_given, io) => {
    const wasSignedIn = await (await tokensOf('logout', io)).signOut();
    return {
      answer: { url: io.env['LEDGER_URL'], wasSignedIn },
      text: () =>
        wasSignedIn
          ? `${say`The token for ${io.env['LEDGER_URL']!} is deleted.`}\n`
          : `${say`There was no token for ${io.env['LEDGER_URL']!}.`}\n`,
    };
  },
});

const tokensOf = async (command: string, { env }: Io): Promise<KeptTokens> => {
  const url = env['LEDGER_URL'];
  if (url === undefined || url === '')
    throw new UsageError(`${command} needs LEDGER_URL: the address of a service.`);
  const { KeptTokens: Tokens } = await import('./kept-tokens.js');
  return new Tokens(url, env);
};

/** `login` and `logout`, for a command line that asks a service. */
export const signInVerbs: readonly Verb[] = [login, logout];

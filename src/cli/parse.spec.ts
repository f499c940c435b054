import { helpOf } from './help.js';
import { budget, flag, many, oneOf, optional, required, someOf, text } from './options.js';
import { parse } from './parse.js';
import { verb, type Verb } from './verb.js';

const declared = (words: string, rest: Partial<Verb> = {}): Verb =>
  verb({
    words,
    summary: `runs ${words}`,
    positionals: {},
    options: {},
    run: () => Promise.resolve('written'),
    ...rest,
  });

const verbs: readonly Verb[] = [
  declared('budgets list'),
  declared('budgets findings', { positionals: { budget } }),
  declared('budgets findings resolve', {
    positionals: { budget, finding: required('<finding>', 'its id') },
    options: {
      decision: oneOf(['accept', 'known-slip'], 'the decision'),
      reason: text('TEXT', 'why'),
      strict: flag('refuse more'),
    },
  }),
  declared('imports add', { positionals: { files: many('FILE…', 'documents') } }),
  declared('changes follow', { options: { type: someOf('TYPE', ['A', 'B'], 'the type') } }),
  declared('projector rebuild', { positionals: { name: optional('NAME', 'a view') } }),
];
const parsed = (line: string) => parse(line.split(' ').filter(Boolean), verbs, () => 'somebody');
const run = (line: string) => {
  const request = parsed(line);
  if (request.kind !== 'run') throw new Error(`${line} is a request for ${request.kind}`);
  return request;
};

describe('A command line', () => {
  it('names the command by its longest matching words', () => {
    expect(run('budgets findings a-2023-unit').verb.words).toBe('budgets findings');
    expect(run('budgets findings resolve a-2023-unit f1').verb.words).toBe(
      'budgets findings resolve',
    );
  });

  it('has flags anywhere, and defaults for the flags of every command', () => {
    const { options, positionals, common } = run(
      '--reason late budgets --json findings resolve --strict a-2023-unit f1 --data /d',
    );
    expect(options).toEqual({ decision: undefined, reason: 'late', strict: true });
    expect(positionals).toEqual({ budget: 'a-2023-unit', finding: 'f1' });
    expect(common).toEqual({ data: '/d', json: true, actor: 'somebody' });
    expect(run('budgets list').common).toEqual({ data: './data', json: false, actor: 'somebody' });
  });

  it('collects the values of a repeated flag, also those separated by commas', () => {
    expect(run('changes follow --type A --type B').options).toEqual({ type: ['A', 'B'] });
    expect(run('changes follow --type A,B').options).toEqual({ type: ['A', 'B'] });
  });

  it('gives all further arguments to the last one, or none to an optional one', () => {
    expect(run('imports add a.pdf b.pdf').positionals).toEqual({ files: ['a.pdf', 'b.pdf'] });
    expect(run('projector rebuild').positionals).toEqual({ name: undefined });
  });

  it('takes a negative amount as the value of a flag', () => {
    expect(run('budgets list --data -5.00').common.data).toBe('-5.00');
  });

  it.each`
    line                                                      | message
    ${''}                                                     | ${'budget-ledger needs a command: see budget-ledger --help.'}
    ${'nonsense'}                                             | ${'There is no command "nonsense": see budget-ledger --help.'}
    ${'budgets'}                                              | ${'budgets needs one of list, findings, findings resolve: see budget-ledger budgets --help.'}
    ${'budgets delete'}                                       | ${'There is no command "budgets delete": budgets has list, findings, findings resolve.'}
    ${'budgets list --nonsense'}                              | ${'budgets list has no flag --nonsense: see budget-ledger budgets list --help.'}
    ${'budgets list --jsn'}                                   | ${'budgets list has no flag --jsn (did you mean --json?): see budget-ledger budgets list --help.'}
    ${'--nonsense'}                                           | ${'There is no flag --nonsense: see budget-ledger --help.'}
    ${'budgets list --reason x'}                              | ${'budgets list has no flag --reason: see budget-ledger budgets list --help.'}
    ${'budgets list more'}                                    | ${'budgets list does not take the argument "more": see budget-ledger budgets list --help.'}
    ${'budgets findings'}                                     | ${'budgets findings needs <budget>: see budget-ledger budgets findings --help.'}
    ${'budgets list --json=yes'}                              | ${'--json takes no value, but "yes" is given.'}
    ${'budgets list --data'}                                  | ${'--data needs a value: --data DIR.'}
    ${'budgets list --data --json'}                           | ${'--data needs a value: --data DIR.'}
    ${'budgets list --data a --data b'}                       | ${'--data is given twice, as "a" and as "b".'}
    ${'budgets findings resolve a-2023-unit f --decision no'} | ${'--decision: "no" is not one of accept, known-slip.'}
  `('is refused with a message: $line', ({ line, message }: Record<string, string>) => {
    expect(() => parsed(line!)).toThrow(
      expect.objectContaining({ name: 'UsageError', message }) as Error,
    );
  });

  it('asks for help on all commands, a slice or a command, whatever else it has', () => {
    expect(parsed('--help')).toEqual({ kind: 'help', words: [] });
    expect(parsed('budgets -h')).toEqual({ kind: 'help', words: ['budgets'] });
    expect(parsed('budgets findings a-2023-unit --help')).toEqual({
      kind: 'help',
      words: ['budgets', 'findings'],
    });
    expect(() => parsed('nonsense --help')).toThrow('There is no command "nonsense"');
  });
});

describe('The help', () => {
  it('lists the commands of a slice with their summaries', () => {
    const lines = helpOf(['budgets'], verbs).split('\n');
    expect(lines[0]).toBe('The commands of budgets.');
    expect(lines).toContain(
      '  budgets list                                         runs budgets list',
    );
    expect(lines.join('\n')).not.toContain('imports add');
  });

  it('describes the arguments and flags of a command, with the help of a long label below it', () => {
    const long = oneOf(['a-first-long-value', 'a-second-long-value'], 'one of two');
    const help = helpOf(['x y'], [declared('x y', { positionals: { budget }, options: { long } })]);
    expect(help).toContain('Usage: budget-ledger x y <budget> [flags]\n\nruns x y\n');
    expect(help).toMatch(/^  <budget> +its id, e\.g\. baoshan-2022-unit$/m);
    expect(help).toMatch(/^  --long a-first-long-value\|a-second-long-value\n +one of two$/m);
  });
});

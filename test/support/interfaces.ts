import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type {
  AmendmentAnswer,
  ChangeAnswer,
  ChangePreviewAnswer,
} from '../../src/amendments/amendments.answer.js';
import { parseBudgetId } from '../../src/domain/values/budget-id.js';
import { parseLineKey } from '../../src/domain/values/line.js';
import { run } from '../e2e/cli-harness.js';
import { clientOf, running, type Running } from '../e2e/http-service.js';
import type { BudgetAnswer, ShownBudget } from '../../src/budgets/budgets.answer.js';
import type { LinesAnswer } from '../../src/budgets/lines/lines.answer.js';
import type { BridgeAnswer } from '../../src/budgets/reports/bridge.answer.js';
import type { DeltasAnswer } from '../../src/budgets/reports/deltas.answer.js';
import type { TrailAnswer } from '../../src/budgets/reports/trail.answer.js';
import type { Cells, TableAnswer } from '../../src/budgets/tables/table.answer.js';
import type { FindingAnswer } from '../../src/findings/findings.answer.js';

/** The parameters of a query: flags and query parameters have the same names. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** One change, in the form of the request body. */
export interface Change {
  readonly function: string;
  readonly expenditure: 'basic' | 'project';
  readonly economic?: string;
  readonly project?: string;
  readonly fund?: string;
  readonly source?: string;
  readonly amount: string;
}

export interface Proposal {
  readonly kind: string;
  readonly reason: string;
  readonly changes: readonly Change[];
  readonly to?: string;
}

export interface Approval {
  readonly authority: { readonly number: string };
  readonly approvedOn: string;
  readonly effectiveOn?: string;
}

export interface Execution {
  readonly asOf: string;
  readonly status: 'provisional' | 'final';
  readonly figures: readonly {
    readonly function: string;
    readonly expenditure?: 'basic' | 'project';
    readonly project?: string;
    readonly amount: string;
  }[];
}

/** The answer of each query. */
export interface Answers {
  readonly list: readonly BudgetAnswer[];
  readonly show: ShownBudget;
  readonly lines: LinesAnswer;
  readonly deltas: DeltasAnswer;
  readonly bridge: BridgeAnswer;
  readonly trail: TrailAnswer;
  readonly findings: readonly FindingAnswer[];
  readonly amendments: readonly AmendmentAnswer[];
}

/** A refused request, with the message that both interfaces give. */
class Refused extends Error {
  constructor(
    message: string,
    /** The code, where the interface returns it. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** The paths below a budget that take a body. */
type Action = 'amendments' | 'corrections' | 'executions' | 'close' | `amendments/${string}`;

/** An interface of the ledger. Scenarios run through each of them in the same way. */
export interface LedgerInterface {
  readonly name: 'HTTP' | 'CLI';
  /** The bytes of the answer. */
  ask(budget: string, question: string, asked?: Parameters): Promise<string>;
  audit(question: string, asked?: Parameters): Promise<string>;
  send(
    budget: string,
    action: Action,
    body: unknown,
    actor: string,
    dryRun?: boolean,
  ): Promise<ChangeAnswer>;
  import(file: string, agency?: string): Promise<string>;
  open(budget: string, agencyName: string): Promise<void>;
  enter(budget: string, lines: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

export interface InterfaceOptions {
  readonly env?: Readonly<Record<string, string>>;
}

const CLERK = 'li';
const CHIEF = 'wang';

export const INTERFACES: readonly {
  readonly name: LedgerInterface['name'];
  readonly enter: (options?: InterfaceOptions) => Promise<Ledger>;
}[] = [
  { name: 'HTTP', enter: async (options) => new Ledger(await httpInterface(options)) },
  { name: 'CLI', enter: async (options) => new Ledger(await cliInterface(options)) },
];

/** The ledger as scenarios use it, independent of the interface. */
export class Ledger {
  constructor(readonly via: LedgerInterface) {}

  import = (file: string, agency?: string) => this.via.import(file, agency);

  /** Opens a budget and enters lines by their keys. */
  budget = async (
    id: string,
    lines: Readonly<Record<string, string>>,
    agencyName = `单位 ${parseBudgetId(id).agency}`,
  ): Promise<string> => {
    await this.via.open(id, agencyName);
    if (Object.keys(lines).length > 0) await this.via.enter(id, lines);
    return id;
  };

  ask = async <Q extends Exclude<keyof Answers, 'list'>>(
    question: Q,
    budget: string,
    asked: Parameters = {},
  ): Promise<Answers[Q]> => JSON.parse(await this.via.ask(budget, question, asked)) as Answers[Q];

  table = async (budget: string, table: number, asked: Parameters = {}): Promise<TableAnswer> =>
    JSON.parse(await this.via.ask(budget, `tables/${table}`, asked)) as TableAnswer;

  /** The cells of one row, by its code. */
  cells = async (
    budget: string,
    table: number,
    code: string,
    asked: Parameters = {},
  ): Promise<Cells> =>
    (await this.table(budget, table, asked)).rows.find((row) => row.code === code)!.cells;

  adjusted = async (
    budget: string,
    line: string,
    asked: Parameters = {},
  ): Promise<string | undefined> =>
    (await this.ask('lines', budget, asked)).lines.find((each) => each.line === line)?.adjusted;

  audit = async <T>(question: string, asked: Parameters = {}): Promise<readonly T[]> =>
    JSON.parse(await this.via.audit(question, asked)) as readonly T[];

  propose = (budget: string, body: Proposal, actor = CLERK): Promise<ChangeAnswer> =>
    this.via.send(budget, 'amendments', body, actor);

  try = async (budget: string, body: Proposal, actor = CLERK): Promise<ChangePreviewAnswer> =>
    (await this.via.send(
      budget,
      'amendments',
      body,
      actor,
      true,
    )) as unknown as ChangePreviewAnswer;

  approve = (
    budget: string,
    { amendment }: ChangeAnswer,
    body: Approval,
    actor = CHIEF,
  ): Promise<ChangeAnswer> =>
    this.via.send(budget, `amendments/${amendment!.id}/approve`, body, actor);

  reject = (budget: string, { amendment }: ChangeAnswer, reason: string): Promise<ChangeAnswer> =>
    this.via.send(budget, `amendments/${amendment!.id}/reject`, { reason }, CHIEF);

  /** Proposes and approves. */
  amend = async (budget: string, body: Proposal, approval: Approval): Promise<ChangeAnswer> =>
    this.approve(budget, await this.propose(budget, body), approval);

  correct = (
    budget: string,
    body: { corrects: string; to: string; reason: string; line?: string },
  ): Promise<ChangeAnswer> => this.via.send(budget, 'corrections', body, CLERK);

  execute = (budget: string, body: Execution): Promise<ChangeAnswer> =>
    this.via.send(budget, 'executions', body, CLERK);

  closeYear = (budget: string, on: string): Promise<ChangeAnswer> =>
    this.via.send(budget, 'close', { on, confirm: budget }, CHIEF);

  close = () => this.via.close();
}

/** Lines in the form of the request body. */
const entered = (lines: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(lines).map(([key, amount]) => ({ ...parseLineKey(key), amount }));

const httpInterface = async ({ env = {} }: InterfaceOptions = {}): Promise<LedgerInterface> => {
  const service: Running = await running(env);
  const { get, post } = clientOf(service);
  const send = async (path: string, body: unknown, actor: string, ifMatch?: string) => {
    const answer = await post(path, body, {
      'ledger-actor': actor,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    });
    if (answer.status >= 400) throw new Refused(answer.body['detail']!, answer.body['code']!);
    return answer;
  };
  const read = async (path: string, asked: Parameters = {}): Promise<string> => {
    const query = new URLSearchParams(
      Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const answer = await get(`${path}?${query}`);
    if (answer.status >= 400) throw new Refused(answer.body['detail']!, answer.body['code']!);
    return answer.text;
  };
  const version = async (budget: string) =>
    (await get(`/v1/budgets/${budget}`)).headers.get('etag') ?? '*';
  return {
    name: 'HTTP',
    ask: (budget, question, asked) =>
      read(
        question === 'show' ? `/v1/budgets/${budget}` : `/v1/budgets/${budget}/${question}`,
        asked,
      ),
    audit: (question, asked) => read(`/v1/audit/${question}`, asked),
    send: async (budget, action, body, actor, dryRun = false) => {
      const path = `/v1/budgets/${budget}/${action}${dryRun ? '?dryRun=true' : ''}`;
      return (await send(path, body, actor, await version(budget))).body as unknown as ChangeAnswer;
    },
    import: async (file, agency) => {
      const query = new URLSearchParams({
        file: basename(file),
        ...(agency === undefined ? {} : { agency }),
      });
      const preview = await post(`/v1/imports?${query}`, readFileSync(file), {
        'ledger-actor': CLERK,
        'content-type': 'application/octet-stream',
      });
      const { body } = await send(`/v1/imports/${preview.body['id']}/commit`, {}, CLERK);
      return body['budget']!;
    },
    open: async (budget, name) => {
      const { agency: code, fiscalYear, scope } = parseBudgetId(budget);
      await send('/v1/budgets', { agency: { code, name }, fiscalYear, scope }, CLERK);
    },
    enter: async (budget, lines) => {
      await send(`/v1/budgets/${budget}/lines`, { lines: entered(lines) }, CLERK, '*');
    },
    close: () => service.close(),
  };
};

const cliInterface = async ({ env = {} }: InterfaceOptions = {}): Promise<LedgerInterface> => {
  const data = await mkdtemp(join(tmpdir(), 'ledger-via-'));
  const command = async (
    argv: readonly string[],
    { actor = CLERK, stdin = '' }: { readonly actor?: string; readonly stdin?: string } = {},
  ): Promise<string> => {
    const { exit, out, err } = await run([...argv, '--data', data, '--json', '--actor', actor], {
      stdin,
      env,
    });
    if (exit !== 0) throw new Refused(err.trimEnd());
    return out;
  };
  const flagsOf = (asked: Parameters = {}): readonly string[] =>
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    );
  const wordsOf = (budget: string, action: Action): readonly string[] => {
    const [slice, amendment, verb] = action.split('/');
    if (verb !== undefined) return ['amendments', verb, budget, amendment!];
    if (slice === 'amendments') return ['amendments', 'propose', budget];
    return slice === 'close' ? ['budgets', 'close', budget] : [slice!, 'add', budget];
  };
  return {
    name: 'CLI',
    ask: (budget, question, asked) => {
      const table = /^tables\/(\d)$/.exec(question)?.[1];
      const words =
        table !== undefined
          ? ['budgets', 'table', budget, table]
          : question === 'amendments'
            ? ['amendments', 'list', budget]
            : ['budgets', question, budget];
      return command([...words, ...flagsOf(asked)]);
    },
    audit: (question, asked) => command(['audit', question, ...flagsOf(asked)]),
    send: async (budget, action, body, actor, dryRun = false) => {
      const given =
        action === 'close' ? ['--on', (body as { readonly on: string }).on] : ['--file', '-'];
      const out = await command(
        [...wordsOf(budget, action), ...given, ...(dryRun ? ['--dry-run'] : [])],
        { actor, stdin: action === 'close' ? '' : JSON.stringify(body) },
      );
      return JSON.parse(out) as ChangeAnswer;
    },
    import: async (file, agency) => {
      const out = await command([
        'imports',
        'add',
        file,
        ...(agency === undefined ? [] : ['--agency', agency]),
      ]);
      return (JSON.parse(out) as readonly { readonly budget: string }[])[0]!.budget;
    },
    open: async (budget, name) => {
      await command(['budgets', 'open', budget, '--name', name]);
    },
    enter: async (budget, lines) => {
      const stdin = entered(lines)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('');
      await command(['budgets', 'enter', budget, '-'], { stdin });
    },
    close: () => rm(data, { recursive: true, force: true }),
  };
};

import type { Command, Query } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { ChangeRequest } from '../../amendments/change-request.js';
import type { Ledger, Session, Work } from '../../cli/ledger.js';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import type { Authority } from '../../domain/events/budget.events.js';
import { fromFen, type Fen } from '../../domain/values/money.js';
import type { Io } from '../../cli/io.js';
import { serviceUrl } from './service-url.js';

/** How long a service may take to answer, in ms. */
const ANSWER_MS_MAX = 120_000;

/** A request to the service, and how its answer becomes that of the question. */
interface Asked {
  readonly path: string;
  readonly query?: object;
  /** A change: it is posted. */
  readonly body?: object;
  /** Makes the answer of the question from that of the route, where they differ. */
  readonly from?: (answer: unknown) => unknown;
}

/** The fields of questions and commands; each class has some of them. */
interface Fields {
  readonly budget: string;
  readonly filter: object;
  readonly page: object;
  readonly asOf: object;
  readonly options: object;
  readonly table: string | number;
  readonly schedule: string | undefined;
  readonly against: unknown;
  readonly by: string | undefined;
  readonly line: string | undefined;
  readonly rule: string | undefined;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly number: string | null;
  readonly effectiveOn: string;
  readonly digits: string;
  readonly text: string;
  readonly event: string;
  readonly finding: string;
  readonly decision: string;
  readonly reason: string;
  readonly request: ChangeRequest;
}

const of = (budget: string, ...rest: readonly string[]): string =>
  ['/v1/budgets', budget, ...rest]
    .map((part, i) => (i === 0 ? part : encodeURIComponent(part)))
    .join('/');

/** The routes of the questions, by the names of their classes. Flags and parameters have the same names. */
const QUESTIONS: Readonly<Record<string, (asked: Fields) => Asked>> = {
  ListBudgets: ({ filter, page }) => list('/v1/budgets', filter, page),
  ShowBudget: ({ budget }) => ({ path: of(budget) }),
  TableOf: ({ budget, table, asOf, options }) => ({
    path: of(budget, 'tables', String(table)),
    query: { ...asOf, ...options },
  }),
  DocumentOf: ({ budget, asOf, options }) => ({
    path: of(budget, 'document'),
    query: { ...asOf, ...options, format: 'json' },
  }),
  LinesOf: ({ budget, asOf, schedule }) => ({
    path: of(budget, 'lines'),
    query: { ...asOf, schedule },
  }),
  DeltasOf: ({ budget, against, by, asOf }) => ({
    path: of(budget, 'deltas'),
    query: { ...asOf, against, by },
  }),
  BridgeOf: ({ budget, asOf, schedule }) => ({
    path: of(budget, 'bridge'),
    query: { ...asOf, schedule },
  }),
  TrailOf: ({ budget, asOf, line, page }) => ({
    path: of(budget, 'trail'),
    query: { ...asOf, line, ...page },
    from: trailOf,
  }),
  FindingsOf: ({ budget, page }) => list(of(budget, 'findings'), {}, page),
  ListAmendments: ({ filter, page }) => {
    const { budget, ...rest } = filter as { readonly budget?: string };
    return budget === undefined
      ? list('/v1/amendments', rest, page)
      : list(of(budget, 'amendments'), rest, page);
  },
  ShowAmendment: ({ id }) => ({ path: `/v1/amendments/${encodeURIComponent(id)}` }),
  ListDocuments: ({ filter, page }) => list('/v1/documents', filter, page),
  ShowDocument: ({ digits }) => ({ path: `/v1/documents/${encodeURIComponent(digits)}` }),
  ListAgencies: ({ page }) => list('/v1/agencies', {}, page),
  SearchFor: ({ text, page }) => ({ path: '/v1/search', query: { q: text, ...page } }),
  TotalsOf: ({ filter, by, against, asOf }) => ({
    path: '/v1/totals',
    query: { ...filter, by, against, ...asOf },
  }),
  AuditChanges: ({ filter, page }) => {
    const { lateDays, ...rest } = filter as { readonly lateDays?: number };
    return lateDays === undefined
      ? list('/v1/audit/changes', rest, page)
      : list('/v1/audit/late', { ...rest, days: lateDays }, page);
  },
  AuditExceptions: ({ budget, rule, page }) => list('/v1/audit/exceptions', { budget, rule }, page),
  TransfersInTransit: ({ page }) => list('/v1/audit/in-transit', {}, page),
  ProofOfEvent: ({ event }) => ({ path: `/v1/proof/events/${encodeURIComponent(event)}` }),
  PreviewChange: ({ budget, request }) => {
    const asked = changeOf(budget, request);
    return { ...asked, query: { dryRun: 'true' } };
  },
};

/** The routes of the commands. */
const COMMANDS: Readonly<Record<string, (asked: Fields) => Asked>> = {
  ChangeBudget: ({ budget, request }) => changeOf(budget, request),
  RenameAgency: ({ code, name, number, effectiveOn }) => ({
    path: `/v1/agencies/${encodeURIComponent(code)}/rename`,
    body: given({ name, authority: number, effectiveOn }),
  }),
  ResolveFinding: ({ budget, finding, decision, reason }) => ({
    path: of(budget, 'findings', finding, 'resolve'),
    body: { decision, reason },
  }),
};

const list = (path: string, filter: object, page: object): Asked => ({
  path,
  query: { ...filter, ...page },
  from: pageOf,
});

/** A list that is answered whole is its only part. */
const pageOf = (answer: unknown): unknown =>
  Array.isArray(answer) ? { items: answer, next: null } : answer;

const trailOf = (answer: unknown): unknown => {
  const { items, ...rest } = answer as { readonly items?: unknown };
  return { next: null, ...rest, ...(items === undefined ? {} : { entries: items }) };
};

const changeOf = (budget: string, request: ChangeRequest): Asked => {
  switch (request.type) {
    case 'propose': {
      const { kind, reason, changes, to } = request;
      const inYuan = changes.map((each) => given({ ...each, amount: fromFen(each.amount) }));
      return { path: of(budget, 'amendments'), body: given({ kind, reason, changes: inYuan, to }) };
    }
    case 'approve': {
      const { amendment, authority, approvedOn, effectiveOn } = request;
      return {
        path: of(budget, 'amendments', amendment, 'approve'),
        body: given({ authority: authorityOf(authority), approvedOn, effectiveOn }),
      };
    }
    case 'reject':
    case 'withdraw':
    case 'return':
      return {
        path: of(budget, 'amendments', request.amendment, request.type),
        body: { reason: request.reason },
      };
    case 'correct': {
      const { corrects, line, to, reason } = request;
      return {
        path: of(budget, 'corrections'),
        body: given({ corrects, line, to: fromFen(to), reason }),
      };
    }
    case 'execute': {
      const { asOf, status, figures } = request;
      const inYuan = figures.map((each) =>
        given({ ...each, amount: fromFen((each as { readonly amount: Fen }).amount) }),
      );
      return { path: of(budget, 'executions'), body: { asOf, status, figures: inYuan } };
    }
    case 'close':
      return {
        path: of(budget, 'close'),
        body: given({ on: request.on, confirm: request.confirm }),
      };
    case 'approve-budget': {
      const { authority, approvedOn } = request;
      return {
        path: of(budget, 'approve'),
        body: { authority: authorityOf(authority), approvedOn },
      };
    }
  }
};

const authorityOf = ({ number, title, issuer }: Authority): object =>
  given({ number, title, issuer });

/** Without what is not given. */
const given = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );

/** Parameters as texts; a day to compare with is `{effective}`. */
const textOf = (query: object): string =>
  new URLSearchParams(
    Object.entries(given(query)).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object'
        ? String((value as { effective: string }).effective)
        : String(value),
    ]),
  ).toString();

/** Asks a service, as the caller of a token. */
const request = async (url: string, token: string | undefined, asked: Asked): Promise<unknown> => {
  const { path, query = {}, body, from = (same) => same } = asked;
  const search = textOf(query);
  const address = `${url.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`;
  const response = await fetch(address, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Accept: 'application/json',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        'If-Match': '*',
      }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch((error: unknown) => {
    throw noAnswer(url, error);
  });
  const answer: unknown = await response.json().catch((error: unknown) => {
    throw noAnswer(url, error);
  });
  if (response.status === 401 && token === undefined) throw noToken(url);
  if (!response.ok) throw refusalOf(answer as Problem);
  return from(answer);
};

interface Problem {
  readonly code?: RefusalCode;
  readonly detail?: string;
}

const refusalOf = ({ code = 'log-unavailable', detail = '', ...details }: Problem): Refusal =>
  new Refusal(code, detail, details);

const noToken = (url: string): Refusal =>
  new Refusal(
    'forbidden',
    `You have no token for ${url}: run budget-ledger login, or set LEDGER_TOKEN.`,
  );

const noAnswer = (url: string, cause: unknown): Refusal =>
  new Refusal(
    'log-unavailable',
    `The service at ${url} does not answer (${(cause as Error).message}): check LEDGER_URL.`,
    {},
    { cause },
  );

const needsFolder = (): Refusal =>
  new Refusal(
    'malformed',
    'This command works on a data folder and not through a service: unset LEDGER_URL.',
  );

/**
 * The ledger behind a service, for the same commands: who asks is who the token says, and not the operating system's user. The token
 * is `LEDGER_TOKEN`, or that of `login`.
 *
 * @throws {Refusal} `malformed`: the URL is none, or a token would be sent without TLS to another machine.
 */
export const remoteLedger = (url: string, { env }: Io): Ledger => {
  const given = env['LEDGER_TOKEN'] || undefined;
  serviceUrl(url, given !== undefined);
  const tokenOf = async (): Promise<string | undefined> => {
    if (given !== undefined) return given;
    const { KeptTokens } = await import('./kept-tokens.js');
    return new KeptTokens(url, env).token();
  };
  const routed = async (
    routes: Readonly<Record<string, (asked: Fields) => Asked>>,
    question: object,
  ): Promise<never> => {
    const route = routes[question.constructor.name];
    if (route === undefined) throw needsFolder();
    return (await request(url, await tokenOf(), route(question as Fields))) as never;
  };
  const session: Session = {
    ask: async <T>(question: Query<T>) => routed(QUESTIONS, question),
    execute: async <T>(command: Command<T>) => routed(COMMANDS, command),
    get: () => {
      throw needsFolder();
    },
  };
  const work = async <T>(task: Work<T>): Promise<T> => task(session);
  return {
    get config(): never {
      throw needsFolder();
    },
    place: () => url,
    exists: () => true,
    absent: () => undefined,
    read: work,
    change: work,
    dryRun: work,
    temporary: () => Promise.reject(needsFolder()),
  };
};

import type { Command, Query } from '@nestjs/cqrs';
import { hash } from 'node:crypto';
import type { ChangeRequest } from '../../amendments/change-request.js';
import type {
  Ledger,
  Service,
  ServiceAnswer,
  ServiceRequest,
  Session,
  Work,
} from '../../cli/ledger.js';
import { Refusal } from '../../domain/errors.js';
import type { Authority } from '../../domain/events/budget.events.js';
import { fromFen, type Fen } from '../../domain/values/money.js';
import type { Io } from '../../cli/io.js';
import type { BudgetName } from '../../domain/values/budget-id.js';
import type { EnteredLine } from '../../domain/budget/budget-command.js';
import { spellShare, type Share } from '../../domain/continuity/share.js';

/** A request to the service, and how its answer becomes that of the question. */
interface Asked extends ServiceRequest {
  /** Makes the answer of the question from that of the route; by default they are the same JSON. */
  readonly from?: (answer: ServiceAnswer) => unknown;
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
  readonly first: number;
  readonly last: number;
  readonly finding: string;
  readonly decision: string;
  readonly reason: string;
  readonly request: ChangeRequest;
  readonly lines: readonly EnteredLine[];
  readonly from: string;
  /** Null: the link is taken back. */
  readonly weight: Share | null;
  readonly agencyName: string;
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
  FindingsOf: ({ budget, page, options }) => list(of(budget, 'findings'), options, page),
  ListAmendments: ({ filter, page }) => {
    const { budget, ...rest } = filter as { readonly budget?: string };
    return budget === undefined
      ? list('/v1/amendments', rest, page)
      : list(of(budget, 'amendments'), rest, page);
  },
  ShowAmendment: ({ id, options }) => ({
    path: `/v1/amendments/${encodeURIComponent(id)}`,
    query: options,
  }),
  ListDocuments: ({ filter, page }) => list('/v1/documents', filter, page),
  ShowDocument: ({ digits, budget }) => ({
    path: `/v1/documents/${encodeURIComponent(digits)}`,
    query: { budget },
  }),
  ContentOfDocument: ({ digits }) => ({
    path: `/v1/documents/${encodeURIComponent(digits)}/content`,
    accept: '*/*',
    from: contentOf,
  }),
  ListAgencies: ({ page }) => list('/v1/agencies', {}, page),
  SearchFor: ({ text, page, options }) => ({
    path: '/v1/search',
    query: { q: text, ...page, ...options },
  }),
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
  AuditExceptions: ({ filter, page }) => list('/v1/audit/exceptions', filter, page),
  TransfersInTransit: ({ filter, page }) => list('/v1/audit/in-transit', filter, page),
  ProofOfEvent: ({ event }) => ({ path: `/v1/proof/events/${encodeURIComponent(event)}` }),
  ConsistencyOf: ({ first, last }) => ({
    path: '/v1/proof/consistency',
    query: { from: first, to: last },
    accept: 'text/plain',
    from: ({ bytes }) => bytes.toString().split('\n').slice(0, -1),
  }),
  BundleOf: ({ budget, asOf }) => ({
    path: `/v1/proof/bundles/${encodeURIComponent(budget)}`,
    query: asOf,
    accept: 'application/zip',
    from: ({ bytes }) => bytes,
  }),
  PreviewChange: ({ budget, request }) => {
    const asked = changeOf(budget, request);
    return { ...asked, query: { dryRun: 'true' } };
  },
};

/** The routes of the commands. */
const COMMANDS: Readonly<Record<string, (asked: Fields) => Asked>> = {
  ChangeBudget: ({ budget, request }) => changeOf(budget, request),
  OpenBudget: ({ name, agencyName }) => {
    const { agency, fiscalYear, scope } = name as unknown as BudgetName;
    return {
      path: '/v1/budgets',
      body: { agency: { code: agency, name: agencyName }, fiscalYear, scope },
    };
  },
  EnterLines: ({ budget, lines }) => ({
    path: of(budget, 'lines'),
    body: {
      lines: lines.map(({ line, name, amount }) => ({ ...line, name, amount: fromFen(amount) })),
    },
    from: (sent) => {
      const { recorded, findings, ...answer } = jsonOf(sent) as {
        readonly recorded: number;
        readonly findings: number;
      };
      return { ...answer, lines: recorded, findings };
    },
  }),
  LinkLine: ({ budget, line, from, weight, reason }) => ({
    path: of(budget, 'lines', line!, weight === null ? 'unlink' : 'links'),
    body: given({ from, weight: weight === null ? null : spellShare(weight), reason }),
  }),
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

const jsonOf = ({ bytes }: ServiceAnswer): unknown => JSON.parse(bytes.toString());

/** A list that is answered whole is its only part. */
const pageOf = (sent: ServiceAnswer): unknown => {
  const answer = jsonOf(sent);
  return Array.isArray(answer) ? { items: answer, next: null } : answer;
};

/** The file of a document. Its bytes must be those whose SHA-256 the service names. */
const contentOf = ({ headers, bytes }: ServiceAnswer): unknown => {
  const sha256 = /"([0-9a-f]{64})"/.exec(headers.get('etag') ?? '')?.[1];
  if (sha256 === undefined || sha256 !== hash('sha256', bytes))
    throw new Refusal(
      'document-corrupt',
      `What the service sent is not the document ${sha256 ?? ''}: its SHA-256 differs. Repeat the command.`,
    );
  const named = headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(named)?.[1];
  const plain = /filename="([^"]*)"/.exec(named)?.[1];
  const file = encoded === undefined ? (plain ?? null) : decodeURIComponent(encoded);
  return {
    sha256,
    // A document without a name is sent under its hash.
    file: file === sha256 ? null : file,
    mediaType: headers.get('content-type'),
    content: bytes,
  };
};

const trailOf = (answer: ServiceAnswer): unknown => {
  const { items, ...rest } = jsonOf(answer) as { readonly items?: unknown };
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

const needsFolder = (): Refusal =>
  new Refusal(
    'malformed',
    'This command reads or writes the data folder itself, which no route of a service does: run it where the ledger is, with LEDGER_URL unset.',
  );

/** The ledger behind a service, for the same commands: who asks is who the token says, and not the operating system's user. */
export const remoteLedger = (service: Service, io: Io): Ledger => {
  const routed = async (
    routes: Readonly<Record<string, (asked: Fields) => Asked>>,
    question: object,
  ): Promise<never> => {
    const route = routes[question.constructor.name];
    if (route === undefined) throw needsFolder();
    const { from = jsonOf, ...request } = route(question as Fields);
    return from(await service.send(request)) as never;
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
    service,
    place: () => service.url,
    exists: () => true,
    absent: () => undefined,
    read: work,
    change: work,
    dryRun: work,
    knownEpoch: () => Promise.resolve(0),
    temporary: async (task) => {
      const { ledgerAt } = await import('../open-ledger.js');
      return ledgerAt('./data', io).temporary(task);
    },
  };
};

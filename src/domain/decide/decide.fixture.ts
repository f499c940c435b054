import type {
  BudgetCommand,
  CommandOf,
  DocumentFacts,
  PriorLines,
} from '../budget/budget-command.js';
import { foldEvents, type Budget } from '../budget/budget-state.js';
import type { AmountChange } from '../budget/movement.js';
import type { Receiver } from '../budget/transfer.js';
import { NO_POLICY } from '../budget/policy.js';
import type { RefusalCode } from '../errors.js';
import { authority } from '../events/authority.js';
import type { BudgetEvent, FindingRaised, Source } from '../events/budget.events.js';
import { budgetId, type BudgetId } from '../values/budget-id.js';
import type { CivilDate } from '../values/civil-date.js';
import { lineKey, parseLineKey, type LineKey } from '../values/line.js';
import { fromFen, parseFen } from '../values/money.js';
import { share } from '../continuity/share.js';
import { decide } from './decide.js';

type Expected = { readonly type: BudgetEvent['type']; readonly data?: object };

/** The state after events of which event n has the id `en`. Their keys are in the order in which the log stores them. */
export const folded = (events: readonly BudgetEvent[]): Budget =>
  foldEvents(events.map((event, index) => ({ ...sorted(event), id: `e${index + 1}` })));

/** A copy with the keys of every object in order, as canonical JSON has them. */
const sorted = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    ),
  ) as T;

/** A history, a command, and what is decided. Event n of the history has the id `en`. */
export const given = (...history: readonly BudgetEvent[]) => ({
  when: (command: BudgetCommand) => {
    const decided = () => decide(command, folded(history));
    return {
      /** These events and no others; of each, at least these fields. */
      thenRecords: (...events: readonly Expected[]) => expect(decided()).toMatchObject(events),
      thenRecordsNothing: () => expect(decided()).toEqual([]),
      thenIsRefused: (code: RefusalCode, message = /./) =>
        expect(decided).toThrow(
          expect.objectContaining({ code, message: expect.stringMatching(message) }),
        ),
    };
  },
});

/** The events that commands lead to, one after another. */
export const historyOf = (...commands: readonly BudgetCommand[]): readonly BudgetEvent[] =>
  commands.reduce<readonly BudgetEvent[]>(
    (events, command) => [...events, ...decide(command, folded(events))],
    [],
  );

const NAME = { agency: 'baoshan_cyzx', fiscalYear: 2023, scope: 'unit' } as const;
const AGENCY_NAME = '上海市宝山区城市运行管理中心';
export const PROJECT = 'expenditure/general/2120199/project' as LineKey;
export const REVENUE = 'revenue/2120199/fiscal-appropriation' as LineKey;

export const day = (date: string): CivilDate => date as CivilDate;

/** The day on which everything is recorded. */
export const TODAY = day('2024-06-30');

export const OPEN: BudgetCommand = { type: 'OpenBudget', name: NAME, agencyName: AGENCY_NAME };

/** Enters lines: `{ [PROJECT]: '5.00' }`. */
export const enter = (
  lines: Readonly<Record<string, string>>,
  more: Partial<CommandOf<'EnterLines'>> = {},
): CommandOf<'EnterLines'> => ({
  type: 'EnterLines',
  lines: Object.entries(lines).map(([key, amount]) => ({
    line: parseLineKey(key),
    name: '',
    amount: parseFen(amount),
  })),
  check: () => [],
  prior: null,
  ...more,
});

const sourceIn = (document: string): Source => ({
  document,
  table: 5,
  page: null,
  line: 12,
  row: 3,
  column: 'project',
  text: '572500.00',
  unit: '元',
});

/** A printed figure that is no line, of 10.00 yuan. */
export const claimIn = (document: string, amount = '10.00'): DocumentFacts['claims'][number] => ({
  subject: '212',
  name: '',
  section: null,
  amount: fromFen(parseFen(amount)),
  source: sourceIn(document),
});

/** A document with these lines, whose tables of expenditure are complete. */
export const document = (
  hash: string,
  lines: Readonly<Record<string, string>>,
  {
    prior = null,
    check = () => [],
    ...facts
  }: Partial<DocumentFacts> & Pick<Partial<CommandOf<'RecordDocument'>>, 'prior' | 'check'> = {},
): CommandOf<'RecordDocument'> => ({
  type: 'RecordDocument',
  name: NAME,
  agencyName: AGENCY_NAME,
  facts: {
    fiscalYear: NAME.fiscalYear,
    registered: {
      document: hash,
      file: null,
      title: '',
      mediaType: 'text/plain',
      agencyName: AGENCY_NAME,
      publishedOn: null,
      tables: [],
    },
    lines: Object.entries(lines).map(([key, amount]) => ({
      line: parseLineKey(key),
      name: '',
      amount: parseFen(amount),
      source: sourceIn(hash),
    })),
    claims: [],
    changes: [],
    findings: [],
    complete: new Set(['expenditure']),
    ...facts,
  },
  check,
  prior,
});

/** The budget of the year before, with the project line under another code. */
export const OLD_PROJECT = 'expenditure/general/2120101/project' as LineKey;
export const PRIOR_LINES: PriorLines = {
  fiscalYear: NAME.fiscalYear - 1,
  scope: NAME.scope,
  originals: new Map(),
  budget: budgetId({ ...NAME, fiscalYear: NAME.fiscalYear - 1 }),
  hasLine: (line) => [OLD_PROJECT, PROJECT, 'economic/30217/public'].includes(line),
};

/** Links the project line to that of the year before. */
export const link = (
  more: Partial<Omit<CommandOf<'LinkLine'>, 'weight'>> & { readonly weight?: string } = {},
): CommandOf<'LinkLine'> => ({
  type: 'LinkLine',
  line: PROJECT,
  from: OLD_PROJECT,
  reason: '科目调整',
  prior: PRIOR_LINES,
  ...more,
  weight: share(more.weight ?? '1'),
});

export const unlink = (more: Partial<CommandOf<'UnlinkLine'>> = {}): CommandOf<'UnlinkLine'> => ({
  type: 'UnlinkLine',
  line: PROJECT,
  from: OLD_PROJECT,
  reason: '误连',
  prior: PRIOR_LINES,
  ...more,
});

/** A change of project expenditure. */
export const change = (amount: string, more: Partial<AmountChange> = {}): AmountChange => ({
  function: '2120199',
  fund: 'general',
  expenditure: 'project',
  economic: null,
  project: null,
  source: 'fiscal-appropriation',
  amount: parseFen(amount),
  ...more,
});

export const propose = (
  changes: readonly AmountChange[],
  more: Partial<CommandOf<'ProposeAmendment'>> = {},
): CommandOf<'ProposeAmendment'> => ({
  type: 'ProposeAmendment',
  amendment: 'a1',
  kind: 'supplement',
  changes,
  reason: '人员变动',
  actor: 'clerk',
  transfer: null,
  receiver: null,
  ...more,
});

export const approve = (
  more: Partial<CommandOf<'ApproveAmendment'>> = {},
): CommandOf<'ApproveAmendment'> => ({
  type: 'ApproveAmendment',
  amendment: 'a1',
  authority: authority('宝财预〔2023〕15号'),
  approvedOn: day('2023-06-01'),
  effectiveOn: day('2023-06-01'),
  actor: 'chief',
  policy: NO_POLICY,
  receiver: null,
  today: TODAY,
  ...more,
});

export const approveBudget = (
  more: Partial<CommandOf<'ApproveBudget'>> = {},
): CommandOf<'ApproveBudget'> => ({
  type: 'ApproveBudget',
  authority: authority('宝财预〔2023〕1号'),
  approvedOn: day('2023-02-10'),
  actor: 'chief',
  today: TODAY,
  ...more,
});

export const reject = (amendment = 'a1', actor = 'chief'): BudgetCommand => ({
  type: 'RejectAmendment',
  amendment,
  reason: '不同意',
  actor,
});

export const withdraw = (amendment = 'a1', actor = 'clerk'): BudgetCommand => ({
  type: 'WithdrawAmendment',
  amendment,
  reason: '撤回',
  actor,
});

export const correct = (
  corrects: string,
  fen: bigint,
  more: Partial<CommandOf<'Correct'>> = {},
): CommandOf<'Correct'> => ({
  type: 'Correct',
  corrects,
  line: null,
  to: fen,
  reason: '录入错误',
  check: () => [],
  prior: null,
  ...more,
});

export const execution = (...amounts: readonly string[]): CommandOf<'RecordExecution'> => ({
  type: 'RecordExecution',
  today: TODAY,
  asOf: day('2023-06-30'),
  status: 'provisional',
  figures: amounts.map((amount) => ({
    function: '2120199',
    expenditure: 'project',
    project: null,
    amount: parseFen(amount),
  })),
});

export const close = (
  on = '2023-12-31',
  confirm: string | null = budgetId(NAME),
  incoming: CommandOf<'CloseYear'>['incoming'] = null,
): BudgetCommand => ({ type: 'CloseYear', on: day(on), confirm, today: TODAY, incoming });

/** What the receiving budget of a carry-forward of 2023 says. */
export const receiver = (more: Partial<Receiver> = {}): Receiver => ({
  budget: 'baoshan_cyzx-2024-unit' as BudgetId,
  closedOn: null,
  received: new Set(),
  ...more,
});

/** Proposes a carry-forward to the next year. */
export const carryForward = (amount: string, to = receiver()): CommandOf<'ProposeAmendment'> =>
  propose([change(amount)], {
    kind: 'carry-forward',
    transfer: { id: 't1', side: 'giving', budget: to.budget },
    receiver: to,
  });

export const giveBack = (
  to: Receiver = receiver({ closedOn: day('2024-12-31') }),
): CommandOf<'ReturnTransfer'> => ({
  type: 'ReturnTransfer',
  amendment: 'a1',
  reason: '接收单位已关账',
  receiver: to,
});

/** The receiving side of a carry-forward of 5.00 yuan. */
export const receive = (effectiveOn = '2023-01-01'): CommandOf<'ReceiveTransfer'> => ({
  type: 'ReceiveTransfer',
  amendment: 'received',
  giver: 'baoshan_cyzx-2022-unit',
  given: {
    amendment: 'a9',
    kind: 'carry-forward',
    changes: [change('-5.00')],
    authority: authority('宝财预〔2022〕40号'),
    approvedOn: day('2022-12-29'),
    effectiveOn: day(effectiveOn),
    reason: '跨年度项目',
    proposedBy: 'clerk',
    approvedBy: 'chief',
    transfer: { id: 't1', side: 'giving', budget: 'baoshan_cyzx-2023-unit' },
  },
});

/** A finding of the checks of entered lines. */
export const finding = (id: string, document: string | null = null): FindingRaised['data'] => ({
  finding: id,
  document,
  rule: 'TIE',
  severity: 'error',
  table: 2,
  section: null,
  subject: null,
  column: null,
  printed: null,
  expected: null,
  difference: null,
  unit: null,
  places: [],
  hint: null,
  message: 'Revenue and expenditure differ.',
});

export const resolve = (
  id: string,
  more: Partial<CommandOf<'ResolveFinding'>> = {},
): BudgetCommand => ({
  type: 'ResolveFinding',
  finding: id,
  decision: 'known-slip',
  reason: '公开文件笔误',
  check: () => [],
  prior: null,
  ...more,
});

export const derive = (
  originals: Readonly<Record<string, bigint>>,
): CommandOf<'RecordDerivedChanges'> => ({
  type: 'RecordDerivedChanges',
  prior: {
    fiscalYear: 2022,
    scope: 'unit',
    originals: new Map(
      Object.entries(originals).map(([key, fen]) => [lineKey(parseLineKey(key)), fen]),
    ),
  },
});

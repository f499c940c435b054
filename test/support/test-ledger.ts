import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus, type Command, type Query } from '@nestjs/cqrs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeAnswer } from '../../src/amendments/amendments.answer.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { EnterLines } from '../../src/budgets/lines/enter-lines.js';
import { OpenBudget } from '../../src/budgets/open-budget.js';
import { Config } from '../../src/config/config.js';
import type { AmountChange } from '../../src/domain/budget/movement.js';
import { authority } from '../../src/domain/events/authority.js';
import type { AmendmentKind } from '../../src/domain/events/budget.events.js';
import { budgetId, parseBudgetId, type BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { parseLineKey } from '../../src/domain/values/line.js';
import { parseFen } from '../../src/domain/values/money.js';
import type { Caller } from '../../src/ledger/caller.js';
import { CoreModule } from '../../src/program/core.module.js';
import { Projector } from '../../src/projector/projector.js';
import { deleteViews, storesOf } from './test-stores.js';

/** The application without HTTP, on files in a new folder. */
export interface TestLedger {
  readonly folder: string;
  /** Executes a command, then catches up the views. */
  readonly execute: <R>(command: Command<R>) => Promise<R>;
  readonly ask: <R>(query: Query<R>) => Promise<R>;
  /** Opens a budget and enters lines by their keys: `{ 'expenditure/general/2120199/basic': '1.00' }`. */
  readonly budget: (id: string, lines: Readonly<Record<string, string>>) => Promise<BudgetId>;
  /** Proposes an amendment as the clerk. */
  readonly propose: (
    budget: BudgetId,
    kind: AmendmentKind,
    changes: readonly AmountChange[],
    to?: BudgetId,
  ) => Promise<ChangeAnswer>;
  readonly approve: (
    budget: BudgetId,
    proposal: ChangeAnswer,
    approval?: Approval,
  ) => Promise<ChangeAnswer>;
  readonly get: <T>(token: abstract new (...args: never[]) => T) => T;
  readonly close: () => Promise<void>;
}

/** An approval, by the chief unless it says otherwise. It takes effect on its day unless it names another. */
interface Approval {
  readonly on?: string;
  readonly effective?: string;
  readonly by?: Caller;
  readonly number?: string;
}

export const openLedger = async ({
  folder,
  environment = {},
}: {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
} = {}): Promise<TestLedger> => {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'budget-ledger-')));
  const app = await NestFactory.createApplicationContext(
    CoreModule.forRoot(Config.of({ ...storesOf(data), ...environment }, { data })),
    {
      logger: false,
    },
  );
  const commands = app.get(CommandBus, { strict: false });
  const queries = app.get(QueryBus, { strict: false });
  const projector = app.get(Projector, { strict: false });
  const execute = async <R>(command: Command<R>): Promise<R> => {
    const answer = await commands.execute(command);
    await projector.catchUp();
    return answer as R;
  };
  return {
    folder: data,
    execute,
    ask: (query) => queries.execute(query),
    budget: async (id, lines) => {
      const name = parseBudgetId(id);
      await execute(new OpenBudget(name, `单位 ${name.agency}`, CLERK));
      const entered = Object.entries(lines).map(([key, amount]) => ({
        line: parseLineKey(key),
        name: '',
        amount: parseFen(amount),
      }));
      await execute(new EnterLines(name.id, entered, CLERK));
      return budgetId(name);
    },
    propose: (budget, kind, changes, to) =>
      execute(
        new ChangeBudget(budget, { type: 'propose', kind, changes, reason: '年中调整', to }, CLERK),
      ),
    approve: (
      budget,
      { amendment },
      { on = '2023-06-15', effective, by = CHIEF, number = '宝财预〔2023〕15号' } = {},
    ) =>
      execute(
        new ChangeBudget(
          budget,
          {
            type: 'approve',
            amendment: amendment!.id,
            authority: authority(number),
            approvedOn: civilDate(on),
            effectiveOn: effective === undefined ? null : civilDate(effective),
          },
          by,
        ),
      ),
    get: (token) => app.get(token as never, { strict: false }),
    close: async () => {
      await app.close();
      if (folder !== undefined) return;
      await deleteViews(data);
      await rm(data, { recursive: true, force: true });
    },
  };
};

export const CLERK = { actor: 'clerk' } as const;
export const CHIEF = { actor: 'chief' } as const;

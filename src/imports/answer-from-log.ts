import { evolve, unopened } from '../domain/budget/budget-state.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { budgetOfStream, parseBudgetId } from '../domain/values/budget-id.js';
import { decode } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { tokenOf } from '../log/token.js';
import { plainName } from './agency/find-agency.js';
import { tableStates } from './answer-parts.js';
import { budgetBefore, outcomeOf, recordedElsewhere } from './import-outcome.js';
import type { ImportAnswer } from './imports.answer.js';

/**
 * The answer that a commit got, restored from the log: for an idempotency key whose stored answer was deleted with the views.
 * Of what 0.2.0 recorded, it counts the lines that a newer document repeats among the claims.
 */
export const answerFromLog = async (
  log: EventLog,
  stream: string,
  key: string,
): Promise<ImportAnswer | undefined> => {
  const events: RecordedEvent<BudgetEvent>[] = [];
  let before = unopened;
  for await (const page of log.readStream(stream))
    for (const stored of page) {
      const event = decode(stored) as RecordedEvent<BudgetEvent>;
      if (event.idempotency?.key === key) events.push(event);
      else if (events.length === 0) before = evolve(before, event);
    }
  const budget = budgetOfStream(stream);
  const registered = of(events, 'DocumentRegistered')[0]?.data;
  if (!registered || budget === null) return undefined;
  const { agency, fiscalYear, scope } = parseBudgetId(budget);
  const claims = of(events, 'ClaimRecorded');
  const reprinted = claims.filter(({ data: { line } }) => line !== undefined);
  return {
    file: registered.file,
    sha256: registered.document,
    status: 'committed',
    budget,
    agency: { code: agency, name: plainName(registered.agencyName) },
    fiscalYear,
    scope,
    tables: tableStates(registered),
    lines: of(events, 'LineEntered').length + reprinted.length,
    claims: claims.length - reprinted.length,
    ...outcomeOf(events, budgetBefore(before)),
    ...(await recordedElsewhere(log, budget, events)),
    projects: registered.projects ?? [],
    assets: registered.assets ?? [],
    token: tokenOf((await log.identity()).epoch, events.at(-1)!.position),
  };
};

const of = <Type extends BudgetEvent['type']>(
  events: readonly RecordedEvent<BudgetEvent>[],
  type: Type,
) =>
  events.filter(
    (event): event is Extract<RecordedEvent<BudgetEvent>, { type: Type }> => event.type === type,
  );

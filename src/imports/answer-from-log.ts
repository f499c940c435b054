import { evolve, unopened } from '../domain/budget/budget-state.js';
import { noteFinding, type FindingState } from '../domain/budget/finding-state.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { BudgetEvent, DocumentRegistered } from '../domain/events/budget.events.js';
import { budgetOfStream, parseBudgetId, type BudgetId } from '../domain/values/budget-id.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import { readBudget } from '../ledger/read-budget.js';
import { decode } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { tokenOf } from '../log/token.js';
import { plainName } from './agency/find-agency.js';
import { tableStates } from './answer-parts.js';
import {
  budgetBefore,
  lineChanges,
  outcomeOf,
  recordedElsewhere,
  unchangedLine,
} from './import-outcome.js';
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
  return {
    file: registered.file,
    sha256: registered.document,
    status: 'committed',
    budget,
    agency: { code: agency, name: plainName(registered.agencyName) },
    fiscalYear,
    scope,
    ...heldIn(events, registered),
    ...outcomeOf(events, budgetBefore(before)),
    ...(await recordedElsewhere(log, budget, events)),
    token: tokenOf((await log.identity()).epoch, events.at(-1)!.position),
  };
};

/**
 * What the log holds of a document that was recorded before, whatever it would be read as today: its lines stand as they were recorded,
 * and its findings are all that were raised of it. The budget has the document.
 */
export const duplicateFromLog = async (
  log: EventLog,
  budget: BudgetId,
  sha256: string,
): Promise<Held & Pick<ImportAnswer, 'findings' | 'endedFindings' | 'changes' | 'token'>> => {
  const all = await readBudget(log, budget);
  const registered = of(all, 'DocumentRegistered').find(({ data }) => data.document === sha256)!;
  // The events of one append share their correlation id.
  const events = all.filter(({ correlationId }) => correlationId === registered.correlationId);
  const findings = new Map<string, FindingState>();
  for (const event of all) noteFinding(findings, event);
  const { projects, assets, ...held } = heldIn(events, registered.data);
  // In the order of every answer.
  return {
    ...held,
    findings: [...findings.values()].flatMap(({ raised }) =>
      raised.document === sha256 ? [unrecordedFinding(raised)] : [],
    ),
    endedFindings: [],
    changes: lineChanges(events.flatMap(unchangedLine)),
    projects,
    assets,
    token: tokenOf((await log.identity()).epoch, events.at(-1)!.position),
  };
};

type Held = Pick<ImportAnswer, 'tables' | 'lines' | 'claims' | 'projects' | 'assets'>;

/** What the events of an import hold of its document. */
const heldIn = (
  events: readonly RecordedEvent<BudgetEvent>[],
  registered: DocumentRegistered['data'],
): Held => {
  const claims = of(events, 'ClaimRecorded');
  const reprinted = claims.filter(({ data: { line } }) => line !== undefined);
  return {
    tables: tableStates(registered),
    lines: of(events, 'LineEntered').length + reprinted.length,
    claims: claims.length - reprinted.length,
    projects: registered.projects ?? [],
    assets: registered.assets ?? [],
  };
};

const of = <Type extends BudgetEvent['type']>(
  events: readonly RecordedEvent<BudgetEvent>[],
  type: Type,
) =>
  events.filter(
    (event): event is Extract<RecordedEvent<BudgetEvent>, { type: Type }> => event.type === type,
  );

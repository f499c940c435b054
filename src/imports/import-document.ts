import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOf } from '../domain/budget/budget-command.js';
import type { Budget } from '../domain/budget/budget-state.js';
import { decide } from '../domain/decide/decide.js';
import { originalsAfter } from '../domain/decide/derived-changes.js';
import { Refusal } from '../domain/errors.js';
import { budgetId } from '../domain/values/budget-id.js';
import type { Caller } from '../ledger/caller.js';
import { AgenciesInLog } from '../ledger/agencies-in-log.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { priorYear } from '../ledger/prior-budget.js';
import { Recorder } from '../ledger/recorder.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import type { Token } from '../log/token.js';
import type { Examined } from '../reading/examine.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import { answerFromLog, duplicateFromLog } from './answer-from-log.js';
import { tableStates } from './answer-parts.js';
import { findAgency } from './agency/find-agency.js';
import {
  budgetBefore,
  decidedElsewhere,
  outcomeOf,
  recordedElsewhere,
  type BudgetBefore,
  type ImportOutcome,
} from './import-outcome.js';
import type { ImportAnswer } from './imports.answer.js';

/** How a document is imported. */
export interface ImportOptions {
  /** The agency's code; when it is absent, the agency is found by its printed name, or registered. */
  readonly agency?: string | undefined;
  /** Whether to refuse a document that has a finding of severity error. */
  readonly strict?: boolean | undefined;
  /** Whether to answer what would be recorded, and record nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Records everything that a published document prints, in one append, after its file is kept. A document that was recorded
 * before is not recorded again; its file is kept where it is missing.
 *
 * @throws {Refusal} `agency-differs`: the ledger knows the printed agency under another code.
 * @throws {Refusal} the codes of the decision; a preview is refused as its commit is.
 * @throws {Refusal} `documents-unavailable`: its file cannot be kept; nothing is recorded.
 * @throws {Refusal} `document-has-findings`: with `strict`, when a finding has the severity error.
 */
export class ImportDocument extends Command<ImportAnswer> {
  constructor(
    readonly examined: Examined,
    readonly options: ImportOptions,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Reads nothing itself: it gets the examined document, finds the agency, and records the facts in one append. */
@CommandHandler(ImportDocument)
export class ImportDocumentHandler implements ICommandHandler<ImportDocument> {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: EventLog,
    private readonly agencies: AgenciesInLog,
    private readonly settleYearOverYear: SettleYearOverYear,
    private readonly keptDocuments: KeptDocuments,
  ) {}

  async execute({ examined, options, caller }: ImportDocument): Promise<ImportAnswer> {
    const { file, bytes, document, facts } = examined;
    const { fiscalYear, scope, sha256 } = document;
    const { known, ...agency } = await findAgency(
      this.agencies,
      this.log,
      document,
      options.agency,
    );
    const name = { agency: agency.code, fiscalYear, scope };
    const budget = budgetId(name);
    this.recorder.refuseUnlessChangeable(budget);
    const command: CommandOf<'RecordDocument'> = {
      type: 'RecordDocument',
      name,
      agencyName: agency.name,
      facts,
      check: (figures) => checkFigures(budget, figures),
      prior: await priorYear(this.recorder, budget),
    };
    const identity = <Status extends ImportAnswer['status']>(status: Status) => ({
      file,
      sha256,
      status,
      budget,
      agency,
      fiscalYear,
      scope,
    });
    const answer = (
      status: ImportAnswer['status'],
      token: Token | null,
      outcome: ImportOutcome,
    ): ImportAnswer => ({
      ...identity(status),
      tables: tableStates(document),
      lines: facts.lines.length,
      claims: facts.claims.length,
      ...outcome,
      projects: facts.registered.projects ?? [],
      assets: facts.registered.assets ?? [],
      token,
    });
    const duplicate = async (): Promise<ImportAnswer> => ({
      ...identity('duplicate'),
      ...(await duplicateFromLog(this.log, budget, sha256)),
    });
    const decided = (current: Budget) => {
      const before = budgetBefore(current);
      const events = decide(command, current);
      const { findings } = outcomeOf(events, before);
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      if (options.strict && errors > 0)
        throw new Refusal(
          'document-has-findings',
          `${file ?? 'The document'} has ${errors} findings of severity error and was not recorded: import it without strict, or correct the document.`,
          { findings },
        );
      return { before, events };
    };
    if (options.dryRun) {
      const preview = await this.recorder.look(budget, (current) => {
        if (isRecorded(current, sha256)) return null;
        const { before, events } = decided(current);
        return { ...outcomeOf(events, before), originals: originalsAfter(events, current) };
      });
      if (preview === null) return duplicate();
      const { originals, ...outcome } = preview;
      const others = await decidedElsewhere(this.recorder, budget, originals);
      return answer('preview', null, { ...outcome, ...others });
    }
    const key = caller.idempotency?.key;
    if (await this.recorder.look(budget, (current) => isRecorded(current, sha256))) {
      // It may have been recorded before files were kept, or its file may be damaged.
      await this.keptDocuments.keep(sha256, bytes);
      if (key === undefined) return duplicate();
      // It records nothing, and its key belongs to it all the same; or the key has recorded it before.
      const { events: first } = await this.recorder.record(budget, command, caller);
      const repeat = first[0] && answerFromLog(this.log, first[0].stream, key);
      return (await repeat) ?? duplicate();
    }
    let before: BudgetBefore | undefined;
    const recorded = await this.recorder.recordDecided(
      budget,
      async (current) => {
        const made = decided(current);
        ({ before } = made);
        // A refusal leaves no file behind.
        await this.keptDocuments.keep(sha256, bytes);
        return made.events;
      },
      caller,
      { naturalKey: `document ${sha256}`, ...(known ? {} : { agency }) },
    );
    const { events, token, repeated } = recorded;
    // Another process may have recorded the same bytes meanwhile.
    if (events.length === 0 || (repeated && key === undefined)) return duplicate();
    // Or it has answered this very request.
    if (before === undefined)
      return (await answerFromLog(this.log, events[0]!.stream, key!)) ?? duplicate();
    await this.settleYearOverYear.after(budget);
    return answer('committed', token, {
      ...outcomeOf(events, before),
      ...(await recordedElsewhere(this.log, budget, events)),
    });
  }
}

const isRecorded = (budget: Budget, sha256: string): boolean =>
  budget.status === 'open' && budget.documents.has(sha256);

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findingsAcrossYears } from '../domain/budget/across-years.js';
import { budgetId, type BudgetId, type Scope } from '../domain/values/budget-id.js';
import type {
  DocumentFacts,
  IdentifiedFinding,
  PriorYear,
} from '../domain/budget/budget-command.js';
import { Refusal } from '../domain/errors.js';
import { lineKey, type Schedule } from '../domain/values/line.js';
import { fromFen } from '../domain/values/money.js';
import type { Caller } from '../ledger/caller.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { priorYear } from '../ledger/prior-budget.js';
import { Recorder } from '../ledger/recorder.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import type { Token } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import { lineChanges, tableStates } from './answer-parts.js';
import { commitTokenOf } from './commit-token.js';
import { findAgency } from './find-agency.js';
import type { Examined } from '../reading/examine.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import type { ComparedLine, ImportAnswer, LineChanges } from './imports.answer.js';

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
    private readonly projector: Projector,
    private readonly views: Views,
    private readonly settleYearOverYear: SettleYearOverYear,
    private readonly keptDocuments: KeptDocuments,
  ) {}

  async execute({ examined, options, caller }: ImportDocument): Promise<ImportAnswer> {
    const { file, bytes, document, facts } = examined;
    const { fiscalYear, scope, sha256 } = document;
    await this.projector.catchUp();
    const { known, ...agency } = await findAgency(this.views, document.agencyName, options.agency);
    const name = { agency: agency.code, fiscalYear, scope };
    const budget = budgetId(name);
    const prior = await priorYear(this.views, budget);
    // Contradictions to the year before are raised with the document, like its own findings.
    const findings = [...facts.findings, ...againstPrior(facts, scope, prior)].map(
      unrecordedFinding,
    );
    const changes = await compareLines(this.views, budget, facts);
    const answer = (status: ImportAnswer['status'], token: Token | null): ImportAnswer => ({
      file,
      sha256,
      status,
      budget,
      agency,
      fiscalYear,
      scope,
      tables: tableStates(document.tables),
      lines: facts.lines.length,
      claims: facts.claims.length,
      findings,
      changes,
      projects: facts.registered.projects ?? [],
      assets: facts.registered.assets ?? [],
      token,
    });
    const firstToken = await this.commitToken(budget, sha256);
    if (firstToken !== null) {
      // It may have been recorded before files were kept, or its file may be damaged.
      if (!options.dryRun) await this.keptDocuments.keep(sha256, bytes);
      return answer('duplicate', firstToken);
    }
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (options.strict && errors > 0)
      throw new Refusal(
        'document-has-findings',
        `${file ?? 'The document'} has ${errors} findings of severity error and was not recorded: import it without strict, or correct the document.`,
        { findings },
      );
    if (options.dryRun) return answer('preview', null);
    await this.keptDocuments.keep(sha256, bytes);
    const recorded = await this.recorder.record(
      budget,
      {
        type: 'RecordDocument',
        name,
        agencyName: agency.name,
        facts,
        check: (figures) => checkFigures(budget, figures),
        prior,
      },
      caller,
      { naturalKey: `document ${sha256}`, ...(known ? {} : { agency }) },
    );
    // Another process may have recorded the same bytes meanwhile.
    if (recorded.events.length === 0 || (recorded.repeated && !caller.idempotency))
      return answer('duplicate', (await this.commitToken(budget, sha256)) ?? recorded.token);
    await this.settleYearOverYear.after(budget);
    return answer('committed', recorded.token);
  }

  private async commitToken(budget: BudgetId, sha256: string): Promise<Token | null> {
    await this.projector.catchUp();
    return commitTokenOf(this.log, this.views, budget, sha256);
  }
}

/** The findings that arise between a document and the budget of the year before. */
const againstPrior = (
  facts: DocumentFacts,
  scope: Scope,
  prior: PriorYear | null,
): readonly IdentifiedFinding[] => {
  if (prior === null) return [];
  const originals = new Map(facts.lines.map(({ line, amount }) => [lineKey(line), amount]));
  const { fiscalYear } = facts;
  return findingsAcrossYears(facts.changes, { fiscalYear, scope, originals }, prior);
};

/** Compares what a document prints with the lines that the budget has; all are added in a first document. */
const compareLines = async (
  views: Views,
  budget: BudgetId,
  facts: DocumentFacts,
): Promise<LineChanges> => {
  const rows = await views.db
    .selectFrom('current_lines')
    .select(['line', 'name', 'schedule', 'original', 'adjusted'])
    .where('budget', '=', budget)
    .where('discontinued', '=', 0n)
    .execute();
  const known = new Map(rows.map((row) => [row.line, row]));
  const printed = facts.lines.map(({ line, name, amount }): ComparedLine => {
    const key = lineKey(line);
    const after = fromFen(amount);
    const old = known.get(key);
    known.delete(key);
    if (!old) return { line: key, name, change: 'added', before: null, after };
    const change = old.original === amount ? 'unchanged' : 'changed';
    return { line: key, name, change, before: fromFen(old.original), after };
  });
  const gone = [...known.values()]
    .filter(({ schedule }) => schedule !== null && facts.complete.has(schedule as Schedule))
    // A line that has only amendments has nothing that a document could take away.
    .filter(({ original, adjusted }) => original !== 0n || adjusted === 0n)
    .map(({ line, name, original }): ComparedLine => ({
      line,
      name: name ?? '',
      change: 'discontinued',
      before: fromFen(original),
      after: null,
    }));
  return lineChanges([...printed, ...gone]);
};

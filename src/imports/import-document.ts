import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findingsAcrossYears } from '../domain/budget/across-years.js';
import {
  agencyCode,
  budgetId,
  budgetStream,
  type BudgetId,
  type Scope,
} from '../domain/values/budget-id.js';
import type { DocumentFacts, IdentifiedFinding, PriorYear } from '../domain/budget/budget.js';
import { Refusal } from '../domain/errors.js';
import { lineKey } from '../domain/values/line.js';
import type { Caller } from '../ledger/caller.js';
import { priorYear } from '../ledger/prior-budget.js';
import { Recorder } from '../ledger/recorder.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { codeOfName, plainName } from './agency-names.js';
import type { Examined } from '../reading/examine.js';
import { lineChanges } from './line-changes.js';
import type { PrintedDocument } from '../reading/printed.js';
import type { ImportAnswer, LineChanges } from './imports.answer.js';

export interface ImportOptions {
  /** The agency's code, where the caller gives one; otherwise the printed name finds or registers it. */
  readonly agency?: string | undefined;
  /** Refuses a document with an error among its findings. */
  readonly strict?: boolean | undefined;
  /** Shows what a commit would record, and records nothing. */
  readonly dryRun?: boolean | undefined;
}

/** Records everything that a published document prints, in one append. */
export class ImportDocument extends Command<ImportAnswer> {
  constructor(
    readonly examined: Examined,
    readonly options: ImportOptions,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ImportDocument)
export class ImportDocumentHandler implements ICommandHandler<ImportDocument> {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
    private readonly settleYearOverYear: SettleYearOverYear,
  ) {}

  async execute({ examined, options, caller }: ImportDocument): Promise<ImportAnswer> {
    const { file, document, facts } = examined;
    await this.projector.catchUp();
    const agency = await this.agencyOf(document, options.agency);
    const { fiscalYear, scope } = document;
    const name = { agency: agency.code, fiscalYear, scope };
    const budget = budgetId(name);
    const answer = (
      status: ImportAnswer['status'],
      token: Token | null,
      changes: LineChanges,
    ): ImportAnswer => ({
      file,
      sha256: document.sha256,
      status,
      budget,
      agency: { code: agency.code, name: agency.name },
      fiscalYear,
      scope,
      tables: document.tables.map(({ table, state, rows, unit }) => ({
        table,
        state,
        rows: rows.length,
        unit,
      })),
      lines: facts.lines.length,
      claims: facts.claims.length,
      findings,
      changes,
      projects: facts.registered.projects ?? [],
      assets: facts.registered.assets ?? [],
      token,
    });
    const prior = await priorYear(this.views, budget);
    // What the year before contradicts is raised with the document, as its own findings are.
    const findings = [...facts.findings, ...againstPrior(facts, scope, prior)].map(asAnswer);
    const changes = await lineChanges(this.views, budget, facts);
    const first = await this.firstCommit(budget, document.sha256);
    if (first !== null) return answer('duplicate', first, changes);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (options.strict && errors > 0)
      throw new Refusal(
        'document-has-findings',
        `${file ?? 'The document'} has ${errors} findings of severity error and was not recorded: import it without strict, or resolve them at the source.`,
        { findings },
      );
    if (options.dryRun) return answer('preview', null, changes);
    const recorded = await this.recorder.record(
      budget,
      { type: 'RecordDocument', name, agencyName: agency.name, facts, prior },
      caller,
      {
        naturalKey: `document ${document.sha256}`,
        ...(agency.known ? {} : { agency: { code: agency.code, name: agency.name } }),
      },
    );
    // Another process may have recorded the same bytes meanwhile.
    if (recorded.events.length === 0 || (recorded.repeated && !caller.idempotency))
      return answer(
        'duplicate',
        (await this.firstCommit(budget, document.sha256)) ?? recorded.token,
        changes,
      );
    await this.settleYearOverYear.after(budget);
    return answer('committed', recorded.token, changes);
  }

  private async agencyOf(
    document: PrintedDocument,
    given: string | undefined,
  ): Promise<{ code: string; name: string; known: boolean }> {
    const name = plainName(document.agencyName);
    const { db } = this.views;
    const named = await db
      .selectFrom('agency_names')
      .innerJoin('agencies', 'agencies.agency', 'agency_names.agency')
      .select(['agencies.agency', 'agencies.name'])
      .where('agency_names.name', '=', name)
      .executeTakeFirst();
    if (given === undefined || given === named?.agency)
      return named
        ? { code: named.agency, name: named.name, known: true }
        : { code: codeOfName(name), name, known: false };
    if (named)
      throw new Refusal(
        'agency-differs',
        `The document is of "${name}", which the ledger knows as ${named.agency}, not as ${given}: leave the agency out or name that code.`,
      );
    const coded = await db
      .selectFrom('agencies')
      .selectAll()
      .where('agency', '=', agencyCode(given))
      .executeTakeFirst();
    return { code: given, name: coded?.name ?? name, known: coded !== undefined };
  }

  /** The token of the commit that recorded these bytes for this budget; null when they are new. */
  private async firstCommit(budget: BudgetId, sha256: string): Promise<Token | null> {
    await this.projector.catchUp();
    const row = await this.views.db
      .selectFrom('documents')
      .select('position')
      .where('document', '=', sha256)
      .where('budget', '=', budget)
      .executeTakeFirst();
    if (!row) return null;
    // The commit's token is that of its last event; the events of one append share their correlation.
    return tokenOf((await this.log.identity()).epoch, await this.endOfAppend(budget, row.position));
  }

  private async endOfAppend(budget: BudgetId, registeredAt: bigint): Promise<bigint> {
    let correlation: string | null = null;
    let end = registeredAt;
    for await (const page of this.log.readStream(budgetStream(budget)))
      for (const { position, meta } of page) {
        if (position < registeredAt) continue;
        const { correlationId } = JSON.parse(meta) as { correlationId: string };
        correlation ??= correlationId;
        if (correlationId !== correlation) return end;
        end = position;
      }
    return end;
  }
}

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

const asAnswer = ({ finding: id, document: _document, ...finding }: IdentifiedFinding) => ({
  id,
  ...finding,
  status: 'open' as const,
});

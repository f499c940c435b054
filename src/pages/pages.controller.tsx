import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { amendmentAnswer, type AmendmentAnswer } from '../amendments/amendments.answer.js';
import {
  CorrectableAmounts,
  type CorrectableAmount,
} from '../budgets/reports/correctable.query.js';
import { ListAmendments } from '../amendments/list-amendments.query.js';
import { OtherHalfOf, ShowAmendment } from '../amendments/show-amendment.query.js';
import {
  AuditChanges,
  CountAuditChanges,
  NewestAuditChange,
} from '../audit/audit-changes.query.js';
import { AuditExceptions } from '../audit/audit-exceptions.query.js';
import type { AuditException } from '../audit/audit.answer.js';
import { SumsInTransit, TransfersInTransit } from '../audit/in-transit.query.js';
import { ShownPosition } from '../audit/shown-position.query.js';
import { LinesOf } from '../budgets/lines/lines.query.js';
import { LinksOf } from '../budgets/lines/links.query.js';
import { NamesOfBudgets } from '../budgets/names-of-budgets.query.js';
import { OVERVIEW_ORDERS, OverviewOf } from '../budgets/overview.query.js';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { ExecutionsOf } from '../budgets/reports/executions.query.js';
import { CUTS, DeltasOf } from '../budgets/reports/deltas.query.js';
import { MomentsOf } from '../budgets/reports/moments.query.js';
import { StatedPlaces } from '../budgets/reports/stated-places.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import type { SearchAnswer } from '../budgets/search/search.answer.js';
import { SearchFor } from '../budgets/search/search.query.js';
import { StandingOf, type BudgetStanding } from '../budgets/standing.query.js';
import { CellOf, TOTAL_ROW } from '../budgets/tables/cell.query.js';
import { RowsOfClaims } from '../budgets/tables/rows-of-claims.query.js';
import { FurtherTablesOf } from '../budgets/tables/further-tables.query.js';
import type { TableAnswer } from '../budgets/tables/table.answer.js';
import { TableOf } from '../budgets/tables/table.query.js';
import { FiscalYears } from '../budgets/totals/fiscal-years.query.js';
import { TOTAL_CUTS } from '../budgets/totals/totals.answer.js';
import { TotalsOf } from '../budgets/totals/totals.query.js';
import type { DocumentAnswer } from '../documents/documents.answer.js';
import { NewestChangesOf } from '../changes/newest-changes.query.js';
import { ContentOfDocument } from '../documents/document-content.query.js';
import { ListDocuments } from '../documents/list-documents.query.js';
import { ShowDocument } from '../documents/show-document.query.js';
import { Refusal } from '../domain/errors.js';
import type { ClaimCell } from '../domain/events/budget.events.js';
import { CHANGE_KINDS } from '../domain/events/change-kinds.js';
import type { Language } from '../text/language.js';
import { SHOWN_UNITS } from '../domain/tables/budget-form.js';
import { ANSWERED_FORM, tableCalled } from '../domain/tables/forms.js';
import { noSuchBudget, parseBudgetId, SCOPES, type BudgetId } from '../domain/values/budget-id.js';
import { codeBeginning, SCHEDULES } from '../domain/values/line.js';
import type { AsOf } from '../domain/values/as-of.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { fromFen, toFen } from '../domain/values/money.js';
import type { FindingAnswer } from '../findings/findings.answer.js';
import { FindingsOf } from '../findings/findings.query.js';
import { asOfParameters, budgetParameters, date } from '../http/query-parameters.js';
import { PreviewedTablesOf } from '../imports/previewed-tables.query.js';
import { PrintedLinesOf, type PrintedLines } from '../imports/printed-lines.query.js';
import { Prover } from '../proof/prover.js';
import { formatNoteKey } from '../proof/signed-note.js';
import { Sessions } from '../http/access/sessions.js';
import { RouteRequirements } from '../http/route.js';
import { parsedBy } from '../validation/parsed-by.js';
import { validationRefusal } from '../validation/validate.js';
import { AmendmentFilterForm, Amendments, OneAmendment } from './amendments/amendments.js';
import { Propose } from './amendments/propose.js';
import { Audit, REPORT_FIELDS, REPORTS, type AuditReport } from './audit/audit.js';
import { Changes, SHOWN_CHANGES } from './audit/changes.js';
import { Signed, Verification } from './audit/verification.js';
import { Bridge } from './budgets/bridge.js';
import { BudgetFrame, Figures, type BudgetPart } from './budgets/budget-frame.js';
import { Cell } from './budgets/cell.js';
import { Comparison, type Compared, type JoinedLines } from './budgets/comparison.js';
import { Deltas } from './budgets/deltas.js';
import { Documents, OneDocument } from './budgets/documents.js';
import { Executions, RecordExecutions } from './budgets/executions.js';
import { Findings } from './budgets/findings.js';
import { EXCEPTION_RULES } from './budgets/rule-names.js';
import { Lines } from './budgets/lines.js';
import { Overview } from './budgets/overview.js';
import { Table } from './budgets/tables.js';
import { namedIn, Totals } from './budgets/totals.js';
import { Trail } from './budgets/trail.js';
import { amendmentPath, budgetPath, documentPath } from './frame/address.js';
import { BudgetNames } from './frame/budget-names.js';
import { Names } from './frame/names.js';
import type { NamesById } from './frame/names-apart.js';
import { englishRows } from './frame/english-names.js';
import { ClaimRows } from './frame/parts.js';
import { EVENT_TYPES } from './frame/event-names.js';
import { pageDocument, pagePart } from './frame/document.js';
import { LatelyShown, SHOWN } from './frame/lately-shown.js';
import { lineNames } from './frame/line-names.js';
import {
  AskedPosition,
  isOutdated,
  NewerNotice,
  permanentAddress,
  PermanentLink,
} from './frame/permanent.js';
import { languageCookie, pageLanguage, sayIn, type Say } from './frame/language.js';
import { Allowed, isAllowed, personOf } from './frame/person.js';
import { Import } from './imports/import.js';
import { ReadTables } from './imports/read-tables.js';
import { PageErrorFilter } from './page-error.filter.js';
import { Published } from './published.js';
import { SearchResults } from './search.js';
import { PAGE_HEADERS } from './send-page.js';

/** How many entries of a list stand on one page. */
const ENTRIES = 50;
/** How many budgets stand on one page. */
const BUDGETS = 25;
/** How many instants of change a slider marks at most: the newest. */
const MOMENTS_MAX = 1_000;
/** How many changes of the lines of a cell are listed; the audit has them all. */
const CHANGES_MAX = 200;
const PDF = 'application/pdf';
/** A change that was recorded more days than this after it took effect is late. */
const LATE_DAYS = 30;

const language = { lang: z.enum(['zh', 'en']).optional() };
const after = { after: z.string().min(1).optional() };
/** A field of a form that was left empty asks for nothing. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema);

const { effective, recorded, position } = asOfParameters;
const asOf = {
  effective: optional(effective),
  recorded: optional(recorded),
  position: optional(position),
};
const word = optional(z.string().optional());
const unit = optional(z.enum(SHOWN_UNITS).optional());
const year = optional(budgetParameters.year);
const scope = optional(z.enum(SCOPES).optional());

const overview = z.strictObject({
  ...language,
  ...after,
  position: asOf.position,
  agency: word,
  year,
  scope,
  reconciled: optional(z.enum(['true', 'false']).optional()),
  sort: optional(
    z.enum(OVERVIEW_ORDERS.flatMap((order) => [order, `-${order}`] as const)).optional(),
  ),
});
const ofBudget = z.strictObject({ ...language, ...asOf, unit });
const ofTable = ofBudget.extend({ table: word, rebuild: word });
const ofLines = ofBudget.extend({ code: word });
const ofDeltas = ofBudget.extend({
  against: optional(
    z.enum(['prior-budget', 'prior-adjusted', 'prior-execution', 'original']).optional(),
  ),
  by: optional(z.enum(CUTS).optional()),
});
/** A trail is of a line, of a cell of a table, or of the whole budget. */
const ofTrail = ofBudget.extend({ line: word, table: word, row: word, column: word, ...after });
const ofList = ofBudget.extend(after);
const ofDocument = z.strictObject({
  ...language,
  position: asOf.position,
  budget: word,
  page: z.coerce.number().int().optional(),
  line: z.coerce.number().int().optional(),
  text: word,
  table: word,
  near: word,
  column: word,
  finding: word,
});
const ofPreview = ofDocument.omit({ position: true, budget: true, table: true, finding: true });
const ofTotals = z.strictObject({
  ...language,
  ...after,
  position: asOf.position,
  year,
  scope,
  by: optional(z.enum(TOTAL_CUTS).optional()),
  code: optional(parsedBy(codeBeginning).optional()),
  economic: optional(z.enum(['true']).optional()),
});
const ofAmendments = z.strictObject({
  ...language,
  ...after,
  position: asOf.position,
  status: optional(z.enum([...amendmentAnswer.shape.status.options, 'all']).optional()),
  year,
  agency: word,
  proposedBy: word,
});
const ofComparison = z.strictObject({
  ...language,
  position: asOf.position,
  a: word,
  aOn: optional(effective),
  b: word,
  bOn: optional(effective),
  schedule: optional(z.enum(SCHEDULES).optional()),
  changed: optional(z.enum(['true']).optional()),
});
const ofSearch = z.strictObject({ ...language, ...after, position: asOf.position, q: z.string() });
const ofAudit = z.strictObject({
  ...language,
  ...after,
  position: asOf.position,
  budget: word,
  person: word,
  line: word,
  kind: optional(z.enum(CHANGE_KINDS).optional()),
  rule: optional(z.enum(EXCEPTION_RULES).optional()),
  from: optional(date.optional()),
  until: optional(date.optional()),
  agency: word,
  year,
});
const ofChanges = z.strictObject({
  ...language,
  position: asOf.position,
  budget: word,
  agency: word,
  year,
  type: optional(z.enum(EVENT_TYPES).optional()),
});
const onlyLanguage = z.strictObject(language);
const atPosition = z.strictObject({ ...language, position: asOf.position });

type Asked<Schema extends z.ZodType> = z.infer<Schema>;

/** A page, and what it needs beside its content. */
interface Content {
  readonly title: string;
  readonly part?: string;
  readonly scripts?: readonly string[];
  /** Whether it is sent as it is, for a script that has the rest of the page. */
  readonly isPart?: boolean;
  readonly children: ComponentChildren;
}

/** What all parts of a budget's page are asked for, so that what is recorded meanwhile shows in none of them. */
interface Moment {
  /** The question without the unit, with a position where it has none: the newest when the page was asked for. */
  readonly times: AsOf & { readonly position: bigint };
  /** How the budget stands then; it resolves to the last event that counts. */
  readonly standing: BudgetStanding;
  /** Whether nothing was recorded of the budget since. */
  readonly isNewest: () => Promise<boolean>;
}

/**
 * The pages for people, at `/`. Each asks the queries that the interface asks, in process; what a form records goes through the
 * interface itself.
 */
@ApiExcludeController()
@Controller()
@UseFilters(PageErrorFilter)
export class PagesController {
  private readonly lately = new LatelyShown();
  private readonly names: Names;

  constructor(
    private readonly queries: QueryBus,
    private readonly sessions: Sessions,
    private readonly prover: Prover,
  ) {
    this.names = new Names(queries);
  }

  @Get()
  @RouteRequirements({ token: true })
  overview(
    @Query({ schema: overview }) asked: Asked<typeof overview>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, asked.lang, async (say) => {
      const { after: place, reconciled, lang: _, position: at, ...filter } = asked;
      const { position, isOld } = await this.shownAt(at);
      const question = {
        ...filter,
        agency: await this.names.codeOfAgency(filter.agency),
        ...(reconciled !== undefined && { reconciled: reconciled === 'true' }),
      };
      const read = async (upTo: typeof at) => {
        const { items, next } = await this.queries.execute(
          new OverviewOf(
            { ...question, position: upTo },
            { limit: BUDGETS, after: place },
            question.sort,
          ),
        );
        const listed = items.filter(({ standing }) => standing !== null);
        const budgets = listed.map(({ budget }) => budget);
        const [late, inTransit] = await Promise.all([
          this.queries.execute(
            new CountAuditChanges({ budgets, lateDays: LATE_DAYS, position: upTo }),
          ),
          this.queries.execute(new SumsInTransit(budgets, upTo)),
        ]);
        return { items, next, late, inTransit };
      };
      const newest = await read(at);
      // Of thousands of budgets how they stand now is read faster: that is what stood at the position, unless more is recorded meanwhile.
      const isStill = at !== undefined || (await this.shownAt(at)).position === position;
      const { items, next, late, inTransit } = isStill ? newest : await read(position);
      return {
        title: say('全部预算', 'All budgets'),
        part: '/',
        children: await this.named(
          items.flatMap(({ standing }) => standing?.incoming.map(({ from }) => from) ?? []),
          position,
          <Overview
            question={{ ...question, position: at }}
            shown={{
              path: '/',
              asked: { ...asTexts(question), after: place },
              position: String(position),
            }}
            isOld={isOld}
            agencies={await this.names.agencies(question.agency)}
            budgets={items}
            late={late}
            inTransit={inTransit}
            next={next}
          />,
        ),
      };
    });
  }

  @Get('budgets/:budget')
  @RouteRequirements({ token: true })
  table(
    @Param('budget') text: string,
    @Query({ schema: ofTable }) asked: Asked<typeof ofTable>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { table: number = '1', rebuild, lang, ...rest } = asked;
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '',
      rest,
      async (budget, question, { times }) => {
        const table = tableOf(number);
        const answer = await this.queries.execute(
          new TableOf(budget, table, times, { unit: question.unit, rebuild: rebuild === 'true' }),
        );
        const kept = { table: number, rebuild };
        const further = await this.queries.execute(new FurtherTablesOf(budget, times));
        const link = permanentAddress({
          path: budgetPath(budget),
          asked: { ...kept, ...asTexts(question) },
          position: String(times.position),
        });
        const before = this.lately.before(request, link, answer);
        return {
          kept,
          position: answer.asOf.position,
          children: (
            <Table answer={answer} further={further} question={asTexts(question)} before={before} />
          ),
        };
      },
    );
  }

  @Get('budgets/:budget/lines')
  @RouteRequirements({ token: true })
  lines(
    @Param('budget') text: string,
    @Query({ schema: ofLines }) { lang, code = '', ...rest }: Asked<typeof ofLines>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/lines',
      rest,
      async (budget, question, { times }) => {
        const answer = await this.queries.execute(new LinesOf(budget, times));
        const kept = { code };
        const link = permanentAddress({
          path: budgetPath(budget, '/lines'),
          asked: { ...kept, ...asTexts(question) },
          position: String(times.position),
        });
        const before = this.lately.before(request, link, answer);
        return {
          kept,
          position: answer.asOf.position,
          children: (
            <Lines answer={answer} code={code} question={asTexts(question)} before={before} />
          ),
        };
      },
    );
  }

  @Get('budgets/:budget/deltas')
  @RouteRequirements({ token: true })
  deltas(
    @Param('budget') text: string,
    @Query({ schema: ofDeltas })
    { lang, against, by = 'class', ...rest }: Asked<typeof ofDeltas>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/deltas',
      rest,
      async (budget, question, { times }) => {
        const answer = await this.queries.execute(new DeltasOf(budget, against, by, times));
        const places = await this.queries.execute(new StatedPlaces(budget, by, times));
        return {
          kept: { against, by },
          position: answer.asOf.position,
          children: <Deltas answer={answer} by={by} places={places} asked={asTexts(question)} />,
        };
      },
    );
  }

  @Get('budgets/:budget/bridge')
  @RouteRequirements({ token: true })
  bridge(
    @Param('budget') text: string,
    @Query({ schema: ofBudget }) { lang, ...rest }: Asked<typeof ofBudget>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/bridge',
      rest,
      async (budget, question, { times }) => {
        const answer = await this.queries.execute(new BridgeOf(budget, times));
        return {
          position: answer.asOf.position,
          children: <Bridge answer={answer} question={asTexts(question)} />,
        };
      },
    );
  }

  @Get('budgets/:budget/trail')
  @RouteRequirements({ token: true })
  trail(
    @Param('budget') text: string,
    @Query({ schema: ofTrail })
    { lang, line, after: place, table, row, column, ...rest }: Asked<typeof ofTrail>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/trail',
      rest,
      async (budget, question, moment, say) => {
        const { times } = moment;
        // The one row of a table may have neither a code nor a name.
        if (table !== undefined && column !== undefined)
          return this.cell(budget, { table, row: row ?? '', column }, question, moment, say);
        const {
          entries,
          next,
          asOf: resolved,
        } = await this.queries.execute(
          new TrailOf(budget, times, line, { limit: ENTRIES, after: place }),
        );
        // Whatever day is asked for, lines have their names.
        const { lines } = await this.queries.execute(
          new LinesOf(budget, { ...times, effective: undefined }),
        );
        const correctable = await this.correctable(budget, entries, moment);
        return {
          kept: { line },
          after: place,
          position: resolved.position,
          children: await this.claimed(
            entries.map(({ claim }) => ({ budget, claim })),
            <Trail
              budget={budget}
              line={line}
              entries={entries}
              names={lineNames(lines, say)}
              correctable={correctable}
              next={next}
              asked={asTexts(question)}
            />,
          ),
        };
      },
    );
  }

  /** What a cell of a table is made of; of a total that the table does not print, the lines that it would add up. */
  private async cell(
    budget: BudgetId,
    { table: number, ...at }: Readonly<Record<'table' | 'row' | 'column', string>>,
    question: Asked<typeof ofBudget>,
    moment: Moment,
    say: Say,
  ) {
    const { times } = moment;
    const table = tableOf(number);
    const kept = { table: number, ...at };
    const cell = await this.queries
      .execute(new CellOf(budget, { table, ...at }, times))
      .catch((error: unknown) => {
        if (at.row === TOTAL_ROW && error instanceof Refusal && error.code === 'not-found')
          return null;
        throw error;
      });
    const answer = await this.queries.execute(new LinesOf(budget, times));
    if (cell === null)
      return {
        kept,
        position: answer.asOf.position,
        children: (
          <>
            <p class="notice">
              {say(
                '该表没有列示此合计：以下是各科目。',
                'The table does not print this total: these are the lines.',
              )}
            </p>
            <Lines answer={answer} code="" question={asTexts(question)} />
          </>
        ),
      };
    const { lines } = answer;
    const { effective: until } = times;
    const [{ items: changes, next }, correctable] = await Promise.all([
      cell.lines.length === 0
        ? { items: [], next: null }
        : this.queries.execute(
            new AuditChanges(
              { budget, lines: cell.lines, position: BigInt(cell.asOf.position) },
              { limit: CHANGES_MAX },
            ),
          ),
      this.correctable(budget, cell.entries, moment),
    ]);
    return {
      kept,
      position: cell.asOf.position,
      children: await this.claimed(
        [...cell.entries, ...changes].map(({ claim }) => ({ budget, claim })),
        <Cell
          budget={budget}
          column={at.column}
          cell={cell}
          lines={lines}
          changes={changes.filter(({ effectiveOn }) => until === undefined || effectiveOn <= until)}
          isPart={next !== null}
          names={lineNames(lines, say)}
          correctable={correctable}
          question={asTexts(question)}
        />,
      ),
    };
  }

  /** What of these entries can be corrected: on a page of the past nothing is. */
  private async correctable(
    budget: BudgetId,
    entries: readonly { readonly id: string }[],
    { isNewest }: Moment,
  ): Promise<readonly CorrectableAmount[]> {
    return (await isNewest())
      ? this.queries.execute(
          new CorrectableAmounts(
            budget,
            entries.map(({ id }) => id),
          ),
        )
      : [];
  }

  @Get('budgets/:budget/findings')
  @RouteRequirements({ token: true })
  findings(
    @Param('budget') text: string,
    @Query({ schema: ofList }) { lang, after: place, ...question }: Asked<typeof ofList>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/findings',
      question,
      async (budget, asked, { standing, isNewest }) => {
        const { position } = standing.asOf;
        const { items, next } = await this.queries.execute(
          new FindingsOf(
            budget,
            { limit: ENTRIES, after: place },
            { order: 'weight', position: BigInt(position) },
          ),
        );
        return {
          after: place,
          position,
          children: (
            <Findings
              budget={budget}
              findings={items}
              isNewest={await isNewest()}
              next={next}
              question={asTexts(asked)}
            />
          ),
        };
      },
    );
  }

  @Get('budgets/:budget/amendments')
  @RouteRequirements({ token: true })
  amendmentsOfBudget(
    @Param('budget') text: string,
    @Query({ schema: ofList }) { lang, after: place, ...question }: Asked<typeof ofList>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/amendments',
      question,
      async (budget, asked, { standing, times }, say) => {
        const { position } = standing.asOf;
        const { items, next } = await this.queries.execute(
          new ListAmendments(
            { budget, position: BigInt(position) },
            { limit: ENTRIES, after: place },
          ),
        );
        const lines = await this.queries.execute(new LinesOf(budget));
        const waiting = await this.queries.execute(
          new ListAmendments({ budget, status: 'proposed' }),
        );
        const { closedOn } = await this.queries.execute(new StandingOf(budget));
        const { fiscalYear } = parseBudgetId(budget);
        const isOpen = closedOn === null;
        return {
          after: place,
          position,
          ...(isOpen && isAllowed(personOf(request), 'enter', budget) && { scripts: ['propose'] }),
          children: await this.named(
            [budget],
            times.position,
            <Amendments
              amendments={items}
              next={next}
              path={`/budgets/${budget}/amendments`}
              asked={asTexts(asked)}
              of={budget}
            />,
          ),
          below: isOpen && (
            <Allowed to="enter" budget={lines.budget}>
              <Propose
                answer={lines}
                pending={movedBy(waiting.items)}
                receivers={await this.receivers(budget, fiscalYear, say)}
                rows={
                  pageLanguage(lang, request.headers.cookie) === 'en'
                    ? englishRows(await this.rowsOfTables(budget))
                    : {}
                }
              />
            </Allowed>
          ),
        };
      },
    );
  }

  /** The budgets that may receive a transfer of a budget: of its year, and of the year after. */
  private async receivers(budget: BudgetId, year: number, say: Say): Promise<NamesById> {
    const [same, after] = await Promise.all(
      [year, year + 1].map((each) => this.names.budgets(say, [], each)),
    );
    return new Map([...same!, ...after!].filter(([id]) => id !== budget));
  }

  /** The rows of the nine tables as they are now. */
  private async rowsOfTables(budget: BudgetId): Promise<TableAnswer['rows']> {
    const tables = await Promise.all(
      ANSWERED_FORM.tables.map(({ table }) => this.queries.execute(new TableOf(budget, table))),
    );
    return tables.flatMap(({ rows }) => rows);
  }

  @Get('budgets/:budget/executions')
  @RouteRequirements({ token: true })
  executions(
    @Param('budget') text: string,
    @Query({ schema: ofLines }) { lang, code = '', ...rest }: Asked<typeof ofLines>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/executions',
      rest,
      async (budget, question, { times }) => {
        const answer = await this.queries.execute(new ExecutionsOf(budget, times));
        return {
          kept: { code },
          position: answer.asOf.position,
          children: <Executions answer={answer} code={code} question={asTexts(question)} />,
          below: <RecordExecutions budget={budget} />,
        };
      },
    );
  }

  @Get('budgets/:budget/documents')
  @RouteRequirements({ token: true })
  documentsOfBudget(
    @Param('budget') text: string,
    @Query({ schema: ofBudget }) { lang, ...question }: Asked<typeof ofBudget>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.budgetPage(
      request,
      reply,
      lang,
      text,
      '/documents',
      question,
      async (budget, _asked, { standing }) => {
        const { position } = standing.asOf;
        return {
          position,
          children: <Documents documents={await this.documentsOf(budget, BigInt(position))} />,
        };
      },
    );
  }

  @Get('documents/:sha')
  @RouteRequirements({ token: true })
  document(
    @Param('sha') digits: string,
    @Query({ schema: ofDocument })
    { lang, budget, finding: id, position: at, ...place }: Asked<typeof ofDocument>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async () => {
      const { position } = await this.shownAt(at);
      const recorded = async (upTo?: bigint) => {
        const document = await this.queries.execute(new ShowDocument(digits, budget, upTo));
        return {
          document,
          finding: id === undefined ? undefined : await this.finding(document, id, upTo),
        };
      };
      const shown = await recorded(position);
      const isOld = at !== undefined && !isDeepStrictEqual(shown, await recorded());
      const { document, finding } = shown;
      return {
        title: document.title,
        part: '/',
        scripts: ['published'],
        children: await this.named(
          [document.budget],
          position,
          <OneDocument
            document={document}
            place={place}
            finding={finding}
            shown={{
              path: documentPath(digits),
              asked: { budget, finding: id, ...asTexts(place) },
              position: String(position),
            }}
            isOld={isOld}
            printed={
              document.keeping === 'kept' && document.mediaType !== PDF
                ? await this.printedLines(document.sha256)
                : null
            }
          />,
        ),
      };
    });
  }

  /** @throws {Refusal} `not-found`: the budget of the document has no such finding. */
  private async finding(
    { budget }: DocumentAnswer,
    id: string,
    position?: bigint,
  ): Promise<FindingAnswer> {
    const { items } = await this.queries.execute(
      new FindingsOf(parseBudgetId(budget).id, {}, { position }),
    );
    const found = items.find((each) => each.id === id);
    if (found === undefined)
      throw new Refusal('not-found', `There is no finding ${id} of this budget.`);
    return found;
  }

  @Get('amendments')
  @RouteRequirements({ token: true })
  amendments(
    @Query({ schema: ofAmendments }) asked: Asked<typeof ofAmendments>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, asked.lang, async (say) => {
      const { lang: _, after: place, position: at, status = 'proposed', ...given } = asked;
      const { position, isOld } = await this.shownAt(at);
      const filter = { ...given, agency: await this.names.codeOfAgency(given.agency) };
      const { items, next } = await this.queries.execute(
        new ListAmendments(
          { ...filter, position, ...(status !== 'all' && { status }) },
          { limit: ENTRIES, after: place },
        ),
      );
      const fields = { ...filter, status };
      const shown = {
        path: '/amendments',
        asked: { ...fields, after: place },
        position: String(position),
      };
      return {
        title: say('调整', 'Amendments'),
        part: '/amendments',
        children: await this.named(
          items.map(({ budget }) => budget),
          position,
          <>
            <h1>
              {status === 'proposed'
                ? say('待办调整', 'What waits for a decision')
                : say('调整', 'Amendments')}
            </h1>
            <AmendmentFilterForm
              asked={fields}
              agencies={await this.names.agencies(fields.agency)}
            />
            {isOld && <NewerNotice shown={shown} />}
            <Amendments
              amendments={items}
              next={next}
              path="/amendments"
              asked={asTexts({ ...fields, position: at })}
            />
            <p class="quiet">
              <PermanentLink shown={shown} />
            </p>
          </>,
        ),
      };
    });
  }

  @Get('amendments/:amendment')
  @RouteRequirements({ token: true })
  amendment(
    @Param('amendment') id: string,
    @Query({ schema: atPosition }) { lang, position: at }: Asked<typeof atPosition>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const { position } = await this.shownAt(at);
      const both = async (upTo?: bigint) => {
        const amendment = await this.queries.execute(new ShowAmendment(id, { position: upTo }));
        return {
          amendment,
          other: await this.queries.execute(new OtherHalfOf(amendment, upTo)),
        };
      };
      const { amendment, other } = await both(position);
      const isOld = at !== undefined && !isDeepStrictEqual({ amendment, other }, await both());
      const budgets = [amendment, ...(other === null ? [] : [other.amendment])].map(
        ({ budget }) => budget,
      );
      const [names, otherNames] = await Promise.all(
        budgets.map(async (budget) =>
          lineNames((await this.queries.execute(new LinesOf(budget, { position }))).lines, say),
        ),
      );
      return {
        title: amendment.reason,
        part: '/amendments',
        scripts: ['forms'],
        children: await this.named(
          budgets,
          position,
          <OneAmendment
            amendment={amendment}
            names={names!}
            other={other && { ...other, names: otherNames! }}
            shown={{ path: amendmentPath(amendment.id), asked: {}, position: String(position) }}
            isOld={isOld}
          />,
        ),
      };
    });
  }

  @Get('totals')
  @RouteRequirements({ token: true })
  totals(
    @Query({ schema: ofTotals })
    { lang, by, position: at, after: place, ...filter }: Asked<typeof ofTotals>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const { position } = await this.shownAt(at);
      const ask = (upTo?: bigint) =>
        this.queries.execute(
          new TotalsOf({ ...filter, economic: filter.economic === 'true' }, by, undefined, {
            position: upTo,
          }),
        );
      const [years, answer] = await Promise.all([
        this.queries.execute(new FiscalYears()),
        ask(position),
      ]);
      const isOld = await isOutdated(
        at,
        answer.asOf.position,
        async () => (await ask()).asOf.position,
      );
      const shown = {
        path: '/totals',
        asked: { ...asTexts(filter), by, after: place },
        position: String(position),
      };
      return {
        title: say('汇总', 'Totals'),
        part: '/totals',
        children: await this.named(
          namedIn(answer),
          position,
          <>
            {isOld && <NewerNotice shown={shown} />}
            <Totals
              answer={answer}
              years={years}
              asked={asTexts({ ...filter, position: at })}
              after={place}
            />
            <p class="quiet">
              <PermanentLink shown={shown} />
            </p>
          </>,
        ),
      };
    });
  }

  @Get('compare')
  @RouteRequirements({ token: true })
  compare(
    @Query({ schema: ofComparison }) { lang, position: at, ...given }: Asked<typeof ofComparison>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const [a, b] = await this.names.idsOfBudgets([given.a, given.b]);
      const asked = { ...given, a, b };
      const { position } = await this.shownAt(at);
      const compared = await this.compared(asked, position);
      const isOld = await isOutdated(
        at,
        compared?.newest,
        async () => (await this.compared(asked))?.newest,
      );
      const shown = compared && { path: '/compare', asked, position: String(position) };
      return {
        title: say('对比', 'Compare'),
        part: '/compare',
        children: await this.named(
          [a, b].filter((each) => each !== undefined),
          position,
          <>
            {isOld && shown && <NewerNotice shown={shown} />}
            <Comparison
              sides={compared?.sides ?? null}
              links={compared?.links ?? []}
              asked={asked}
              budgets={await this.names.budgets(say, [a, b])}
            />
            {shown && (
              <p class="quiet">
                <PermanentLink shown={shown} />
              </p>
            )}
          </>,
        ),
      };
    });
  }

  /** Two budgets line by line, both at one position, with that of the newest event of either. */
  private async compared(
    { a, aOn, b, bOn }: Pick<Asked<typeof ofComparison>, 'a' | 'aOn' | 'b' | 'bOn'>,
    position?: bigint,
  ) {
    if (a === undefined || b === undefined) return null;
    const side = async (text: string, on: typeof aOn) => {
      const { id } = parseBudgetId(text);
      const asked = { effective: on, position };
      const { lines, asOf: resolved } = await this.queries.execute(new LinesOf(id, asked));
      const [named] = await this.queries.execute(new NamesOfBudgets({ budgets: [id], position }));
      if (named === undefined) throw noSuchBudget(id);
      return {
        budget: named,
        effective: on,
        lines,
        position: BigInt(resolved.position),
      };
    };
    const [base, current] = [await side(a, aOn), await side(b, bOn)];
    const sides = [base, current] as const;
    return {
      sides,
      links: await this.linksBetween(sides, position),
      newest: String(base.position > current.position ? base.position : current.position),
    };
  }

  /** Which lines of two budgets a link joins, whichever of the two is the later one. */
  private async linksBetween(
    [base, current]: readonly [Compared, Compared],
    position: bigint | undefined,
  ): Promise<readonly JoinedLines[]> {
    const [a, b] = [base.budget.budget, current.budget.budget];
    const onwards = await this.queries.execute(new LinksOf(b, a, { position }));
    const back = await this.queries.execute(new LinksOf(a, b, { position }));
    return [
      ...onwards.map(({ line, from }) => ({ base: from.line, current: line })),
      ...back.map(({ line, from }) => ({ base: line, current: from.line })),
    ];
  }

  @Get('search')
  @RouteRequirements({ token: true })
  search(
    @Query({ schema: ofSearch }) { lang, q, after: place, position: at }: Asked<typeof ofSearch>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const { position } = await this.shownAt(at);
      const find = async (upTo?: bigint): Promise<SearchAnswer> =>
        q.trim() === ''
          ? { items: [], next: null }
          : this.queries.execute(
              new SearchFor(q, { limit: ENTRIES, after: place }, { position: upTo }),
            );
      const found = await find(position);
      const isOld = at !== undefined && !isDeepStrictEqual(found, await find());
      const shown = { path: '/search', asked: { q, after: place }, position: String(position) };
      return {
        title: say('搜索', 'Search'),
        children: await this.named(
          found.items.map(({ budget }) => budget),
          position,
          <SearchResults text={q} found={found} shown={shown} isOld={isOld} />,
        ),
      };
    });
  }

  @Get(['audit', 'audit/:report'])
  @RouteRequirements({ token: true })
  audit(
    @Param('report') name: string | undefined,
    @Query({ schema: ofAudit })
    { lang, after: place, position: at, ...given }: Asked<typeof ofAudit>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const report = REPORTS.find(([each]) => each === (name ?? 'changes'))?.[0];
      if (report === undefined) throw new Refusal('not-found', `There is no report ${name}.`);
      refuseOthers(given, REPORT_FIELDS[report]);
      const [budget] = await this.names.idsOfBudgets([given.budget]);
      const filter = { ...given, budget, agency: await this.names.codeOfAgency(given.agency) };
      const { position, isOld: isBefore } = await this.shownAt(at);
      const isRegister = report === 'changes' || report === 'late';
      const newest = (upTo?: bigint) =>
        this.queries.execute(new NewestAuditChange({ ...filter, position: upTo }));
      const read = (upTo: typeof at) =>
        this.found(report, { ...filter, position: upTo }, { limit: ENTRIES, after: place });
      const first = await read(isRegister ? position : at);
      // As on the overview: what is open now is read faster, and is what was open at the position unless more is recorded meanwhile.
      const isStill =
        isRegister || at !== undefined || (await this.shownAt(at)).position === position;
      const { found, next } = isStill ? first : await read(position);
      const shown = {
        path: `/audit/${report}`,
        asked: { ...filter, after: place },
        position: String(position),
      };
      return {
        title: say('审计', 'Audit'),
        part: '/audit',
        children: await this.named(
          [
            ...(budget === undefined ? [] : [budget]),
            ...(found.report === 'in-transit'
              ? found.items.flatMap(({ from, to }) => [from, to])
              : found.items.map((each) => each.budget)),
          ],
          position,
          await this.claimed(
            found.report === 'changes' || found.report === 'late' ? found.items : [],
            <Audit
              found={found}
              next={next}
              asked={{ ...filter, position: at?.toString() }}
              shown={shown}
              isOld={isBefore && (!isRegister || (await newest(at)) !== (await newest()))}
              budgets={await this.names.budgets(say, [budget])}
              agencies={await this.names.agencies(filter.agency)}
            />,
          ),
        ),
      };
    });
  }

  @Get('audit/verification')
  @RouteRequirements({ token: true })
  verification(
    @Query({ schema: onlyLanguage }) { lang }: Asked<typeof onlyLanguage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const [newest, key] = await Promise.all([this.prover.latest(), this.prover.publicKey()]);
      return {
        title: say('核验', 'Verification'),
        part: '/audit',
        children: (
          <Verification>
            <Signed newest={newest?.note ?? null} publicKey={formatNoteKey(key)} />
          </Verification>
        ),
      };
    });
  }

  @Get('imports')
  @RouteRequirements({ token: true })
  imports(
    @Query({ schema: onlyLanguage }) { lang }: Asked<typeof onlyLanguage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => ({
      title: say('导入', 'Import'),
      part: '/imports',
      scripts: ['import', 'forms'],
      children: <Import agencies={await this.names.agencies()} />,
    }));
  }

  /** What is printed in a file that was uploaded and is not recorded: the import page shows it beside what was read of it. */
  @Get('imports/:id')
  @RouteRequirements({ token: true })
  previewed(
    @Param('id') id: string,
    @Query({ schema: ofPreview }) { lang, ...place }: Asked<typeof ofPreview>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const printed = await this.queries.execute(new PrintedLinesOf(id));
      return {
        title: say('公开文件的内容', 'The document as published'),
        part: '/imports',
        children: <Published printed={printed} place={place} here={`/imports/${id}`} />,
      };
    });
  }

  /** What was read of a file that was uploaded and is not recorded, in its tables, for the import page. */
  @Get('imports/:id/tables')
  @RouteRequirements({ token: true })
  previewedTables(
    @Param('id') id: string,
    @Query({ schema: onlyLanguage }) { lang }: Asked<typeof onlyLanguage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => ({
      title: say('读出的表', 'What was read'),
      isPart: true,
      children: <ReadTables tables={await this.queries.execute(new PreviewedTablesOf(id))} />,
    }));
  }

  @Get('changes')
  @RouteRequirements({ token: true })
  changes(
    @Query({ schema: ofChanges }) { lang, position: at, ...given }: Asked<typeof ofChanges>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const [budget] = await this.names.idsOfBudgets([given.budget]);
      const agency = await this.names.codeOfAgency(given.agency);
      const filter = { ...given, budget, agency };
      const asked = {
        budget: budget === undefined ? undefined : [parseBudgetId(budget).id],
        agency: agency === undefined ? undefined : [agency],
        year: given.year === undefined ? undefined : [given.year],
        type: given.type === undefined ? undefined : [given.type],
      };
      const newest = await this.queries.execute(new NewestChangesOf(asked, SHOWN_CHANGES, at));
      const [first] = newest.changes;
      const isOld =
        at !== undefined &&
        (await this.queries.execute(new NewestChangesOf(asked, 1))).changes[0]?.id !== first?.id;
      return {
        title: say('变更流', 'Changes'),
        part: '/changes',
        ...(at === undefined && { scripts: ['stream'] }),
        children: await this.named(
          [
            ...(budget === undefined ? [] : [budget]),
            ...newest.changes.flatMap((each) => each.budget ?? []),
          ],
          newest.position,
          await this.claimed(
            newest.changes.flatMap((each) =>
              each.type === 'LineCorrected'
                ? [{ budget: each.budget!, claim: each.data.claim }]
                : [],
            ),
            <Changes
              asked={asTexts(filter)}
              newest={newest}
              shown={{
                path: '/changes',
                asked: asTexts(filter),
                position: String(newest.position),
              }}
              isAtPosition={at !== undefined}
              isOld={isOld}
              budgets={await this.names.budgets(say, [budget])}
              agencies={await this.names.agencies(agency)}
            />,
          ),
        ),
      };
    });
  }

  private async found(
    report: AuditReport['report'],
    filter: {
      readonly budget?: string | undefined;
      readonly person?: string | undefined;
      readonly line?: string | undefined;
      readonly kind?: string | undefined;
      readonly rule?: AuditException['rule'] | undefined;
      readonly from?: CivilDate | undefined;
      readonly until?: CivilDate | undefined;
      readonly agency?: string | undefined;
      readonly year?: number | undefined;
      readonly position?: bigint | undefined;
    },
    part: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly found: AuditReport; readonly next: string | null }> {
    switch (report) {
      case 'changes':
      case 'late': {
        const late = report === 'late' ? { lateDays: LATE_DAYS } : {};
        const { items, next } = await this.queries.execute(
          new AuditChanges({ ...filter, ...late }, part),
        );
        return { found: { report, items }, next };
      }
      case 'exceptions': {
        const { items, next } = await this.queries.execute(new AuditExceptions(filter, part));
        return { found: { report, items }, next };
      }
      case 'in-transit': {
        const { items, next } = await this.queries.execute(new TransfersInTransit(filter, part));
        return { found: { report, items }, next };
      }
    }
  }

  /** A part of a page that calls these budgets by their names, as they were called at the position of the page. */
  private async named(budgets: readonly string[], position: bigint, children: ComponentChildren) {
    const named = await this.queries.execute(new NamesOfBudgets({ budgets, position }));
    const names = new Map(named.map((each) => [String(each.budget), each]));
    return <BudgetNames.Provider value={names}>{children}</BudgetNames.Provider>;
  }

  /** A part of a page that calls the rows of these claims as they are printed. */
  private async claimed(
    entries: readonly { readonly budget: string; readonly claim?: ClaimCell | null | undefined }[],
    children: ComponentChildren,
  ) {
    const claims = entries.flatMap(({ budget, claim }) => (claim ? [{ budget, claim }] : []));
    const rows = await this.queries.execute(new RowsOfClaims(claims));
    return <ClaimRows.Provider value={rows}>{children}</ClaimRows.Provider>;
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    lang: Language | undefined,
    content: (say: Say) => Promise<Content>,
  ): Promise<string> {
    const language = pageLanguage(lang, request.headers.cookie);
    const shown = await content(sayIn(language));
    reply.headers(PAGE_HEADERS);
    // What a person saw is not in the browser for the next one.
    if (request.admitted !== undefined) reply.header('Cache-Control', 'no-store');
    if (lang !== undefined)
      reply.header('Set-Cookie', languageCookie(lang, this.sessions.isSecure()));
    const person = personOf(request);
    const { position } = request.query as { readonly position?: string };
    const children = (
      <AskedPosition.Provider value={position}>{shown.children}</AskedPosition.Provider>
    );
    return shown.isPart === true
      ? pagePart({ language, person, children })
      : pageDocument({ ...shown, language, url: request.url, person, children });
  }

  /** A page of one budget: its head, and the part that `content` gives. */
  private budgetPage(
    request: FastifyRequest,
    reply: FastifyReply,
    lang: Language | undefined,
    text: string,
    part: BudgetPart,
    question: Asked<typeof ofBudget>,
    content: (
      budget: BudgetId,
      question: Asked<typeof ofBudget>,
      moment: Moment,
      say: Say,
    ) => Promise<{
      readonly kept?: Readonly<Record<string, string | undefined>>;
      /** What the question resolved to. */
      readonly position: string;
      readonly after?: string | undefined;
      /** The scripts of this part, beside those of all parts. */
      readonly scripts?: readonly string[];
      readonly children: ComponentChildren;
      /** What stands below the figures, whatever the sliders say. */
      readonly below?: ComponentChildren;
    }>,
  ): Promise<string> {
    return this.page(request, reply, lang, async (say) => {
      const { id } = parseBudgetId(text);
      const ask = async (wanted: Asked<typeof ofBudget>) => {
        const { unit: _, ...given } = wanted;
        const newest = await this.queries.execute(new ShownPosition());
        const times = { ...given, position: given.position ?? newest };
        const standing = await this.queries.execute(new StandingOf(id, times));
        const isNewest = async () =>
          (given.position === undefined && given.recorded === undefined) ||
          standing.asOf.position ===
            (await this.queries.execute(new StandingOf(id, { position: newest }))).asOf.position;
        const found = await content(id, wanted, { times, standing, isNewest }, say);
        const own = standing.asOf.position;
        const at = BigInt(own) > BigInt(found.position) ? own : found.position;
        return { found, standing, at, position: times.position };
      };
      const { found, standing, at, position } = await ask(question);
      const { kept, after: place, scripts = [], children, below } = found;
      const { position: _asked, ...newest } = question;
      const isOld = await isOutdated(question.position, at, async () => (await ask(newest)).at);
      const figures = await this.named(
        standing.incoming.map(({ from }) => from),
        position,
        <Figures
          {...{
            budget: id,
            standing,
            part,
            question: asTexts(question),
            kept,
            position: String(position),
            isEmpty: at === '0',
            isOld,
          }}
          after={place}
        >
          {children}
        </Figures>,
      );
      if (SHOWN in request.headers) return { title: id, isPart: true, children: figures };
      const [shown] = await this.queries.execute(new NamesOfBudgets({ budgets: [id], position }));
      if (shown === undefined) throw noSuchBudget(id);
      return {
        title: `${shown.agency.name} ${shown.fiscalYear}`,
        part: '/',
        scripts: ['live', 'forms', ...scripts],
        children: (
          <BudgetFrame
            budget={shown}
            part={part}
            question={asTexts(question)}
            {...(kept !== undefined && { kept })}
            moments={await this.queries.execute(new MomentsOf(id, MOMENTS_MAX))}
          >
            {figures}
            {below}
          </BudgetFrame>
        ),
      };
    });
  }

  /** The position of a list over all budgets, the newest where none is asked for, and whether more is recorded since. */
  private async shownAt(asked: bigint | undefined) {
    const newest = await this.queries.execute(new ShownPosition());
    return { position: asked ?? newest, isOld: asked !== undefined && asked < newest };
  }

  private async printedLines(sha256: string): Promise<PrintedLines> {
    const { content, file } = await this.queries.execute(new ContentOfDocument(sha256));
    return this.queries.execute(new PrintedLinesOf({ bytes: content, name: file }));
  }

  private async documentsOf(
    budget: BudgetId,
    position: bigint,
  ): Promise<readonly DocumentAnswer[]> {
    const { agency, fiscalYear } = parseBudgetId(budget);
    const { items } = await this.queries.execute(
      new ListDocuments({ agency, year: fiscalYear, position }),
    );
    return items.filter((each) => each.budget === budget);
  }
}

/** @throws {Refusal} `not-found`: no budget has such a table. */
const tableOf = (number: string): number | string => {
  const table = tableCalled(number);
  if (table === undefined)
    throw new Refusal('not-found', `There is no table ${number} in the form of a budget.`);
  return table;
};

/** @throws {Refusal} `unknown-parameter`: a filter asks for what is none of the fields; it would be ignored. */
const refuseOthers = (
  asked: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): void => {
  const keys = Object.keys(asked).filter(
    (name) => asked[name] !== undefined && !fields.includes(name),
  );
  if (keys.length > 0)
    throw validationRefusal([{ code: 'unrecognized_keys', message: '', keys }], asked, 'parameter');
};

/** What a question asks, as texts for an address. */
const asTexts = (
  question: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(question).map(([name, value]) => [
      name,
      value === undefined ? undefined : String(value),
    ]),
  );

/** What amendments would move on each line, in yuan, by its key. */
const movedBy = (amendments: readonly AmendmentAnswer[]): ReadonlyMap<string, string> => {
  const moved = new Map<string, bigint>();
  for (const { key, before, after } of amendments.flatMap(({ legs }) => legs))
    moved.set(key, (moved.get(key) ?? 0n) + toFen(after) - toFen(before));
  return new Map([...moved].map(([key, fen]) => [key, fromFen(fen)]));
};

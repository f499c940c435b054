import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type RawBuilder } from 'kysely';
import { Refusal } from '../../domain/errors.js';
import { isBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { lineSubject, parseLineKey, type LineKey } from '../../domain/values/line.js';
import { refuseInvalidText } from '../../domain/values/text.js';
import { POSITION_MAX } from '../../domain/values/as-of.js';
import { refuseFutureQuestion } from '../../ledger/refuse-future-question.js';
import { EventLog } from '../../log/event-log.js';
import { searchWords } from '../../text/fold.js';
import { pageOf, placeIn, type PageRequest } from '../../validation/page.js';
import { stoppedBudgets, stoppedMark } from '../../views/stopped-budgets.js';
import { seesBudget } from '../../views/reach-filter.js';
import { Views } from '../../views/views-database.js';
import { namedBudgetsWithoutRow } from '../named-budgets.js';
import type { SearchAnswer, SearchHit } from './search.answer.js';

/** How many hits are answered without a limit. */
const HITS = 100;
const TEXT_CHARS_MAX = 100;

/** The places of a text in all budgets, whatever stands before and after it. */
export class SearchFor extends Query<SearchAnswer> {
  constructor(
    readonly text: string,
    readonly page: PageRequest = {},
    readonly options: {
      /** By what was recorded up to this position of the log. */
      readonly position?: bigint | undefined;
    } = {},
  ) {
    super();
  }
}

/** A hit, and its place in the order of hits: the section, and the key in it. */
interface Found {
  readonly hit: SearchHit;
  readonly place: Place;
}
type Place = readonly [section: number, ...key: string[]];

/** One section of the answer: the hits after a key, at most `limit`, by what was recorded up to a position. */
type Section = (
  words: string,
  position: bigint,
  after: readonly string[] | undefined,
  limit: number,
) => Promise<readonly Found[]>;

/**
 * Searches the views: names of agencies, names and codes of lines, projects, and reasons of changes. Width, case and white space do
 * not matter; a code is found by its first digits. Budgets that a view stopped at are named beside the hits.
 *
 * @throws {Refusal} `malformed`: the text is blank or longer than {@link TEXT_CHARS_MAX} characters, or `after` is not the `next` of
 *   an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(SearchFor)
export class SearchForHandler implements IQueryHandler<SearchFor> {
  readonly #sections: readonly Section[] = [
    (...asked) => this.agencies(...asked),
    (...asked) => this.lines(...asked),
    (...asked) => this.reasons(...asked),
  ];

  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({
    text,
    page: { limit = HITS, after },
    options: { position },
  }: SearchFor): Promise<SearchAnswer> {
    await refuseFutureQuestion(this.views, this.log, { position });
    const words = searchWords(text);
    if (words === '' || [...words].length > TEXT_CHARS_MAX)
      throw new Refusal(
        'malformed',
        `A search is for a text of 1 to ${TEXT_CHARS_MAX} characters.`,
      );
    const [first, ...key] = after === undefined ? [0] : placeOf(after);
    const found: Found[] = [];
    for (const [section, search] of this.#sections.entries())
      if (section >= first && found.length <= limit)
        found.push(
          ...(await search(
            words,
            position ?? POSITION_MAX,
            section === first && after !== undefined ? key : undefined,
            limit + 1 - found.length,
          )),
        );
    const { items, next } = pageOf(found, { limit }, ({ place }) => cursorOf(place));
    const stopped = await stoppedBudgets(this.views);
    return {
      items: items.map(({ hit }) => ({ ...hit, ...stoppedMark(stopped, hit.budget) })),
      next,
      ...(stopped.size > 0 && { stopped: [...stopped].filter(isBudgetId).toSorted() }),
    };
  }

  /** The budgets of agencies that have, or had, such a name. There are few agencies: their names are compared here. */
  private async agencies(
    words: string,
    position: bigint,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<readonly Found[]> {
    const names = new Map<string, string>();
    for (const { agency, name } of await this.views.db
      .selectFrom('agencies')
      .select(['agency', 'name'])
      .where('position', '<=', position)
      .orderBy('position')
      .execute())
      if (searchWords(name).includes(words)) names.set(agency, name);
    if (names.size === 0) return [];
    const [place = ''] = after ?? [];
    const withoutRow = (await namedBudgetsWithoutRow(this.views))
      .filter(({ budget, agency: { code } }) => names.has(code) && budget > place)
      .map(({ budget, agency: { code } }) => ({ budget, agency: code }));
    let query = this.views.db
      .selectFrom('budgets')
      .select(['budget', 'agency'])
      .where('agency', 'in', [...names.keys()])
      .where('opened_position', '<=', position)
      .orderBy('budget')
      .limit(limit);
    if (after !== undefined) query = query.where('budget', '>', place);
    const found = [...(await query.execute()), ...withoutRow]
      .toSorted((a, b) => (a.budget < b.budget ? -1 : 1))
      .slice(0, limit);
    return found.map(({ budget, agency }) => ({
      hit: {
        kind: 'agency',
        budget: budget as BudgetId,
        line: null,
        amendment: null,
        event: null,
        text: names.get(agency)!,
      },
      place: [0, budget],
    }));
  }

  /** A cross join: SQLite reads the names first, and then the lines of those that match, in the order of the answer. */
  private async lines(
    words: string,
    position: bigint,
    after: readonly string[] = ['', '', ''],
    limit: number,
  ): Promise<readonly Found[]> {
    const [name = '', budget = '', line = ''] = after;
    const isCode = sql`n.code like ${`${escaped(words)}%`} escape '\\'`;
    const { rows } = await sql<LineRow>`
      select l.budget, l.line, l.name, ${eventOf('l')} as event, n.name_key
      from search_names n cross join search_lines l
      where l.name_key = n.name_key and ${seesBudget('l.budget')} and (n.words like ${containing(words)} escape '\\' or ${/^\d+$/.test(words) ? isCode : sql`1 = 0`})
        and n.name_key >= ${name} and (n.name_key, l.budget, l.line) > (${name}, ${budget}, ${line})
        and l.position <= ${position} and not exists (
          select 1 from search_lines r where r.budget = l.budget and r.line = l.line and r.position <= ${position}
            and (r.origin < l.origin or (r.origin = l.origin and r.position > l.position)))
      order by n.name_key, l.budget, l.line
      limit ${limit}`.execute(this.views.db);
    return rows.map((row) => ({
      hit: {
        kind: row.line.startsWith('project/') ? 'project' : 'line',
        budget: row.budget,
        line: row.line,
        amendment: null,
        event: row.event,
        text: row.name || lineSubject(parseLineKey(row.line)),
      },
      place: [1, row.name_key, row.budget, row.line],
    }));
  }

  private async reasons(
    words: string,
    upTo: bigint,
    after: readonly string[] = ['', '0'],
    limit: number,
  ): Promise<readonly Found[]> {
    const [budget = '', position = '0'] = after;
    const { rows } = await sql<ReasonRow>`
      select budget, position, ${eventOf('r')} as event, amendment, line, reason
      from search_reasons r
      where words like ${containing(words)} escape '\\' and ${seesBudget('budget')}
        and position <= ${upTo} and (budget, position) > (${budget}, ${BigInt(position)})
      order by budget, position
      limit ${limit}`.execute(this.views.db);
    return rows.map((row) => ({
      hit: {
        kind: row.amendment === null ? 'correction' : 'amendment',
        budget: row.budget,
        line: row.line,
        amendment: row.amendment,
        event: row.event,
        text: row.reason,
      },
      place: [2, row.budget, String(row.position)],
    }));
  }
}

interface LineRow {
  readonly budget: BudgetId;
  readonly line: LineKey;
  readonly name: string;
  readonly event: string | null;
  readonly name_key: string;
}

interface ReasonRow {
  readonly budget: BudgetId;
  readonly position: bigint;
  readonly event: string | null;
  readonly amendment: string | null;
  readonly line: LineKey | null;
  readonly reason: string;
}

/** The id of the event that a row of a table is of; null where the audit trail stopped before it. */
const eventOf = (table: 'l' | 'r'): RawBuilder<string | null> => {
  const [budget, position] = ['budget', 'position'].map((column) => sql.ref(`${table}.${column}`));
  return sql`(select t.id from audit_trail t where t.budget = ${budget} and t.position = ${position})`;
};

const escaped = (words: string): string => words.replaceAll(/[\\%_]/g, String.raw`\$&`);
const containing = (words: string): string => `%${escaped(words)}%`;

const cursorOf = ([section, ...key]: Place): string =>
  `${section}.${key.map((part) => Buffer.from(part).toString('base64url')).join('.')}`;

const placeOf = (after: string): Place => {
  const form = /^(?:(0)\.([\w-]+)|(1)\.([\w-]*)\.([\w-]+)\.([\w-]+)|(2)\.([\w-]+)\.([\w-]+))$/;
  const [section, ...key] = placeIn(after, form, '0.YS0yMDI0LXVuaXQ').filter(
    (part) => part !== undefined,
  );
  const parts = key.map((part) => Buffer.from(part, 'base64url').toString());
  parts.forEach(refuseInvalidText);
  // The last part of a place among the reasons is a position.
  if (section === '2') placeIn(parts[1]!, /^(\d{1,18})$/, '42');
  return [Number(section), ...parts];
};

import {
  AliasNode,
  FromNode,
  IdentifierNode,
  JoinNode,
  OperationNodeTransformer,
  sql,
  TableNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformResultArgs,
  type QueryResult,
  type RawBuilder,
  type RootOperationNode,
  type SqlBool,
  type UnknownRow,
} from 'kysely';
import { seen } from '../access/access.js';
import type { Reach } from '../access/reach.js';
import type { ViewsSchema } from './schema.js';
import { quoted } from './sql-dialect.js';

/** What a row is about: a column with the id of a budget, the code of an agency, or the name of a stream. */
type Owner =
  { readonly budget: string } | { readonly agency: string } | { readonly stream: string };

/**
 * Whose each row is. Null: the table holds nothing of a budget, or only what is found through another table. The type makes it
 * complete, so that a new table cannot be forgotten.
 */
const OWNERS: Readonly<Record<keyof ViewsSchema, Owner | null>> = {
  agencies: { agency: 'agency' },
  agency_names: { agency: 'agency' },
  amendments: { budget: 'budget' },
  approvals: { budget: 'budget' },
  audit_trail: { budget: 'budget' },
  budgets: { budget: 'budget' },
  cell_corrections: { budget: 'budget' },
  change_register: { budget: 'budget' },
  current_lines: { budget: 'budget' },
  documents: { budget: 'budget' },
  executions: { budget: 'budget' },
  finding_decisions: { budget: 'budget' },
  findings: { budget: 'budget' },
  idempotency_keys: { stream: 'stream' },
  line_links: { budget: 'budget' },
  line_revisions: { budget: 'budget' },
  printed_cells: { budget: 'budget' },
  projections: null,
  raised_findings: { budget: 'budget' },
  search_lines: { budget: 'budget' },
  search_names: null,
  search_reasons: { budget: 'budget' },
  stopped_budgets: { budget: 'budget' },
  transfers: { budget: 'giver' },
  views_origin: null,
  year_over_year: { budget: 'budget' },
};

/** `LIKE` patterns of the values that an owner's column may have. */
const patternsOf = (
  owner: Owner,
  reach: Reach,
): { column: string; patterns: readonly string[] } => {
  if ('budget' in owner) return { column: owner.budget, patterns: reach.budgets };
  if ('agency' in owner) return { column: owner.agency, patterns: reach.agencies };
  return { column: owner.stream, patterns: reach.streams };
};

/** The SQL of the name of the stream that a row of a table is about, see {@link OWNERS}; null where it is about none. */
export const streamOfRow = (table: string): string | null => {
  const owner = OWNERS[table as keyof ViewsSchema] as Owner | null | undefined;
  if (owner === undefined || owner === null) return null;
  if ('budget' in owner) return `'budget-' || ${quoted(owner.budget)}`;
  if ('agency' in owner) return `'agency-' || ${quoted(owner.agency)}`;
  return quoted(owner.stream);
};

const matchesAny = (column: string, patterns: readonly string[]): RawBuilder<SqlBool> =>
  patterns.length === 0
    ? sql`1 = 0`
    : sql`(${sql.join(
        patterns.map((pattern) => sql`${sql.ref(column)} like ${pattern} escape '\\'`),
        sql` or `,
      )})`;

/** For SQL that is written by hand: that the caller sees the budget in a column. True where nothing limits the caller. */
export const seesBudget = (column: string): RawBuilder<SqlBool> => {
  const reach = seen();
  return reach === undefined ? sql`1 = 1` : matchesAny(column, reach.budgets);
};

/**
 * Replaces each table that a query reads by its rows that the caller may see, so that no query needs to remember it. What stands
 * in SQL written by hand is not seen: see {@link seesBudget}.
 */
class Filter extends OperationNodeTransformer {
  constructor(private readonly reach: Reach) {
    super();
  }

  protected override transformFrom(node: FromNode): FromNode {
    const { froms } = super.transformFrom(node);
    return { ...node, froms: froms.map((each) => this.filtered(each)) };
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const join = super.transformJoin(node);
    return { ...join, table: this.filtered(join.table) };
  }

  private filtered(node: OperationNode): OperationNode {
    const table = AliasNode.is(node) ? node.node : node;
    if (!TableNode.is(table)) return node;
    const name = table.table.identifier.name;
    const owner = OWNERS[name as keyof ViewsSchema] as Owner | null | undefined;
    if (owner === undefined || owner === null) return node;
    const { column, patterns } = patternsOf(owner, this.reach);
    const rows = sql`(select * from ${sql.table(name)} where ${matchesAny(column, patterns)})`;
    return AliasNode.create(
      rows.toOperationNode(),
      AliasNode.is(node) ? node.alias : IdentifierNode.create(name),
    );
  }
}

/** Limits what is read to what the caller sees. */
export const reachFilter: KyselyPlugin = {
  transformQuery: ({ node }): RootOperationNode => {
    const reach = seen();
    return reach === undefined ? node : new Filter(reach).transformNode(node);
  },
  transformResult: ({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> =>
    Promise.resolve(result),
};

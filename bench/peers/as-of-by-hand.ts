import { Client } from 'pg';
import type { BudgetId } from '../../src/domain/values/budget-id.js';

const EXPENDITURE = ['expenditure/', 'expenditure0'];

/** The queries behind table 3 as of a date, written by hand. */
const QUERIES = {
  last: `SELECT position, recorded_at, version FROM audit_trail WHERE budget = $1 ORDER BY position DESC LIMIT 1`,
  lines: `SELECT line, sum(delta) AS adjusted,
      sum(CASE WHEN kind IN ('original', 'discontinued') THEN delta ELSE 0 END) AS original,
      sum(CASE WHEN kind IN ('original', 'discontinued') THEN 0 ELSE 1 END) AS amendments,
      max(position) AS position,
      max(CASE WHEN kind = 'discontinued' THEN position ELSE 0 END) AS gone
    FROM line_revisions
    WHERE budget = $1 AND line >= $2 AND line < $3 AND position <= $4 AND effective_on <= $5
    GROUP BY line ORDER BY line`,
  document: `SELECT document, position FROM documents WHERE budget = $1 AND position <= $2 ORDER BY position DESC LIMIT 1`,
  names: `SELECT line, name FROM current_lines WHERE budget = $1`,
} as const;

/** Runs the queries on its own connection. */
export class AsOfByHand {
  private constructor(private readonly client: Client) {}

  static async connect(address: string): Promise<AsOfByHand> {
    const client = new Client({
      connectionString: address,
      options: '-c search_path=budget_ledger',
    });
    await client.connect();
    return new AsOfByHand(client);
  }

  async ask(budget: BudgetId, effective: string): Promise<number> {
    const { rows } = await this.query('last', [budget]);
    const { position } = rows[0] as { position: string };
    const lines = await this.query('lines', [budget, ...EXPENDITURE, position, effective]);
    await this.query('document', [budget, position]);
    await this.query('names', [budget]);
    return lines.rows.length;
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private query(name: keyof typeof QUERIES, values: readonly string[]) {
    return this.client.query({ name, text: QUERIES[name], values: [...values] });
  }
}

import type { QueryBus } from '@nestjs/cqrs';
import { ListAgencies } from '../../agencies/list-agencies.query.js';
import { NamesOfBudgets } from '../../budgets/names-of-budgets.query.js';
import { Refusal } from '../../domain/errors.js';
import { isAgencyCode, isBudgetId } from '../../domain/values/budget-id.js';
import { offeredAgencies, type NamedAgency } from './agency-names.js';
import { offeredNames, type NamedBudget } from './budget-names.js';
import type { Say } from './language.js';

/** How many budgets or agencies a field offers at most; any other can be typed. */
const OFFERED_MAX = 500;

/** The names by which fields offer budgets and agencies, and the ids that people mean by them. */
export class Names {
  constructor(private readonly queries: QueryBus) {}

  /** The budgets that a field offers. `year`: those of one year. */
  budgets(year?: number): Promise<readonly NamedBudget[]> {
    return this.queries.execute(new NamesOfBudgets({ year }, OFFERED_MAX));
  }

  /** The agencies that a field offers. */
  async agencies(): Promise<readonly NamedAgency[]> {
    return (await this.queries.execute(new ListAgencies({ limit: OFFERED_MAX }))).items;
  }

  /**
   * The ids of budgets that fields name by their ids, as they offer them, or by a part of one name.
   *
   * @throws {Refusal} `not-found`: a text names none, or several.
   */
  async idsOfBudgets(
    texts: readonly (string | undefined)[],
    say: Say,
  ): Promise<readonly (string | undefined)[]> {
    if (texts.every((text) => text === undefined || isBudgetId(text))) return texts;
    const names = offeredNames(await this.queries.execute(new NamesOfBudgets()), say);
    return texts.map((text) =>
      text === undefined || isBudgetId(text) ? text : meant(text, names),
    );
  }

  /**
   * The code of an agency that a field names by its code, as it offers it, or by a part of one name.
   *
   * @throws {Refusal} `not-found`: the text names none, or several.
   */
  async codeOfAgency(text: string | undefined): Promise<string | undefined> {
    if (text === undefined || isAgencyCode(text)) return text;
    const { items } = await this.queries.execute(new ListAgencies());
    return meant(text, offeredAgencies(items));
  }
}

/** The id of the one name that is, or has in it, a text. */
const meant = (text: string, names: ReadonlyMap<string, string>): string => {
  const all = [...names];
  const exact = all.find(([, name]) => name === text);
  const found = exact ? [exact] : all.filter(([, name]) => name.includes(text.trim()));
  if (found.length === 1) return found[0]![0];
  throw new Refusal(
    'not-found',
    found.length === 0
      ? `There is none that is called "${text}": choose one of the list.`
      : `Several names have "${text}" in them: choose one of the list.`,
  );
};

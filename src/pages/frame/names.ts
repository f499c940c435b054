import type { QueryBus } from '@nestjs/cqrs';
import { ListAgencies } from '../../agencies/list-agencies.query.js';
import { NamesOfBudgets } from '../../budgets/names-of-budgets.query.js';
import { isAgencyCode, isBudgetId } from '../../domain/values/budget-id.js';
import { budgetName, type NamedBudget } from './budget-names.js';
import { sayIn, type Say } from './language.js';
import { ENOUGH_NAMES, idMeant, namesApart, type NamesById } from './names-apart.js';

/** The names by which fields offer budgets and agencies, and the ids that people mean by them. */
export class Names {
  constructor(private readonly queries: QueryBus) {}

  /** The names of budgets that a field offers, and of those in it. `year`: those of one year. */
  async budgets(
    say: Say,
    asked: readonly (string | undefined)[] = [],
    year?: number,
  ): Promise<NamesById> {
    const named = await this.queries.execute(new NamesOfBudgets({ year, limit: ENOUGH_NAMES }));
    const offered = new Set<string>(named.map(({ budget }) => budget));
    const budgets = asked.filter((id) => id !== undefined && !offered.has(id)) as string[];
    const others = await this.queries.execute(new NamesOfBudgets({ budgets }));
    return namesOf([...named, ...others], say);
  }

  /** The names of agencies that a field offers, and of the one in it. */
  async agencies(asked?: string): Promise<NamesById> {
    const names = await this.namesOfAgencies(ENOUGH_NAMES);
    if (asked === undefined || names.has(asked) || names.size < ENOUGH_NAMES) return names;
    const name = (await this.namesOfAgencies()).get(asked);
    return name === undefined ? names : new Map([...names, [asked, name]]);
  }

  /**
   * The ids of budgets that fields name by their ids, by their names in any language, or by a part of one name.
   *
   * @throws {Refusal} `not-found`: a text names none, or several.
   */
  async idsOfBudgets(
    texts: readonly (string | undefined)[],
  ): Promise<readonly (string | undefined)[]> {
    if (texts.every((text) => text === undefined || isBudgetId(text))) return texts;
    const budgets = await this.queries.execute(new NamesOfBudgets());
    const names = (['zh', 'en'] as const).map((each) => namesOf(budgets, sayIn(each)));
    return texts.map((text) =>
      text === undefined || isBudgetId(text) ? text : idMeant(text, ...names),
    );
  }

  /**
   * The code of an agency that a field names by its code, by its name, or by a part of one name.
   *
   * @throws {Refusal} `not-found`: the text names none, or several.
   */
  async codeOfAgency(text: string | undefined): Promise<string | undefined> {
    if (text === undefined || isAgencyCode(text)) return text;
    return idMeant(text, await this.namesOfAgencies());
  }

  private async namesOfAgencies(limit?: number): Promise<NamesById> {
    const { items } = await this.queries.execute(new ListAgencies({ limit }));
    return namesApart(items.map(({ code, name }) => ({ id: code, name })));
  }
}

const namesOf = (budgets: readonly NamedBudget[], say: Say): NamesById =>
  namesApart(budgets.map((each) => ({ id: each.budget, name: budgetName(each, say) })));

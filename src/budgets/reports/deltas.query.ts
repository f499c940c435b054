import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { showsLine, TABLE_CONTENTS } from '../../domain/tables/table-kind.js';
import { deltaOf, withoutBase, type Delta } from '../../domain/values/delta.js';
import {
  firstDigits,
  parseLineKey,
  partsOf,
  type LineKey,
  type LineName,
  type RevenueSource,
  type Schedule,
} from '../../domain/values/line.js';
import { fromSigned, inUnit, type Yuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import type { AsOfWithLegs, Bounds } from '../as-of/as-of.js';
import { executedAsOf } from '../as-of/executed.js';
import { linesAsOf, type LineAsOf } from '../as-of/lines-as-of.js';
import { resolveWithPrior } from '../as-of/with-prior.js';
import { MEASURE_NAMES, statutoryName } from '../../domain/classification/statutory-name.js';
import { continuedLines, linksAsOf } from '../lines/line-links.js';
import type { LineLink } from '../../domain/continuity/continuity.js';
import type { Against } from './against.js';
import { suggestionsFor } from './suggestions.js';
import { judge, statedChanges, type StatedDelta } from './stated-changes.js';
import type { DeltaRow, DeltasAnswer, StatedAnswer } from './deltas.answer.js';

/** The cuts of the deltas: 类, 款, 项, economic item, basic and project, 三公经费, and project by project. */
export const CUTS = [
  'class',
  'group',
  'item',
  'economic',
  'split',
  'three-public',
  'project',
] as const;
/** By which rows the changes are summed. */
export type Cut = (typeof CUTS)[number];

/** The changes of a budget against a base, row by row of a cut, including rows that only one of the two has. */
export class DeltasOf extends Query<DeltasAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly against: Against = 'prior-budget',
    readonly by: Cut = 'class',
    readonly asOf: AsOfWithLegs = {},
  ) {
    super();
  }
}

interface BaseQuestion {
  readonly against: Against;
  readonly by: Cut;
  readonly lines: readonly LineAsOf[];
  /** The lines on the date that is compared with; null where the base is no date. */
  readonly dateLines: readonly LineAsOf[] | null;
  readonly priorLines: readonly LineAsOf[] | null;
  readonly priorExecuted: ReadonlyMap<string, bigint> | null;
}

/** One row of a cut. */
interface Row {
  readonly code: string | null;
  readonly measure: DeltaRow['measure'];
}

/**
 * Compares the sums of the lines with those of the base, and with what the documents state.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the
 *   position.
 */
@QueryHandler(DeltasOf)
export class DeltasOfHandler implements IQueryHandler<DeltasOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, against, by, asOf }: DeltasOf): Promise<DeltasAnswer> {
    const { bounds, prior } = await resolveWithPrior(this.views, this.log, budget, asOf);
    const schedules = SCHEDULES_OF[by];
    const lines = await linesAsOf(this.views, bounds, schedules);
    const links = prior === null ? [] : await linksAsOf(this.views, bounds, prior.budget);
    const recorded = prior === null ? null : await linesAsOf(this.views, prior, schedules);
    const priorLines = recorded && continuedLines(recorded, links);
    const dateLines =
      typeof against === 'string'
        ? null
        : await linesAsOf(this.views, { ...bounds, effective: against.effective }, schedules);
    const priorExecuted = prior === null ? null : await this.executed(prior, by);
    const base = baseOf({ against, by, lines, dateLines, priorLines, priorExecuted });
    const statements = await statedChanges(this.views, bounds);

    const current = sums(by, lines, ({ adjusted }) => adjusted);
    const originals = sums(by, lines, ({ original }) => original);
    const priorOriginals = priorLines && sums(by, priorLines, ({ original }) => original);
    const isAppropriated = [...lines, ...(priorLines ?? [])].every(isOfAppropriation);
    const names = namesOf([...lines, ...(recorded ?? []), ...(dateLines ?? [])]);
    // A row that only the execution has is of no line: the classification names it.
    const nameOf = (code: string): string =>
      names.get(`${by} ${code}`) || statutoryName(SCHEDULES_OF[by][0]!, code) || '';
    const followed = FOLLOWING.has(against) && recorded ? following(by, recorded, links) : null;
    const row = ({ code, measure }: Row): DeltaRow => {
      const key = marginKey({ code, measure });
      const now = current.get(key) ?? null;
      const delta = base === null ? withoutBase(now) : deltaOf(base.get(key) ?? null, now);
      const stated =
        measure === 'total'
          ? judge(statementsOf(by, code, statements, isAppropriated), originals.get(key) ?? null, {
              original: priorOriginals && (priorOriginals.get(key) ?? 0n),
              executed: priorExecuted && (priorExecuted.get(key) ?? 0n),
            })
          : null;
      const shown = by === 'three-public' ? inTenThousands(delta, stated) : { ...delta, stated };
      return {
        code,
        name: code === null ? MEASURE_NAMES.total : nameOf(code),
        measure,
        ...shown,
        ...followed?.(key),
      };
    };
    const keys = new Set([...current.keys(), ...(base?.keys() ?? [])]);
    const rows = [...keys].map(parseMarginKey).sort(byCodeAndMeasure);
    return {
      budget,
      against: {
        kind: typeof against === 'string' ? against : 'as-of',
        budget:
          typeof against !== 'string' || against === 'original' ? budget : (prior?.budget ?? null),
        ...(typeof against === 'string' ? {} : { effective: against.effective }),
      },
      unit: by === 'three-public' ? '万元' : '元',
      rows: rows
        .filter(({ code, measure }) => (by === 'split' ? measure !== 'total' : code !== null))
        .map(row),
      total: row({ code: null, measure: 'total' }),
      ...(by === 'project' && FOLLOWING.has(against) && recorded
        ? { suggestions: suggestionsFor(lines, recorded, links) }
        : {}),
      asOf: bounds.asOf,
    };
  }

  /** What the prior year spent, by row; null when nothing is recorded, or not for this cut. */
  private async executed(prior: Bounds, by: Cut): Promise<ReadonlyMap<string, bigint> | null> {
    const { figures, total } = await executedAsOf(this.views, prior);
    if (total === null || !(by === 'class' || by === 'group' || by === 'item')) return null;
    const margins = new Map([[marginKey({ code: null, measure: 'total' }), total]]);
    for (const { function: item, expenditure, fen } of figures) {
      const code = item.slice(0, DIGITS[by]);
      for (const measure of expenditure === null
        ? (['total'] as const)
        : (['total', ...partsOf(expenditure)] as const)) {
        const key = marginKey({ code, measure });
        margins.set(key, (margins.get(key) ?? 0n) + fen);
      }
    }
    return margins;
  }
}

const baseOf = ({
  against,
  by,
  lines,
  dateLines,
  priorLines,
  priorExecuted,
}: BaseQuestion): ReadonlyMap<string, bigint> | null => {
  if (typeof against !== 'string')
    return dateLines && sums(by, dateLines, ({ adjusted }) => adjusted);
  switch (against) {
    case 'original':
      return sums(by, lines, ({ original }) => original);
    case 'prior-budget':
      return priorLines && sums(by, priorLines, ({ original }) => original);
    case 'prior-adjusted':
      return priorLines && sums(by, priorLines, ({ adjusted }) => adjusted);
    case 'prior-execution':
      return priorExecuted;
  }
};

/** The bases that follow links. What the prior year spent is recorded by function and not by line. */
const FOLLOWING: ReadonlySet<Against> = new Set(['prior-budget', 'prior-adjusted']);

/** What the links bring into a row, and take from it, by its key. A link within a row changes nothing there. */
const following = (
  by: Cut,
  priorLines: readonly LineAsOf[],
  links: readonly LineLink[],
): ((key: string) => Pick<DeltaRow, 'linked' | 'continuedIn'>) => {
  const known = new Set(priorLines.map(({ key }) => key));
  const linked = new Map<string, LinkedLines>();
  const continuedIn = new Map<string, LinkedLines>();
  const add = (to: Map<string, LinkedLines>, key: string, line: LineKey, weight: string) =>
    to.set(key, [...(to.get(key) ?? []), { line, weight }]);
  for (const { line, from, weight } of links) {
    if (!known.has(from.line)) continue;
    const into = rowsOf(by, parseLineKey(line)).map(marginKey);
    const outOf = rowsOf(by, parseLineKey(from.line)).map(marginKey);
    for (const key of into) if (!outOf.includes(key)) add(linked, key, from.line, weight);
    for (const key of outOf) if (!into.includes(key)) add(continuedIn, key, line, weight);
  }
  return (key) => ({
    ...(linked.has(key) && { linked: linked.get(key)! }),
    ...(continuedIn.has(key) && { continuedIn: continuedIn.get(key)! }),
  });
};

type LinkedLines = NonNullable<DeltaRow['linked']>;

/** The name of each row: as its line was recorded, else as the classification has it. */
const namesOf = (lines: readonly LineAsOf[]): ReadonlyMap<string, string> => {
  const leaves = new Map<LineKey, string>();
  for (const { key, name } of lines) if (!leaves.get(key)) leaves.set(key, name);
  const names = new Map<string, string>();
  for (const cut of CUTS)
    for (const { key, line } of lines)
      for (const { code } of rowsOf(cut, line)) {
        if (code === null || names.has(`${cut} ${code}`)) continue;
        const leaf = leaves.get(key)!;
        const isLeaf = cut === 'item' || (cut === 'economic' && code.length === 5);
        names.set(
          `${cut} ${code}`,
          (isLeaf && leaf) || statutoryName(line.schedule, code) || (isLeaf ? leaf : ''),
        );
      }
  return names;
};

const SCHEDULES_OF: Record<Cut, readonly Schedule[]> = {
  class: ['expenditure'],
  group: ['expenditure'],
  item: ['expenditure'],
  economic: ['economic'],
  split: ['expenditure', 'economic'],
  'three-public': ['three-public'],
  project: ['project'],
};

const THREE_PUBLIC = TABLE_CONTENTS['three-public'];

const DIGITS = { class: 3, group: 5, item: 7 } as const;

/** The rows of a cut in which a line counts. */
const rowsOf = (by: Cut, line: LineName): readonly Row[] => {
  switch (by) {
    case 'class':
    case 'group':
    case 'item': {
      if (line.schedule !== 'expenditure') return [];
      const code = firstDigits(line.function, DIGITS[by]);
      return [
        { code, measure: 'total' },
        ...partsOf(line.expenditure).map((measure): Row => ({ code, measure })),
        { code: null, measure: 'total' },
      ];
    }
    case 'economic':
      if (line.schedule !== 'economic') return [];
      return [
        ...[...new Set([firstDigits(line.economic, 3), line.economic])].flatMap((code): Row[] => [
          { code, measure: 'total' },
          ...partsOf(line.cost).map((measure): Row => ({ code, measure })),
        ]),
        { code: null, measure: 'total' },
      ];
    case 'split':
      if (line.schedule === 'expenditure')
        return [
          ...partsOf(line.expenditure).map((measure): Row => ({ code: null, measure })),
          { code: null, measure: 'total' },
        ];
      return line.schedule === 'economic'
        ? partsOf(line.cost).map((measure): Row => ({ code: null, measure }))
        : [];
    case 'three-public':
      if (line.schedule !== 'three-public') return [];
      return [
        { code: line.category, measure: 'total' },
        ...(showsLine(THREE_PUBLIC, 'vehicles', line)
          ? [{ code: 'vehicles', measure: 'total' } as const]
          : []),
        ...(showsLine(THREE_PUBLIC, 'total', line)
          ? [{ code: null, measure: 'total' } as const]
          : []),
      ];
    case 'project':
      if (line.schedule !== 'project') return [];
      return [
        { code: line.project, measure: 'total' },
        { code: null, measure: 'total' },
      ];
  }
};

/** A total has no code; the code of a project is its name, which may be empty. */
const marginKey = ({ code, measure }: Row): string =>
  code === null ? measure : `${measure} ${code}`;
const parseMarginKey = (key: string): Row => {
  const [measure, ...code] = key.split(' ');
  return {
    code: code.length === 0 ? null : code.join(' '),
    measure: measure as DeltaRow['measure'],
  };
};

const MEASURES: readonly DeltaRow['measure'][] = [
  'total',
  'basic',
  'project',
  'personnel',
  'public',
];
const byCodeAndMeasure = (a: Row, b: Row): number =>
  a.code === b.code
    ? MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure)
    : (a.code ?? '') < (b.code ?? '')
      ? -1
      : 1;

const sums = (
  by: Cut,
  lines: readonly LineAsOf[],
  fen: (line: LineAsOf) => bigint,
): Map<string, bigint> => {
  const margins = new Map<string, bigint>();
  for (const line of lines)
    for (const row of rowsOf(by, line.line))
      margins.set(marginKey(row), (margins.get(marginKey(row)) ?? 0n) + fen(line));
  return margins;
};

/**
 * The stated changes of a row: by its code, and for the total those of both sides. `isAppropriated`: whether the budget has no other money
 * than the appropriation.
 */
export const statementsOf = (
  by: Cut,
  code: string | null,
  statements: readonly StatedDelta[],
  isAppropriated: boolean,
): readonly StatedDelta[] => {
  if (by === 'three-public')
    return statements.filter((each) => each.kind === 'three-public' && each.code === code);
  if (by === 'economic' || by === 'project') return [];
  if (code !== null)
    return statements.filter((each) => each.kind === 'function' && each.code === code);
  const ofTotal = statements.filter(({ kind }) => kind === 'total');
  if (ofTotal.length > 0 || !isAppropriated) return ofTotal;
  // Where there is no other money than the appropriation, what is stated of it holds for the total.
  return statements.filter((each) => each.kind === 'source' && each.code === APPROPRIATION);
};

const APPROPRIATION: RevenueSource = 'fiscal-appropriation';

const isOfAppropriation = ({ line, original }: LineAsOf): boolean =>
  line.schedule !== 'expenditure' || line.fund !== 'unit-funds' || original === 0n;

/** Three-public amounts are shown in 万元; the percent is calculated from the exact amounts. */
const inTenThousands = (
  delta: Delta,
  stated: StatedAnswer | null,
): Delta & { stated: StatedAnswer | null } => {
  const show = (text: string | null) => (text === null ? null : inUnit(fromSigned(text), '万元'));
  const change =
    delta.delta === null ? null : `${delta.delta.startsWith('+') ? '+' : ''}${show(delta.delta)}`;
  return {
    ...delta,
    base: show(delta.base) as Yuan | null,
    current: show(delta.current) as Yuan | null,
    delta: change,
    text: delta.text === null ? null : delta.text.replace(delta.delta!, change!),
    stated: stated && {
      ...stated,
      base: show(stated.base) as Yuan | null,
      current: show(stated.current) as Yuan,
      delta: stated.delta && `${stated.delta.startsWith('+') ? '+' : ''}${show(stated.delta)}`,
    },
  };
};

import type { BudgetForm } from '../../domain/tables/budget-form.js';
import { formOf } from '../../domain/tables/forms.js';
import type { Scope } from '../../domain/values/budget-id.js';
import type { Finding } from '../../domain/events/finding.js';
import type { Narrative, NarrativeClaim } from '../narrative/narrative.js';
import type { PrintedDocument, PrintedTable } from '../printed.js';
import { explainBroken } from './relations/explain.js';
import { changeFindings } from './narrative/narrative-changes.js';
import {
  figureFindings,
  amountsByTables,
  nothingFindings,
  figuresOfSentences,
} from './narrative/narrative-figures.js';
import { assetSums } from './narrative/assets.js';
import { operatingByNature } from './narrative/operating.js';
import { partsBeyondWholes } from './tables/parts.js';
import { periodFindings } from './narrative/periods.js';
import { procurementSums } from './narrative/procurement.js';
import { projectFindings, type ProjectsInText } from './narrative/projects.js';
import { shareFindings } from './narrative/shares.js';
import type { Amounts, Relation } from './relations/relation.js';
import { findingsOf, mergeUnexplained } from './relations/relation-finding.js';
import { TableSet, type Figure } from './relations/table-set.js';
import { splits } from './tables/splits.js';
import { notesOfFunds, wordingFindings } from './narrative/wording.js';
import { sums } from './tables/sums.js';
import { threePublicByNature, threePublicSums } from './tables/three-public.js';
import { balances, basicByNature, ties } from './tables/ties.js';
import { twins } from './tables/twins.js';

/**
 * The findings about a document that contradicts itself: its tables among themselves (勾稽关系), and its sentences against
 * them. The findings of the reading itself are not repeated.
 */
export const checkDocument = (
  document: PrintedDocument,
  narrative: Narrative | null,
): readonly Finding[] => {
  const tables = new TableSet(document.tables, formOf(document));
  if (narrative === null)
    return [...check(tables, document.scope, []).findings, ...notesOfFunds(document)];
  const { claims, projects } = narrative;
  const { findings, proved } = check(tables, document.scope, claims);
  const byTables = amountsByTables(tables, claims, proved);
  return [
    ...findings,
    ...figureFindings(tables, claims, proved),
    ...nothingFindings(tables, narrative, proved),
    ...changeFindings(tables, narrative, document.fiscalYear, byTables),
    ...shareFindings(narrative, byTables),
    ...procurementSums(claims),
    ...assetSums(narrative.assets),
    ...projectFindings(tables, narrative, proved),
    ...periodFindings(projects, document.fiscalYear),
    ...notesOfFunds(document),
    ...wordingFindings(document),
  ];
};

/**
 * The findings about the tables of a recorded document, and about what its sentences state: those
 * of {@link checkDocument} that a correction can change.
 */
export const checkPrint = (
  printed: readonly PrintedTable[],
  form: BudgetForm,
  { scope, fiscalYear }: Pick<PrintedDocument, 'scope' | 'fiscalYear'>,
  narrative: Pick<Narrative, 'claims' | 'changes' | 'shares' | 'absences'> & ProjectsInText,
): readonly Finding[] => {
  const tables = new TableSet(printed, form);
  const { claims } = narrative;
  const { findings, proved } = check(tables, scope, claims);
  const byTables = amountsByTables(tables, claims, proved);
  return [
    ...findings,
    ...figureFindings(tables, claims, proved),
    ...nothingFindings(tables, narrative, proved),
    ...changeFindings(tables, narrative, fiscalYear, byTables),
    ...shareFindings(narrative, byTables),
    ...projectFindings(tables, narrative, proved),
  ];
};

/** The findings about tables alone, of a budget that no document printed. */
export const checkTables = (
  tables: readonly PrintedTable[],
  form: BudgetForm,
): readonly Finding[] => check(new TableSet(tables, form), null, []).findings;

const check = (
  tables: TableSet,
  scope: Scope | null,
  claims: readonly NarrativeClaim[],
): { findings: readonly Finding[]; proved: Amounts } => {
  const causes = mergeUnexplained(
    explainBroken(relationsOf(tables), figuresOfSentences(tables, claims)),
  );
  // Later rules calculate with what is proved, so that one misprint is one finding.
  const proved = new Map<Figure, bigint>(causes.flatMap((cause) => [...cause.proved]));
  const findings = causes.flatMap(findingsOf).toSorted(inOrderOfPrint);
  const operating = operatingByNature(tables, scope, claims, proved);
  return {
    proved: new Map([...proved, ...operating.proved]),
    findings: [
      ...findings,
      ...partsBeyondWholes(tables, proved),
      ...threePublicByNature(tables, proved),
      ...operating.findings,
    ],
  };
};

const relationsOf = (tables: TableSet): readonly Relation[] => [
  ...sums(tables),
  ...splits(tables),
  ...balances(tables),
  ...ties(tables),
  ...basicByNature(tables),
  ...threePublicSums(tables),
  ...twins(tables),
];

const inOrderOfPrint = (one: Finding, other: Finding): number =>
  (one.table ?? 0) - (other.table ?? 0) || rowOf(one) - rowOf(other);

const rowOf = ({ places }: Finding): number => places[0]?.row ?? 0;

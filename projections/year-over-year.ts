import { projection } from './projection.js';

/** Changes from year to year: `stated` as documents print them, `derived` once both years are in the ledger. */
export const yearOverYear = projection({
  name: 'year-over-year',
  version: 2,
  tables: {
    year_over_year: {
      columns: {
        budget: 'name',
        position: 'bigint',
        origin: 'name',
        kind: 'name',
        code: 'name?',
        name: 'name',
        side: 'name',
        measure: 'name',
        base_kind: 'name',
        base_year: 'integer',
        base: 'text?',
        current: 'text?',
        delta: 'text?',
        percent: 'text?',
        reason: 'text?',
        unit: 'name',
        section: 'name?',
      },
      primaryKey: ['budget', 'position'],
    },
  },
  on: {
    YearOverYearChangeRecorded: ({ budget, position, data }) => [
      {
        insert: 'year_over_year',
        row: {
          budget,
          position,
          origin: data.origin,
          kind: data.subject.kind,
          code: data.subject.code,
          name: data.subject.name,
          side: data.subject.side,
          measure: data.subject.measure,
          base_kind: data.base.kind,
          base_year: data.base.year,
          base: data.base.amount,
          current: data.current,
          delta: data.delta,
          percent: data.percent,
          reason: data.reason,
          unit: data.unit,
          section: data.section,
        },
      },
    ],
  },
});

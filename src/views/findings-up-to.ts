import { sql } from 'kysely';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { Views } from './views-database.js';

/**
 * The findings `r` as they were last raised up to a position of the log, each with what was decided about it since, `d`; nothing of `d`
 * for one that was open.
 */
export const findingsUpTo = ({ db }: Views, position = POSITION_MAX) =>
  db
    .selectFrom('raised_findings as r')
    .leftJoin('finding_decisions as d', (join) =>
      join
        .onRef('d.budget', '=', 'r.budget')
        .onRef('d.finding', '=', 'r.finding')
        .on(
          'd.position',
          '=',
          sql<bigint>`(select max(x.position) from finding_decisions x where x.budget = r.budget and x.finding = r.finding and x.position > r.position and x.position <= ${position})`,
        ),
    )
    .where('r.position', '<=', position)
    .where(
      sql<boolean>`not exists (select 1 from raised_findings n where n.budget = r.budget and n.finding = r.finding and n.position > r.position and n.position <= ${position})`,
    );

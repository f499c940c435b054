import { toFen } from '../src/domain/values/money.js';
import { projection } from './projection.js';

/** 执行数 by line and date; the newest date counts. */
export const executions = projection({
  name: 'executions',
  version: 3,
  tables: {
    executions: {
      columns: {
        budget: 'text',
        position: 'bigint',
        figure: 'integer',
        event: 'text',
        as_of: 'text',
        status: 'text',
        function: 'text',
        expenditure: 'text?',
        project: 'text?',
        amount: 'bigint',
        actor: 'name',
      },
      primaryKey: ['budget', 'position', 'figure'],
    },
  },
  on: {
    ExecutionRecorded: ({ budget, position, id, actor, data }) =>
      data.figures.map((figure, index) => ({
        insert: 'executions',
        row: {
          budget,
          position,
          figure: index,
          event: id,
          as_of: data.asOf,
          status: data.status,
          function: figure.function,
          expenditure: figure.expenditure,
          project: figure.project,
          amount: toFen(figure.amount),
          actor,
        },
      })),
  },
});

import { authority } from '../events/authority.js';
import { approveBudget, close, day, given, historyOf, OPEN, TODAY } from './decide.fixture.js';

describe('The approval of an original budget', () => {
  const history = historyOf(OPEN);

  it('records its day, its document and who recorded it', () =>
    given(...history)
      .when(approveBudget())
      .thenRecords({
        type: 'BudgetApproved',
        data: {
          approvedOn: '2023-02-10',
          authority: { normalised: '宝财预〔2023〕1号' },
          approver: 'chief',
        },
      }));

  it('is recorded once, and replaced by another one', () => {
    const approved = historyOf(OPEN, approveBudget());
    given(...approved)
      .when(approveBudget({ actor: 'deputy' }))
      .thenRecordsNothing();
    given(...approved)
      .when(approveBudget({ approvedOn: day('2023-02-11') }))
      .thenRecords({ type: 'BudgetApproved' });
    given(...approved)
      .when(approveBudget({ authority: authority('宝财预〔2023〕2号') }))
      .thenRecords({ type: 'BudgetApproved' });
  });

  it('is on the day on which it is recorded at the latest', () => {
    given(...history)
      .when(approveBudget({ approvedOn: TODAY }))
      .thenRecords({ type: 'BudgetApproved' });
    given(...history)
      .when(approveBudget({ approvedOn: day('2024-07-01') }))
      .thenIsRefused('date-in-future');
  });

  it('names its document', () =>
    given(...history)
      .when(approveBudget({ authority: authority(' ') }))
      .thenIsRefused('authority-missing'));

  it('is recorded before the close of the year', () => {
    const closed = historyOf(OPEN, approveBudget(), close());
    given(...closed)
      .when(approveBudget())
      .thenRecordsNothing();
    given(...closed)
      .when(approveBudget({ approvedOn: day('2023-02-11') }))
      .thenIsRefused('year-closed');
  });
});

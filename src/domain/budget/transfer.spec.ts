import { AMENDMENT_KINDS } from '../events/budget.events.js';
import type { BudgetId } from '../values/budget-id.js';
import { day } from '../decide/decide.fixture.js';
import { refuseTransfer } from './transfer.js';

const GIVER = { agency: 'a', fiscalYear: 2023, scope: 'unit' } as const;
const transfer = (
  kind: (typeof AMENDMENT_KINDS)[number],
  to: string,
  more: { readonly isOpen?: boolean; readonly closedOn?: string } = {},
) =>
  refuseTransfer(
    kind,
    GIVER,
    { id: 't1', side: 'giving', budget: to },
    more.isOpen === false
      ? null
      : {
          budget: to as BudgetId,
          closedOn: more.closedOn === undefined ? null : day(more.closedOn),
          received: new Set(),
        },
  );
const refused = (code: string) => expect.objectContaining({ code });

describe('A transfer', () => {
  it.each([
    ['carry-forward', 'a-2024-unit', null],
    ['carry-forward', 'a-2024-department', null],
    ['carry-forward', 'a-2025-unit', 'transfer-years'],
    ['carry-forward', 'a-2022-unit', 'transfer-years'],
    ['carry-forward', 'b-2023-unit', 'transfer-years'],
    ['carry-forward', 'b-2024-unit', 'transfer-not-of-kind'],
    ['carry-forward', 'a-2023-unit', 'transfer-target-missing'],
    ['reallocation', 'b-2023-unit', null],
    ['reallocation', 'b-2024-unit', 'transfer-years'],
    ['reallocation', 'a-2024-unit', 'transfer-years'],
    ['reallocation', 'a-2023-department', 'transfer-not-of-kind'],
  ] as const)('%s to %s: %s', (kind, to, code) => {
    if (code === null) expect(() => transfer(kind, to)).not.toThrow();
    else expect(() => transfer(kind, to)).toThrow(refused(code));
  });

  it.each(AMENDMENT_KINDS.filter((kind) => kind !== 'carry-forward' && kind !== 'reallocation'))(
    'is no %s',
    (kind) => expect(() => transfer(kind, 'b-2023-unit')).toThrow(refused('transfer-not-of-kind')),
  );

  it('goes to a budget that is opened, and not closed', () => {
    expect(() => transfer('carry-forward', 'a-2024-unit', { isOpen: false })).toThrow(
      refused('transfer-target-missing'),
    );
    expect(() => transfer('carry-forward', 'a-2024-unit', { closedOn: '2024-12-31' })).toThrow(
      refused('receiver-closed'),
    );
  });
});

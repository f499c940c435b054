import { openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { OpenBudget } from '../budgets/open-budget.js';
import { civilDate } from '../domain/values/civil-date.js';
import type { Caller } from '../ledger/caller.js';
import { AgenciesInLog } from '../ledger/agencies-in-log.js';
import { readAgency } from '../ledger/read-budget.js';
import { EventLog } from '../log/event-log.js';
import { findAgency } from '../imports/agency/find-agency.js';
import { RenameAgency } from './rename-agency.js';

const CODE = 'wenhua';
const FIRST = `单位 ${CODE}`;

describe('RenameAgency', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
    await ledger.budget(`${CODE}-2024-unit`, { 'expenditure/general/2070101/basic': '1.00' });
  });
  afterEach(() => ledger.close());

  const rename = (name: string, caller: Caller = { actor: 'wang' }, code = CODE) =>
    ledger.execute(new RenameAgency(code, name, null, civilDate('2024-03-01'), caller));
  const withKey = (key: string, fingerprint = key): Caller => ({
    actor: 'wang',
    idempotency: { key, fingerprint },
  });
  const names = async () =>
    (await readAgency(ledger.get(EventLog), CODE)).map(({ data }) =>
      'to' in data ? data.to : data.name,
    );

  it('records each new name, also one that the agency had before', async () => {
    for (const name of ['文旅局', FIRST, '文旅局']) await rename(name);
    expect(await names()).toEqual([FIRST, '文旅局', FIRST, '文旅局']);
  });

  it('records nothing when the agency has the name, and answers with its last event', async () => {
    const renamed = await rename('文旅局');
    expect(await rename('文旅局')).toEqual(renamed);
    expect(renamed).toMatchObject({ agency: { code: CODE, name: '文旅局' }, version: 1 });
    expect(await names()).toEqual([FIRST, '文旅局']);
  });

  it('refuses a name that goes on over lines, as opening a budget does', async () => {
    const name = '文旅\n局';
    await expect(rename(name)).rejects.toMatchObject({ code: 'text-invalid' });
    const budget = { agency: 'tiyu', fiscalYear: 2025, scope: 'unit' } as const;
    await expect(
      ledger.execute(new OpenBudget(budget, name, { actor: 'wang' })),
    ).rejects.toMatchObject({ code: 'text-invalid' });
    expect(await names()).toEqual([FIRST]);
  });

  it('gives the first answer to a late retry, and does not take the earlier name back', async () => {
    const first = await rename('文旅局', withKey('k1'));
    await rename('文体局', withKey('k2'));
    expect(await rename('文旅局', withKey('k1'))).toEqual(first);
    expect(await names()).toEqual([FIRST, '文旅局', '文体局']);
  });

  it('leaves the name of today until the day of the new one', async () => {
    const open = (name: string, fiscalYear: number) =>
      ledger.execute(
        new OpenBudget({ agency: CODE, fiscalYear, scope: 'unit' }, name, { actor: 'wang' }),
      );
    await ledger.execute(
      new RenameAgency(CODE, '文旅局', null, civilDate('2999-01-01'), { actor: 'wang' }),
    );
    await expect(open('文旅局', 2025)).rejects.toMatchObject({ code: 'agency-differs' });
    await open(FIRST, 2025);
    const agencies = ledger.get(AgenciesInLog);
    expect(await agencies.nameOn(CODE, civilDate('2998-12-31'))).toBe(FIRST);
    expect(await agencies.nameOn(CODE, civilDate('2999-01-01'))).toBe('文旅局');
    // Documents may print the new name before its day.
    const printed = { agencyName: '文旅局', title: '2025年单位预算', fiscalYear: 2025 };
    expect(await findAgency(agencies, ledger.get(EventLog), printed, undefined)).toEqual({
      code: CODE,
      name: FIRST,
      known: true,
    });
    await rename('文体局');
    await open('文体局', 2026);
  });

  it('refuses a key that was used for another name, or for a change of another stream', async () => {
    await rename('文旅局', withKey('k', 'one request'));
    await ledger.budget('tiyu-2024-unit', { 'expenditure/general/2070301/basic': '1.00' });
    for (const code of [CODE, 'tiyu'])
      await expect(rename('文体局', withKey('k', 'another'), code)).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      });
    expect(await names()).toEqual([FIRST, '文旅局']);
  });

  it('records one event when many request the same name at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => rename('文旅局')));
    expect(new Set(answers.map(({ token }) => token)).size).toBe(1);
    expect(await names()).toEqual([FIRST, '文旅局']);
  });

  it('refuses an unknown agency, the name of another one, and a version that is not the current one', async () => {
    await ledger.budget('tiyu-2024-unit', { 'expenditure/general/2070301/basic': '1.00' });
    await expect(rename('文旅局', undefined, 'nobody')).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(rename(FIRST, undefined, 'tiyu')).rejects.toMatchObject({
      code: 'agency-differs',
    });
    await expect(rename('文旅局', { actor: 'wang', expectedVersion: 7 })).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect(await names()).toEqual([FIRST]);
  });
});

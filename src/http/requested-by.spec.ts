import type { FastifyRequest } from 'fastify';
import { callerOf } from './requested-by.js';
import { Writes, type CallerOf, type RouteRequirements } from './route.js';
import type { CallerWithKey } from '../ledger/caller.js';

const request = (headers: object, query = {}) =>
  ({
    headers: { 'ledger-actor': 'Li Ming', ...headers },
    query,
    method: 'POST',
    url: '/v1/budgets',
  }) as unknown as FastifyRequest;

const headers = { 'idempotency-key': 'one', 'if-match': '"3"' };

describe('The caller of a change', () => {
  it.each`
    requirements                               | has
    ${{}}                                      | ${['actor']}
    ${{ idempotencyKey: true }}                | ${['actor', 'idempotency']}
    ${{ ifMatch: true }}                       | ${['actor', 'expectedVersion']}
    ${{ ifMatch: 'optional' }}                 | ${['actor', 'expectedVersion']}
    ${{ idempotencyKey: true, ifMatch: true }} | ${['actor', 'idempotency', 'expectedVersion']}
  `('has $has where the route requires $requirements', ({ requirements, has }) => {
    expect(Object.keys(callerOf(request(headers), requirements))).toEqual(has);
  });

  it.each`
    requirements                | code
    ${{ idempotencyKey: true }} | ${'idempotency-key-missing'}
    ${{ ifMatch: true }}        | ${'precondition-required'}
  `('is refused as $code where the route requires $requirements', ({ requirements, code }) => {
    expect(() => callerOf(request({}), requirements)).toThrow(expect.objectContaining({ code }));
  });

  it('is asked for no version where the header may be missing', () => {
    const { 'if-match': _, ...others } = headers;
    expect(Object.keys(callerOf(request(others), { ifMatch: 'optional' }))).toEqual(['actor']);
  });

  it('is at no version with If-None-Match, where the header may be missing', () => {
    const { 'if-match': _, ...others } = headers;
    const asked = request({ ...others, 'if-none-match': '*' });
    expect(callerOf(asked, { ifMatch: 'optional' })).toMatchObject({ expectedVersion: -1 });
  });

  it('needs neither a key nor a version for a dry run, where the route has one', () => {
    const requirements: RouteRequirements = { idempotencyKey: true, ifMatch: true, dryRun: true };
    expect(callerOf(request({}, { dryRun: 'true' }), requirements)).toEqual({ actor: 'Li Ming' });
    expect(() => callerOf(request({}, { dryRun: 'false' }), requirements)).toThrow();
  });

  it('has a key only where the route always requires one: otherwise a type error', () => {
    class Handlers {
      @Writes({}, [])
      requiresKey(_callerOf: CallerOf<CallerWithKey>): void {}

      // @ts-expect-error the route requires no key
      @Writes({}, [], { idempotencyKey: false })
      takesKey(_callerOf: CallerOf<CallerWithKey>): void {}
    }
    expect(Handlers).toBeDefined();
  });
});

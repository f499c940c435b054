import { ledgerAddress } from './address.js';
import { EventStoreDbEventLog } from './eventstoredb-event-log.js';

const malformed = expect.objectContaining({ code: 'malformed' });

describe('The address of a ledger on EventStoreDB', () => {
  it.each(['pa/ss', 'p@ss', 'pa?ss', '12?3', 'p#ss', 'p:ss', 'p@s/s?x=1', '100%25'])(
    'may have the password %s, which no part of it for the client or for messages contains',
    (password) => {
      const address = ledgerAddress(`esdb://admin:${password}@a:2113,b:2114/?tls=false&ledger=one`);
      expect(address).toEqual({
        connection: 'esdb://a:2113,b:2114?tls=false',
        credentials: { username: 'admin', password: decodeURIComponent(password) },
        hosts: ['a:2113', 'b:2114'],
        hasTls: false,
        server: 'esdb://a:2113,b:2114',
        prefix: 'one-',
      });
    },
  );

  it('may have no credentials and no parameters', () => {
    expect(ledgerAddress('esdb+discover://cluster.example:2113')).toEqual({
      connection: 'esdb+discover://cluster.example:2113',
      credentials: undefined,
      hosts: ['cluster.example:2113'],
      hasTls: true,
      server: 'esdb+discover://cluster.example:2113',
      prefix: '',
    });
  });

  it.each(['tls=true&userCertFile=a@b', 'userCertFile=/a:b@c/d'])(
    'may have an @ in the parameters %s, where it ends no credentials',
    (parameters) => {
      expect(ledgerAddress(`esdb://host:2113?${parameters}`)).toMatchObject({
        connection: `esdb://host:2113?${parameters}`,
        credentials: undefined,
        server: 'esdb://host:2113',
      });
      expect(ledgerAddress(`esdb://admin:p@ss@host:2113?${parameters}`)).toMatchObject({
        connection: `esdb://host:2113?${parameters}`,
        credentials: { username: 'admin', password: 'p@ss' },
        server: 'esdb://host:2113',
      });
    },
  );

  it.each([
    'esdb://',
    'esdb://admin@host:2113',
    'esdb://admin:100%@host:2113',
    'esdb://host?tls=maybe',
  ])('is not %s, and the refusal quotes nothing of it', (connection) => {
    const open = () => EventStoreDbEventLog.open({ connection });
    expect(open).toThrow(malformed);
    expect(open).not.toThrow(/maybe|100/);
  });
});

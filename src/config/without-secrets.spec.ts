import { withoutSecrets } from './without-secrets.js';

describe('A connection string in a message', () => {
  it.each`
    connection                                    | shown
    ${'mysql://host/db'}                          | ${'mysql://host/db'}
    ${'mysql://user@host/db'}                     | ${'mysql://…@host/db'}
    ${'mysql://user:secret@host/db'}              | ${'mysql://…@host/db'}
    ${'mysql://user:se/cret@host/db'}             | ${'mysql://…@host/db'}
    ${'mysql://user:se@c/r?e#t@host/db'}          | ${'mysql://…@host/db'}
    ${'mysql://user:se\ncret@host/db'}            | ${'mysql://…@host/db'}
    ${'mysql://host/db?user=li&password=secret'}  | ${'mysql://host/db?user=li&password=…'}
    ${'host=localhost password=secret dbname=db'} | ${'host=localhost password=… dbname=db'}
  `('is $shown, without the secret', ({ connection, shown }) => {
    expect(withoutSecrets(connection)).toBe(shown);
  });
});

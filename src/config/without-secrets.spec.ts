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
    ${'postgres:user:secret@host/db'}             | ${'…@host/db'}
    ${'user:secret@host/db'}                      | ${'…@host/db'}
    ${'user://secret@host/db'}                    | ${'user://…@host/db'}
    ${'user:a@b//c@host/db'}                      | ${'…@host/db'}
    ${'mysql://host/db?passwd=secret&a=b'}        | ${'mysql://host/db?passwd=…&a=b'}
    ${'mysql://host/db?pwd=secret'}               | ${'mysql://host/db?pwd=…'}
    ${'mysql:host/db?Password=secret'}            | ${'mysql:host/db?Password=…'}
    ${'mysql://host/db?user=li&password=secret'}  | ${'mysql://host/db?user=li&password=…'}
    ${'host=localhost password=secret dbname=db'} | ${'host=localhost password=… dbname=db'}
  `('is $shown, without the secret', ({ connection, shown }) => {
    expect(withoutSecrets(connection)).toBe(shown);
  });
});

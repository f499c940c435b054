import { randomUUID } from 'node:crypto';
import { canonical } from '../canonical.js';
import type { GrpcCalls } from './grpc-calls.js';

/** Where the server keeps who may use a stream that says nothing about it. */
const SETTINGS = '$settings';

/** The server's own rule lets every user read, write and delete every stream of the ledger. */
const ADMINISTRATORS = '$admins';
const NOBODY_ELSE = {
  $r: ADMINISTRATORS,
  $w: ADMINISTRATORS,
  $d: ADMINISTRATORS,
  $mr: ADMINISTRATORS,
  $mw: ADMINISTRATORS,
};

/**
 * On a server with TLS that has no rule of its own, from now on streams are their administrators' alone unless they say
 * otherwise. A rule that somebody has made stays. Never fails: whoever may not make rules goes on without, and tells it.
 */
export const denyByDefault = async (
  connection: string,
  grpc: GrpcCalls,
  deadlineMs: number,
  tell: (sentence: string) => void,
): Promise<void> => {
  if (isInsecure(connection)) {
    if (isOnThisMachine(connection)) return;
    tell(
      'The event log is without TLS, and whoever reaches the server may read, write and delete all of it: keep it on a network of its own.',
    );
    return;
  }
  try {
    await grpc.appendRaw(
      SETTINGS,
      'no-stream',
      [
        {
          id: randomUUID(),
          type: 'update-default-acl',
          data: canonical({ $systemStreamAcl: NOBODY_ELSE, $userStreamAcl: NOBODY_ELSE }),
          meta: canonical({}),
        },
      ],
      deadlineMs,
    );
  } catch {
    tell(
      'The default access rule of the event log could not be set: let an administrator deny by default, or every user of the server may read and write the ledger.',
    );
  }
};

/** Who is on this machine may use the service as well, as long as it authenticates nobody. */
const isOnThisMachine = (connection: string): boolean =>
  hostsOf(connection).every((host) => /^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/i.test(host));

const hostsOf = (connection: string): readonly string[] =>
  connection
    .replace(/^[^/]*\/\/(.*@)?/, '')
    .replace(/[/?].*$/, '')
    .split(',');

const isInsecure = (connection: string): boolean => /[?&]tls=false(&|$)/i.test(connection);

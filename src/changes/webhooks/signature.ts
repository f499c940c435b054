import { createHmac, randomBytes } from 'node:crypto';

/** The length of a new secret, in bytes: the specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** A new secret in its written form (Standard Webhooks): `whsec_` and base64. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/**
 * The headers of a delivery (Standard Webhooks, symmetric signatures): its id, its time and one signature for each secret, so that
 * a receiver may know either while the secret is changed.
 *
 * @param id stays the same when the delivery is repeated.
 * @param at in ms.
 * @param secrets in their written form.
 */
export const signedHeaders = (
  id: string,
  at: number,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`);
    return `v1,${signature.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
};

import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { Refusal } from '../../domain/errors.js';
import { actorName } from '../../domain/values/actor.js';
import { HttpRefusal } from '../problem.js';

/** How far the clocks of the issuer and of this service may be apart, in seconds. */
const SKEW_S = 60;
/** The algorithms of signatures that are taken: never a secret that is shared, and never none. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** How long the issuer may take to answer, in ms. */
const ISSUER_MS = 5_000;
/** A key that is not known is looked for at the issuer, at most so often, in ms. */
const KEYS_EVERY_MS = 2_000;
/** The issuer's keys are read again after this time, in ms, so that a key that it withdrew is no longer taken. */
const KEYS_MS_MAX = 600_000;
/** A token is a few hundred bytes; those of large bureaus with all their groups some thousands. */
const TOKEN_CHARS_MAX = 12_000;

/** Who a token is of. */
export interface Subject {
  /** `sub`: what the issuer never gives to another person or service. */
  readonly subject: string;
  /** Its name for people, where the token has one. */
  readonly name: string | undefined;
  /** When the token ends (`exp`), in ms since 1970. */
  readonly endsAt: number;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Verifies bearer tokens (RFC 6750) of one OpenID provider: JWTs that are signed with the keys that it publishes. */
export class Authenticator {
  private keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  constructor(private readonly settings: { readonly issuer: string; readonly audience: string }) {}

  /**
   * The subject of the token in the header `Authorization`.
   *
   * @throws {HttpRefusal} `token-invalid`: there is no token, or one that does not hold now and here; `identity-unavailable`:
   *   the keys of the issuer cannot be read.
   */
  async subjectIn(authorization: string | undefined): Promise<Subject> {
    // RFC 6750, section 3.1: where no token was sent, the challenge says nothing of one.
    if (authorization === undefined || !/^Bearer(?: |$)/i.test(authorization))
      throw refused(
        'The request has no token: send Authorization: Bearer with one of the issuer.',
        CHALLENGE,
      );
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1];
    if (token === undefined || token.length > TOKEN_CHARS_MAX)
      throw invalid('Authorization is not Bearer and a signed token (JWT).');
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, await this.keySet(), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_S,
        requiredClaims: ['exp', 'sub'],
      });
      return subjectOf(payload);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Reads the issuer's metadata once; what fails is tried again with the next token. */
  private keySet(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    return (this.keys ??= keysOf(this.settings.issuer).catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    }));
  }
}

/** OpenID Connect Discovery 1.0: where the issuer's keys are. */
const keysOf = async (issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, {
    signal: AbortSignal.timeout(ISSUER_MS),
    redirect: 'error',
  }).catch((error: unknown) => {
    throw unavailable(url, error);
  });
  const metadata = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const { issuer: named, jwks_uri: keys } = metadata;
  if (!response.ok || named !== issuer || typeof keys !== 'string' || !URL.canParse(keys))
    throw unavailable(url, `HTTP ${response.status}, or the metadata of another issuer`);
  return createRemoteJWKSet(new URL(keys), {
    timeoutDuration: ISSUER_MS,
    cooldownDuration: KEYS_EVERY_MS,
    cacheMaxAge: KEYS_MS_MAX,
  });
};

const NO_TEXT = 'The subject or the name in the token is not a text.';

const subjectOf = (payload: JWTPayload): Subject => {
  const { sub, name, preferred_username: username, exp } = payload;
  // The claim is there, and jose does not check that it is a text (RFC 7519, section 4.1.2).
  if (typeof sub !== 'string') throw invalid(NO_TEXT);
  const shown = [name, username].find((each) => typeof each === 'string' && each.trim() !== '');
  return {
    subject: actorName(sub),
    name: shown === undefined ? undefined : actorName(shown as string),
    endsAt: exp! * 1000,
    claims: payload,
  };
};

const CHALLENGE = 'Bearer realm="budget-ledger"';

const refused = (detail: string, challenge: string): HttpRefusal =>
  new HttpRefusal('token-invalid', detail, {}, { 'WWW-Authenticate': challenge });

const invalid = (detail: string): HttpRefusal =>
  refused(detail, `${CHALLENGE}, error="invalid_token"`);

const unavailable = (url: string, cause: unknown): HttpRefusal =>
  new HttpRefusal(
    'identity-unavailable',
    `The issuer of the tokens cannot be asked for its keys at ${url} (${cause instanceof Error ? cause.message : String(cause)}): repeat the request in a moment.`,
  );

/** What is wrong with a token, without what is in it. */
const refusalOf = (error: unknown): unknown => {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof Refusal) return invalid(NO_TEXT);
  if (error instanceof errors.JWTExpired) return invalid('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalid(`The token is not for this service now: its claim ${error.claim} does not fit.`);
  if (error instanceof errors.JWKSNoMatchingKey)
    return invalid('The token is signed with a key that its issuer does not publish.');
  if (
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JWKInvalid
  )
    return invalid('The signature of the token is not valid, or its algorithm is not accepted.');
  return unavailable('its jwks_uri', error);
};

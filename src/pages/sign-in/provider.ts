import type { JWTPayload } from 'jose';
import * as client from 'openid-client';
import type { OidcSettings } from '../../config/config.js';
import { HttpRefusal } from '../../http/problem.js';

/** How long the provider may take to answer, in seconds. */
const PROVIDER_S = 5;
/** How far the clocks of the provider and of this service may be apart, in seconds. */
const SKEW_S = 60;

/** Where a browser is sent, and what must be remembered until it comes back. */
export interface SignInBegun {
  readonly location: string;
  readonly memory: { readonly state: string; readonly nonce: string; readonly verifier: string };
}

/**
 * The OpenID provider as people sign in with it: authorization code flow (OpenID Connect Core 1.0, section 3.1) with PKCE (RFC 7636).
 */
export class SignInProvider {
  private found: Promise<client.Configuration> | undefined;

  constructor(
    private readonly settings: OidcSettings & { readonly client: { id: string; secret: string } },
  ) {}

  /** @throws {HttpRefusal} `identity-unavailable`: the provider does not answer. */
  async begin(redirectUri: string): Promise<SignInBegun> {
    const provider = await this.provider();
    const memory = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const { href } = client.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: this.settings.scope,
      state: memory.state,
      nonce: memory.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(memory.verifier),
      code_challenge_method: 'S256',
    });
    return { location: href, memory };
  }

  /**
   * The access token that the provider gives for what it sent the browser back with.
   *
   * @param url the address that the browser came back to
   * @param memory of {@link begin}
   * @throws {HttpRefusal} `token-invalid`: the person did not sign in, or the answer belongs to another sign-in;
   *   `identity-unavailable`: the provider does not answer.
   */
  async complete(url: URL, memory: JWTPayload): Promise<string> {
    const provider = await this.provider();
    try {
      const { access_token: token } = await client.authorizationCodeGrant(provider, url, {
        expectedState: String(memory['state']),
        expectedNonce: String(memory['nonce']),
        pkceCodeVerifier: String(memory['verifier']),
        idTokenExpected: true,
      });
      return token;
    } catch (error) {
      if (
        error instanceof client.AuthorizationResponseError ||
        error instanceof client.ResponseBodyError
      )
        throw new HttpRefusal(
          'token-invalid',
          `The provider did not let you in (${error.error}): sign in again.`,
        );
      if (error instanceof TypeError || (error as Error).name === 'TimeoutError')
        throw unavailable(this.settings.issuer, error);
      if (error instanceof client.ClientError)
        throw new HttpRefusal(
          'token-invalid',
          'What the provider sent does not belong to this sign-in: sign in again.',
        );
      throw error;
    }
  }

  /** Where a person ends the session at the provider itself (OpenID Connect RP-Initiated Logout 1.0); null where it has no such page. */
  async endOfSession(): Promise<string | null> {
    const provider = await this.provider().catch(() => undefined);
    return provider?.serverMetadata().end_session_endpoint === undefined
      ? null
      : client.buildEndSessionUrl(provider).href;
  }

  /** Reads the provider's metadata once; what fails is tried again with the next person. */
  private provider(): Promise<client.Configuration> {
    const { issuer, client: own } = this.settings;
    return (this.found ??= client
      .discovery(
        new URL(issuer),
        own.id,
        { [client.clockTolerance]: SKEW_S },
        client.ClientSecretBasic(own.secret),
        {
          timeout: PROVIDER_S,
          // The configuration takes plain HTTP on this machine alone.
          execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
        },
      )
      .catch((error: unknown) => {
        this.found = undefined;
        throw unavailable(issuer, error);
      }));
  }
}

const unavailable = (issuer: string, cause: unknown): HttpRefusal =>
  new HttpRefusal(
    'identity-unavailable',
    `The provider at ${issuer} does not answer (${(cause as Error).message}): sign in again in a moment.`,
  );

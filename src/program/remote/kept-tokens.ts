import { hash } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import type { Io } from '../../cli/io.js';
import { Refusal } from '../../domain/errors.js';
import { serviceUrl } from './service-url.js';
import { StateFolder } from './state-folder.js';
import { isLoopback } from '../../config/loopback.js';

/** A token that ends within this time is not used any more, in ms. */
const SPARE_MS = 30_000;
/** How long the service and the provider may take to answer, in seconds. */
const ANSWER_S = 15;

const kept = z.object({
  issuer: z.string(),
  client: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
});
/** A token of a service, and how to get the next one. */
type Kept = z.infer<typeof kept>;

const metadata = z.object({
  authorization_servers: z.array(z.string()).nonempty(),
  scopes_supported: z.array(z.string()),
  device_client_id: z.string().optional(),
});

/** What a person has to do in a browser: open the address and enter the code. */
export interface DeviceCode {
  readonly address: string;
  readonly code: string;
}

/** Who has signed in, and until when the token lasts without being renewed. */
export interface SignedIn {
  readonly subject: string;
  /** An instant of the provider's clock. */
  readonly until: string;
}

/**
 * The tokens of the command line, one for each service: got by the device flow (RFC 8628), kept in a file that only its owner can
 * read, and renewed where the provider has given a refresh token.
 */
export class KeptTokens {
  private readonly folder: StateFolder;

  constructor(
    private readonly url: string,
    env: Io['env'],
  ) {
    this.folder = new StateFolder(env);
  }

  /**
   * Signs in a person in a browser, which may be on another machine.
   *
   * @param show is given what the person has to do, before it is waited for
   * @throws {Refusal} `malformed`: the service or its provider offers no such sign-in; `log-unavailable`: one of them does not
   *   answer; `forbidden`: the person did not sign in.
   */
  async signIn(show: (code: DeviceCode) => Promise<void>, signal: AbortSignal): Promise<SignedIn> {
    const { issuer, deviceClient, scope } = await this.offered();
    const provider = await configuration(issuer, deviceClient);
    try {
      const begun = await client.initiateDeviceAuthorization(provider, { scope });
      await show({ address: begun.verification_uri, code: begun.user_code });
      const tokens = await client.pollDeviceAuthorizationGrant(provider, begun, undefined, {
        signal,
      });
      return await this.keep(issuer, deviceClient, tokens);
    } catch (error) {
      throw refusalOf(error, issuer);
    }
  }

  /**
   * The token for the service; undefined where nobody has signed in.
   *
   * @throws {Refusal} `forbidden`: it has ended and cannot be renewed; `log-unavailable`: the provider does not answer.
   */
  async token(): Promise<string | undefined> {
    const found = await this.read();
    if (found === undefined) return undefined;
    const { accessToken, refreshToken, issuer, client: id } = found;
    if (endOf(accessToken) - SPARE_MS > Date.now()) return accessToken;
    if (refreshToken === undefined) throw signInAgain(this.url);
    try {
      const provider = await configuration(issuer, id);
      const tokens = await client.refreshTokenGrant(provider, refreshToken);
      await this.keep(issuer, id, tokens, refreshToken);
      return tokens.access_token;
    } catch (error) {
      throw error instanceof client.ResponseBodyError
        ? signInAgain(this.url)
        : refusalOf(error, issuer);
    }
  }

  /** Forgets the token, and lets the provider forget the refresh token. Returns whether there was one. */
  async signOut(): Promise<boolean> {
    const found = await this.read();
    await this.folder.remove(this.file);
    if (found?.refreshToken !== undefined) {
      try {
        const provider = await configuration(found.issuer, found.client);
        if (provider.serverMetadata().revocation_endpoint !== undefined)
          await client.tokenRevocation(provider, found.refreshToken);
      } catch (error) {
        throw refusalOf(error, found.issuer);
      }
    }
    return found !== undefined;
  }

  private get file(): string {
    return `token-${hash('sha256', serviceUrl(this.url, false).href).slice(0, 16)}.json`;
  }

  private async read(): Promise<Kept | undefined> {
    const text = await this.folder.read(this.file);
    if (text === undefined) return undefined;
    try {
      return kept.parse(JSON.parse(text));
    } catch {
      // Another version has written it, or somebody has edited it.
      return undefined;
    }
  }

  private async keep(
    issuer: string,
    id: string,
    { access_token: accessToken, refresh_token: next }: client.TokenEndpointResponse,
    refreshToken = next,
  ): Promise<SignedIn> {
    const until = new Date(endOf(accessToken)).toISOString();
    const newest = next ?? refreshToken;
    const content: Kept = {
      issuer,
      client: id,
      accessToken,
      ...(newest !== undefined && { refreshToken: newest }),
    };
    await this.folder.write(this.file, JSON.stringify(content));
    return { subject: decodeJwt(accessToken).sub ?? '', until };
  }

  private async offered(): Promise<{ issuer: string; deviceClient: string; scope: string }> {
    const address = new URL('/.well-known/oauth-protected-resource', serviceUrl(this.url, true))
      .href;
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_S * 1000),
    }).catch((error: unknown) => {
      throw unanswered(this.url, error);
    });
    const read = metadata.safeParse(await response.json().catch(() => undefined));
    const { device_client_id: deviceClient, authorization_servers: [issuer] = [] } =
      read.data ?? {};
    if (!response.ok || deviceClient === undefined || issuer === undefined)
      throw new Refusal(
        'malformed',
        `The service at ${this.url} has no sign-in for the command line: it needs LEDGER_AUTH and LEDGER_DEVICE_CLIENT_ID, or take a token by other means and set LEDGER_TOKEN.`,
      );
    return { issuer, deviceClient, scope: read.data!.scopes_supported.join(' ') };
  }
}

const configuration = async (issuer: string, id: string): Promise<client.Configuration> => {
  const url = new URL(issuer);
  return client
    .discovery(url, id, undefined, client.None(), {
      timeout: ANSWER_S,
      // As the service does: plain HTTP on this machine alone.
      execute:
        url.protocol === 'http:' && isLoopback(url.hostname) ? [client.allowInsecureRequests] : [],
    })
    .catch((error: unknown) => {
      throw unanswered(issuer, error);
    });
};

/** `exp` of a token, in ms since 1970. The service verifies it; here it only says when to get another. */
const endOf = (token: string): number => {
  try {
    return (decodeJwt(token).exp ?? 0) * 1000;
  } catch {
    throw new Refusal(
      'malformed',
      'The provider gave a token that is not a JWT: configure it to issue JWTs for LEDGER_AUDIENCE to the client of the command line.',
    );
  }
};

const signInAgain = (url: string): Refusal =>
  new Refusal('forbidden', `The token for ${url} has ended: run budget-ledger login again.`);

const unanswered = (url: string, cause: unknown): Refusal =>
  new Refusal(
    'log-unavailable',
    `${url} does not answer (${(cause as Error).message}): try again in a moment.`,
    {},
    { cause },
  );

const refusalOf = (error: unknown, issuer: string): unknown => {
  if (error instanceof Refusal) return error;
  if (error instanceof client.ResponseBodyError)
    return new Refusal('forbidden', `The provider did not let you in (${error.error}).`);
  if (error instanceof Error && error.name === 'AbortError') return error;
  return unanswered(issuer, error);
};

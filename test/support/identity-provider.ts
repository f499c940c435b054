import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** The name of the service in the tokens. */
export const AUDIENCE = 'urn:budget-ledger';
const SECRET = 'a secret of the tests';

/** The settings of a service whose pages have a sign-in, and which tells the command line how to get a token. */
export const SIGN_IN = {
  LEDGER_CLIENT_ID: 'pages',
  LEDGER_CLIENT_SECRET: SECRET,
  LEDGER_DEVICE_CLIENT_ID: 'command-line',
};

/** A person or a service that has an account: its id, its name, and the groups that the policy knows. */
export interface Account {
  readonly id: string;
  readonly name?: string;
  readonly groups: readonly string[];
}

/** An OpenID provider on a loopback port. Its accounts get tokens by the client credentials grant. */
export interface IdentityProvider {
  readonly issuer: string;
  /** The token of an account, as the provider gives it out. */
  token(account: string): Promise<string>;
  /** A token with the provider's key that has these claims instead of the usual ones. */
  signed(
    claims: Readonly<Record<string, unknown>>,
    header?: { readonly kid?: string },
  ): Promise<string>;
  /** Publishes another key, and no longer the one from before. */
  rotate(): Promise<void>;
  /** Lets the people of the accounts sign in to the pages of a service at this origin. Whoever knows an id may use it. */
  signInAt(origin: string): void;
  close(): Promise<void>;
}

const signingKey = async (kid: string) => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    kid,
    privateKey,
    jwk: { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'ES256' },
  };
};

const providerOf = (
  issuer: string,
  accounts: readonly Account[],
  jwk: object,
  origin?: string,
): Provider => {
  const { warn } = console;
  // It warns that it keeps nothing on disk.
  console.warn = () => undefined;
  try {
    const provider = new Provider(issuer, configurationOf(accounts, jwk, origin));
    // Without an interval in the answer, the command line asks for its token every five seconds (RFC 8628, 3.2).
    provider.use(async (context, next) => {
      await next();
      if (context.path === '/device/auth') context.body = { ...context.body, interval: 1 };
    });
    return provider;
  } finally {
    console.warn = warn;
  }
};

const configurationOf = (
  accounts: readonly Account[],
  jwk: object,
  origin: string | undefined,
): ConstructorParameters<typeof Provider>[1] => ({
  clients: [
    ...accounts.map(({ id }) => ({
      client_id: id,
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    })),
    {
      client_id: SIGN_IN.LEDGER_CLIENT_ID,
      client_secret: SECRET,
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [`${origin ?? 'http://127.0.0.1'}/sign-in/callback`],
      response_types: ['code'],
    },
    {
      client_id: SIGN_IN.LEDGER_DEVICE_CLIENT_ID,
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'none',
    },
  ],
  jwks: { keys: [jwk] },
  cookies: { keys: [SECRET] },
  findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  ttl: Object.fromEntries(
    [
      'AccessToken',
      'AuthorizationCode',
      'ClientCredentials',
      'DeviceCode',
      'Grant',
      'IdToken',
      'Interaction',
      'RefreshToken',
      'Session',
    ].map((each) => [each, 600]),
  ),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    deviceFlow: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      getResourceServerInfo: () => ({
        scope: '',
        audience: AUDIENCE,
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
      useGrantedResource: () => true,
    },
  },
  extraTokenClaims: (_context, token) => {
    const account = token.accountId ?? token.clientId;
    const { name, groups } = accounts.find(({ id }) => id === account)!;
    return { groups: [...groups], ...(name !== undefined && { name }) };
  },
});

/** Starts the provider. */
export const identityProvider = async (accounts: readonly Account[]): Promise<IdentityProvider> => {
  let key = await signingKey('first');
  let answer: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void answer!(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = providerOf(issuer, accounts, key.jwk).callback();
  return {
    issuer,
    token: async (account) => {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: account,
          client_secret: SECRET,
        }),
      });
      const body = (await response.json()) as { access_token?: string };
      if (body.access_token === undefined)
        throw new Error(`no token for ${account}: ${JSON.stringify(body)}`);
      return body.access_token;
    },
    signed: async (claims, header = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: 'zhang', iat: now, exp: now + 600 };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, ...header })
        .sign(key.privateKey);
    },
    rotate: async () => {
      key = await signingKey('second');
      answer = providerOf(issuer, accounts, key.jwk).callback();
    },
    signInAt: (origin) => {
      answer = providerOf(issuer, accounts, key.jwk, origin).callback();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

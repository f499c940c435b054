import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose';
import { hkdfSync } from 'node:crypto';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { HttpRefusal } from '../problem.js';

/** Browsers drop a cookie whose name and value are longer, in bytes (RFC 6265, section 6.1). */
const COOKIE_BYTES_MAX = 4_096;
/** Methods that change nothing, so that another site may lead a browser here with them. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is kept in an encrypted cookie: the session, or what a sign-in under way has to remember. */
export type CookieName = 'ledger-session' | 'ledger-sign-in';

/**
 * The sessions of people in browsers: the access token of the provider, encrypted in a cookie that no script and no other site can
 * use. The service keeps nothing, so that any instance with the same client secret knows the session. It ends with the token.
 */
@Injectable()
export class Sessions {
  private readonly key: Uint8Array | null;

  constructor(private readonly config: Config) {
    const { oidc } = config.access;
    this.key = oidc?.client
      ? new Uint8Array(
          hkdfSync(
            'sha256',
            oidc.client.secret,
            `${oidc.issuer} ${oidc.client.id}`,
            'budget-ledger cookies',
            32,
          ),
        )
      : null;
  }

  /** Whether people can sign in with a browser. */
  get offered(): boolean {
    return this.key !== null;
  }

  /** The origin that a browser asks, such as `https://budget.example`. */
  originOf({ host }: FastifyRequest): string {
    const { publicOrigin, tls } = this.config.access;
    return publicOrigin ?? `${tls === null ? 'http' : 'https'}://${host}`;
  }

  /**
   * The header that sets an encrypted cookie, with `HttpOnly` and `SameSite=Lax`, and under TLS with `Secure`.
   *
   * @param lastsS how long it lasts, in seconds
   * @throws {HttpRefusal} `token-invalid`: the token is longer than a cookie may be.
   */
  async cookie(name: CookieName, content: JWTPayload, lastsS: number): Promise<string> {
    const sealed = await new EncryptJWT(content)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(name)
      .setExpirationTime(`${lastsS} s`)
      .encrypt(this.key!);
    const cookie = this.named(name);
    if (cookie.length + sealed.length > COOKIE_BYTES_MAX)
      throw new HttpRefusal(
        'token-invalid',
        'The token of the provider is too long for a cookie: let the provider leave out of it what the policy does not need.',
      );
    return `${cookie}=${sealed}; Max-Age=${lastsS}; ${this.attributes()}`;
  }

  /** The header that removes a cookie. */
  noCookie(name: CookieName): string {
    return `${this.named(name)}=; Max-Age=0; ${this.attributes()}`;
  }

  /** What is in a cookie of the request; undefined where there is none that holds now. */
  async contentOf(request: FastifyRequest, name: CookieName): Promise<JWTPayload | undefined> {
    const sealed = cookiesOf(request)[this.named(name)];
    if (this.key === null || sealed === undefined) return undefined;
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, {
        audience: name,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /**
   * The header `Authorization` that the session of a request stands for; undefined where it has none.
   *
   * @throws {Refusal} `forbidden`: another site has sent a change with the session of a visitor.
   */
  async authorizationOf(request: FastifyRequest): Promise<string | undefined> {
    const session = await this.contentOf(request, 'ledger-session');
    if (session === undefined) return undefined;
    if (!SAFE.has(request.method)) this.refuseOtherSites(request);
    return `Bearer ${String(session['token'])}`;
  }

  /**
   * A browser says which site a request comes from (Fetch Metadata), or which origin (RFC 6454).
   *
   * @throws {Refusal} `forbidden`: it is another one, or none.
   */
  refuseOtherSites(request: FastifyRequest): void {
    const { 'sec-fetch-site': site, origin } = request.headers;
    const isOwn = site === undefined ? origin === this.originOf(request) : site === 'same-origin';
    if (!isOwn)
      throw new Refusal(
        'forbidden',
        'A session is good for requests of the own pages alone: this one comes from another site.',
      );
  }

  /** With TLS the prefix keeps other hosts of the same domain from setting it (RFC 6265bis, section 4.1.3.2). */
  private named(name: CookieName): string {
    return this.isSecure() ? `__Host-${name}` : name;
  }

  private attributes(): string {
    return `Path=/; HttpOnly; SameSite=Lax${this.isSecure() ? '; Secure' : ''}`;
  }

  /** Whether browsers reach the service by TLS, its own or that of a proxy. */
  isSecure(): boolean {
    const { publicOrigin, tls } = this.config.access;
    return publicOrigin === undefined ? tls !== null : publicOrigin.startsWith('https:');
  }
}

const cookiesOf = ({ headers }: FastifyRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (headers.cookie ?? '').split(';').map((each) => {
      const [name = '', ...value] = each.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );

import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose';
import { hkdfSync } from 'node:crypto';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { HttpRefusal } from '../problem.js';

/** Browsers drop a cookie whose name and value are longer, in bytes (RFC 6265, section 6.1). */
const COOKIE_BYTES_MAX = 4_096;
/** A longer token goes in parts. All of them must have room in the head of a request, which has 16 KiB. */
const PARTS_MAX = 3;
/** What the first of several parts begins with, which is never in the token itself: their number. */
const PARTED = /^([23])~/;
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

  /** The origin that a browser asks, such as `https://budget.example`: of a trusted proxy too, `X-Forwarded-Host` is not read. */
  originOf({ headers }: FastifyRequest): string {
    const { publicOrigin, tls } = this.config.access;
    return publicOrigin ?? `${tls === null ? 'http' : 'https'}://${headers.host ?? ''}`;
  }

  /**
   * The headers that set an encrypted cookie, with `HttpOnly` and `SameSite=Lax`, and under TLS with `Secure`: one, or several
   * where it is longer than a browser takes.
   *
   * @param lastsS how long it lasts, in seconds
   * @throws {HttpRefusal} `token-invalid`: the token is longer than the cookies of a request may be.
   */
  async cookies(name: CookieName, content: JWTPayload, lastsS: number): Promise<readonly string[]> {
    const sealed = await new EncryptJWT(content)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(name)
      .setExpirationTime(`${lastsS} s`)
      .encrypt(this.key!);
    const names = this.names(name);
    const room = COOKIE_BYTES_MAX - names.at(-1)!.length;
    const count = sealed.length <= room ? 1 : Math.ceil((sealed.length + '2~'.length) / room);
    if (count > PARTS_MAX)
      throw new HttpRefusal(
        'token-invalid',
        'The token of the provider is too long for cookies: let the provider leave out of it what the policy does not need.',
      );
    const whole = count === 1 ? sealed : `${count}~${sealed}`;
    return names
      .slice(0, count)
      .map(
        (part, i) =>
          `${part}=${whole.slice(i * room, (i + 1) * room)}; Max-Age=${lastsS}; ${this.attributes()}`,
      );
  }

  /** The headers that remove a cookie with all its parts. */
  noCookies(name: CookieName): readonly string[] {
    return this.names(name).map((part) => `${part}=; Max-Age=0; ${this.attributes()}`);
  }

  /** What is in a cookie of the request; undefined where there is none that holds now. */
  async contentOf(request: FastifyRequest, name: CookieName): Promise<JWTPayload | undefined> {
    const sent = cookiesOf(request);
    const [first, ...more] = this.names(name).map((part) => sent[part]);
    if (this.key === null || first === undefined) return undefined;
    // Of a longer token of before, more parts may be there than this one has.
    const count = Number(PARTED.exec(first)?.[1] ?? 1);
    const sealed = [first.replace(PARTED, ''), ...more.slice(0, count - 1)].join('');
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
  private names(name: CookieName): readonly string[] {
    const first = this.isSecure() ? `__Host-${name}` : name;
    return Array.from({ length: PARTS_MAX }, (_, i) => (i === 0 ? first : `${first}-${i + 1}`));
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

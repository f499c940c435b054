import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { Refusal } from '../../domain/errors.js';

/** How long a receiver may take, in ms: the specification recommends 15 to 30 s. */
const ANSWER_MS_MAX = 20_000;
/** How many characters of an answer are kept. */
const ANSWER_CHARS_MAX = 200;

/** What a receiver answered; a status of 0 where it did not answer, and why. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** Networks that are no receivers on the internet: this machine, private and link-local ones, and where clouds keep credentials. */
const PRIVATE: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  // The host of a machine of Azure.
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  // 6to4 and Teredo, which have an IPv4 address in them.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const listOf = (networks: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family(network));
  return list;
};

const privateNetworks = listOf(PRIVATE);

/**
 * Sends to receivers, and to none in a private network, whatever a name resolves to: the address that was checked is the one
 * that is connected to, at every send.
 */
export class Targets {
  private readonly allowed: BlockList;

  /** @param allowed networks such as `10.1.0.0/16` that may be sent to although they are private. */
  constructor(allowed: readonly string[]) {
    this.allowed = listOf(
      allowed.map((each) => {
        const [network = '', bits] = each.split('/');
        return [network, Number(bits)] as const;
      }),
    );
  }

  /**
   * Checks the address of a receiver.
   *
   * @throws {Refusal} `malformed`: it is no http(s) URL, has a password, or its name is not known; `forbidden`: it is in a private
   *   network.
   */
  async check(url: string): Promise<void> {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    if (target === undefined || !/^https?:$/.test(target.protocol) || target.username !== '')
      throw new Refusal(
        'malformed',
        `"${url}" cannot be the address of a webhook: give an http(s) URL.`,
      );
    await new Promise<void>((resolve, reject) => {
      this.lookup(hostOf(target), { all: true }, (error) => (error ? reject(error) : resolve()));
    }).catch((error: unknown) => {
      if (error instanceof Refusal) throw error;
      throw new Refusal('malformed', `The host of ${url} cannot be found.`, {}, { cause: error });
    });
  }

  /** Posts a JSON text. Never follows a redirect. */
  post(
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    ended?: AbortSignal,
  ): Promise<Answered> {
    const target = new URL(url);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const timeout = AbortSignal.timeout(ANSWER_MS_MAX);
    const signal = ended === undefined ? timeout : AbortSignal.any([timeout, ended]);
    return new Promise<Answered>((resolve) => {
      const failed = (error: Error): void =>
        resolve({ status: 0, text: error.message, retryAfter: undefined });
      const options: RequestOptions = {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        },
        agent: false,
        signal,
        lookup: this.lookup as NonNullable<RequestOptions['lookup']>,
      };
      // An address in the URL is not looked up.
      const host = hostOf(target);
      if (isIP(host) !== 0 && this.isPrivate(host)) return failed(inPrivateNetwork(host));
      const request = send(target, options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text = (text + chunk).slice(0, ANSWER_CHARS_MAX);
        });
        const { statusCode: status = 0, headers: answered } = response;
        response.on('end', () => resolve({ status, text, retryAfter: answered['retry-after'] }));
        response.on('error', failed);
      });
      request.on('error', failed);
      request.end(body);
    });
  }

  private isPrivate(address: string): boolean {
    // An IPv4 address in IPv6 (::ffff:127.0.0.1) is checked as what it is.
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
    const kind = family(mapped);
    return (
      (privateNetworks.check(mapped, kind) || /^::ffff:/i.test(mapped)) &&
      !this.allowed.check(mapped, kind)
    );
  }

  /** `dns.lookup`, without addresses that may not be connected to. */
  private readonly lookup = (
    host: string,
    options: object,
    done: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
  ): void => {
    resolveName(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error);
      const usable = found.filter(({ address }) => !this.isPrivate(address));
      if (usable.length === 0) return done(inPrivateNetwork(host));
      if ('all' in options && options.all === true) done(null, usable);
      else done(null, usable[0]!.address, usable[0]!.family);
    });
  };
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const inPrivateNetwork = (host: string): Refusal =>
  new Refusal(
    'forbidden',
    `${host} is in a private network: name its network in LEDGER_WEBHOOK_NETWORKS to send there.`,
  );

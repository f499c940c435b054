import { FUNCTIONAL } from '../../src/domain/classification/functional.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Config } from '../../src/config/config.js';
import { PinoLogger } from '../../src/http/pino-logger.js';
import { serve, type Service } from '../../src/program/main.js';
import { deleteViews, storesOf } from '../support/test-stores.js';
import { undescribed } from './described-answers.js';

export const BUDGET = 'wenhua-2024-department';

/** A service with its own data folder, listening on a loopback port. */
export interface Running {
  readonly data: string;
  readonly address: string;
  /** What it logged, a line each. */
  readonly logged: readonly string[];
  restart(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export const running = async (env: Readonly<Record<string, string>> = {}): Promise<Running> => {
  const data = await mkdtemp(join(tmpdir(), 'ledger-http-'));
  const logged: string[] = [];
  const logger = new PinoLogger(
    pino(
      { level: 'info' },
      new Writable({
        write: (chunk: Buffer, _, done) => {
          logged.push(chunk.toString());
          done();
        },
      }),
    ),
  );
  const start = (): Promise<Service> =>
    serve(Config.of({ ...storesOf(data), ...env }, { data, port: 0 }), logger);
  let service = await start();
  return {
    data,
    logged,
    get address() {
      return service.address;
    },
    restart: async (between) => {
      await service.close();
      await between?.();
      service = await start();
    },
    close: async () => {
      await service.close();
      await deleteViews(data);
      await rm(data, { recursive: true, force: true });
    },
  };
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
}
/** The body of an answer, of any shape. */
export type Json = string & { readonly [key: string]: Json; readonly [index: number]: Json };

export const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson =
    (response.headers.get('content-type') ?? '').match(/^application\/(problem\+)?json/) !== null;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson && text !== '' ? JSON.parse(text) : null) as unknown as Json,
  };
};

export type Ask = (path: string, headers?: Record<string, string>) => Promise<Answer>;
export type Send = (
  path: string,
  body: unknown,
  headers?: Record<string, string | null>,
) => Promise<Answer>;

/** The answer, which must be one that docs/openapi.json describes. */
const described = async (method: 'get' | 'post', response: Response): Promise<Answer> => {
  const answer = await answerOf(response);
  const wrong = undescribed(method, response.url, answer);
  if (wrong !== null) throw new Error(wrong);
  return answer;
};

/** A client: its writes have an actor and a new key unless the headers say otherwise. */
export const clientOf = (service: Running): { get: Ask; post: Send } => ({
  get: async (path, headers = {}) =>
    described('get', await fetch(`${service.address}${path}`, { headers })),
  post: async (path, body, given = {}) => {
    const headers: Record<string, string | null> = {
      'ledger-actor': 'zhang',
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/json',
      ...given,
    };
    return described(
      'post',
      await fetch(`${service.address}${path}`, {
        method: 'POST',
        headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
          value === null ? [] : [[name, value]],
        ),
        body:
          typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
            ? (body as string)
            : JSON.stringify(body),
      }),
    );
  },
});

export const opening = (agency = 'wenhua', fiscalYear = 2024) => ({
  agency: { code: agency, name: `${agency}局` },
  fiscalYear,
  scope: 'department',
});

export const line = (amount: unknown = '100.00', item = '2070101') => ({
  schedule: 'expenditure',
  fund: 'general',
  function: item,
  expenditure: 'basic',
  name: '行政运行',
  amount,
});

/** Items of the classification that no rule compares with another table. */
const ITEMS = Object.keys(FUNCTIONAL).filter(
  (code) => code.length === 7 && !/^(?:20701|208|210|221)/.test(code),
);

/** The function code of the i-th line, for tests that need many lines. Beyond the classification each raises a finding. */
export const item = (i: number): string => ITEMS[i] ?? String(2_070_000 + i);

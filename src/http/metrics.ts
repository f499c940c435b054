import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { OpenStreams } from './open-streams.js';
import { KeptAnswers } from './transfer/kept-answers.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The figures that an operator watches, in the text format of Prometheus. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'ledger_http_request_seconds',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly writes = new Counter({
    name: 'ledger_http_writes_total',
    help: 'Answered writes, by route',
    labelNames: ['route'],
    registers: [this.registry],
  });

  private readonly logUp = this.gauge('ledger_log_up', 'Whether the log can be read: 1 or 0');
  private readonly position = this.gauge(
    'ledger_log_position',
    'Position of the last event in the log',
  );
  private readonly viewsUp = this.gauge('ledger_views_up', 'Whether the views can be read: 1 or 0');
  private readonly events = this.gauge(
    'ledger_projection_events',
    'Events that a projection has seen',
    ['projection'],
  );
  private readonly lag = this.gauge(
    'ledger_projection_lag_events',
    'Events that a projection has not seen yet',
    ['projection'],
  );
  private readonly stopped = this.gauge(
    'ledger_projection_stopped_budgets',
    'Budgets that a projection has stopped at',
    ['projection'],
  );

  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    streams: OpenStreams,
    kept: KeptAnswers,
    { httpAdapter }: HttpAdapterHost,
  ) {
    const registers = [this.registry];
    new Gauge({
      name: 'ledger_change_streams',
      help: 'Open streams of changes',
      registers,
      collect() {
        this.set(streams.count);
      },
    });
    new Gauge({
      name: 'ledger_change_streams_buffered_bytes',
      help: 'Bytes of the streams of changes that wait for readers who are slow',
      registers,
      collect() {
        this.set(streams.bufferedBytes);
      },
    });
    new Counter({
      name: 'ledger_change_streams_cut_total',
      help: 'Streams of changes that were ended because their reader did not read',
      registers,
      collect() {
        this.reset();
        this.inc(streams.cut);
      },
    });
    new Counter({
      name: 'ledger_http_kept_answers_total',
      help: 'Reads whose answer may be kept: sent again as it was kept, or made anew',
      labelNames: ['answer'],
      registers,
      collect() {
        this.reset();
        for (const [answer, times] of Object.entries(kept.asked)) this.inc({ answer }, times);
      },
    });
    new Gauge({
      name: 'ledger_http_kept_answers_bytes',
      help: 'Memory of the kept answers',
      registers,
      collect() {
        this.set(kept.bytes);
      },
    });
    this.watch(httpAdapter.getInstance());
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Also while the log or the views cannot be read: their figures are left out then. */
  async text(): Promise<string> {
    const head = await this.log.head().catch(() => null);
    this.logUp.set(head === null ? 0 : 1);
    const projections = await this.projector.status().catch(() => null);
    this.viewsUp.set(projections === null ? 0 : 1);
    this.position.remove();
    for (const gauge of [this.events, this.lag, this.stopped]) gauge.reset();
    if (head !== null) this.position.set(Number(head));
    for (const { name, sequence, lag, stopped } of projections ?? []) {
      this.events.set({ projection: name }, sequence);
      this.lag.set({ projection: name }, lag);
      this.stopped.set({ projection: name }, stopped.length);
    }
    return this.registry.metrics();
  }

  /** Counts every answer, by the route's pattern and not by its path: one series for all budgets. */
  private watch(server: FastifyInstance): void {
    server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
      const route = routeOptions.url ?? 'none';
      this.requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      if (method === 'POST' && reply.statusCode < 300) this.writes.inc({ route });
    });
  }

  private gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}

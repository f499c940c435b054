import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Streams } from './streams.js';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What an operator watches, in the text form of Prometheus. */
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

  constructor(
    @Inject(EventLog) log: EventLog,
    @Inject(Projector) projector: Projector,
    @Inject(Streams) streams: Streams,
  ) {
    const registers = [this.registry];
    new Gauge({
      name: 'ledger_log_position',
      help: 'Position of the last event in the log',
      registers,
      async collect() {
        this.set(Number(await log.head()));
      },
    });
    const position = new Gauge({
      name: 'ledger_projection_events',
      help: 'Events that a projection has seen',
      labelNames: ['projection'],
      registers,
    });
    const stopped = new Gauge({
      name: 'ledger_projection_stopped_budgets',
      help: 'Budgets that stand still in a projection',
      labelNames: ['projection'],
      registers,
    });
    new Gauge({
      name: 'ledger_projection_lag_events',
      help: 'Events that a projection has not seen yet',
      labelNames: ['projection'],
      registers,
      async collect() {
        for (const { name, sequence, lag, stopped: budgets } of await projector.status()) {
          this.set({ projection: name }, lag);
          position.set({ projection: name }, sequence);
          stopped.set({ projection: name }, budgets.length);
        }
      },
    });
    new Gauge({
      name: 'ledger_change_streams',
      help: 'Open streams of changes',
      registers,
      collect() {
        this.set(streams.count);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counts every answer. The route's pattern, not the path, so that there are not as many series as budgets. */
  watch(server: FastifyInstance): void {
    server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
      const route = routeOptions.url ?? 'none';
      this.requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      if (method === 'POST' && reply.statusCode < 300) this.writes.inc({ route });
    });
  }
}

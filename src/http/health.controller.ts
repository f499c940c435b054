import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { EventLog } from '../log/event-log.js';
import { PeriodicCheckpoints } from '../proof/periodic-checkpoints.js';
import { Projector } from '../projector/projector.js';
import { Metrics } from './metrics.js';
import { noParameters } from './query-parameters.js';
import { ACCESS, Answers, Operation } from './route.js';

/** A projection that lags by more events than this is behind. A smaller lag is usual while events are recorded. */
const LAG_EVENTS_MAX = 1_000;

const alive = z.strictObject({ status: z.literal('alive') }).meta({ id: 'Health' });
const ready = z
  .strictObject({
    status: z.literal('ready'),
    projections: z.array(
      z.strictObject({
        name: z.string(),
        state: z.enum(['live', 'behind', 'rebuilding']),
        position: z.string(),
        sequence: z.int(),
        lag: z.int(),
        stopped: z.array(
          z.strictObject({
            budget: z.string(),
            position: z.string(),
            error: z.string(),
            since: z.string(),
          }),
        ),
        problem: z.string().nullable(),
      }),
    ),
    /** What an operator should look at, and takes no instance out of service; absent where there is nothing. */
    warnings: z.array(z.string()).exactOptional(),
  })
  .meta({ id: 'Readiness' });

/** `/healthz`, `/readyz` and `/metrics`, for the operator: liveness, readiness and the counters for Prometheus. */
@ApiTags('operation')
@Controller()
export class HealthController {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly registry: Metrics,
    private readonly checkpoints: PeriodicCheckpoints,
    private readonly config: Config,
  ) {}

  @Get('healthz')
  @Operation('getHealth', 'The process runs and answers')
  @Answers({ 200: alive }, ['unknown-parameter', 'internal'])
  health(@Query({ schema: noParameters }) _parameters: unknown): z.infer<typeof alive> {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Operation(
    'getReadiness',
    'The log answers and every view follows it; otherwise 503, which names the views that do not',
    'A stopped budget is named, and takes no instance out of service: its own reads are refused.',
  )
  @Answers({ 200: ready }, [
    'unknown-parameter',
    'projection-behind',
    'proof-differs',
    'log-unavailable',
    'internal',
  ])
  async ready(
    @Query({ schema: noParameters }) _parameters: unknown,
  ): Promise<z.infer<typeof ready>> {
    await this.log.head();
    const { difference } = this.checkpoints;
    if (difference !== null) throw new Refusal('proof-differs', difference);
    const isPrivate = this.config.access.oidc !== null;
    const projections = (await this.projector.status()).map(
      ({ name, state, position, sequence, lag, stopped, problem: why }) => ({
        name,
        state,
        position: String(position),
        sequence,
        lag,
        // Whoever asks has no token: nothing names a budget where callers are authenticated.
        stopped: isPrivate
          ? []
          : stopped.map((each) => ({ ...each, position: String(each.position) })),
        problem: why,
      }),
    );
    const late = projections.filter(
      ({ state, lag, problem: why }) =>
        state === 'rebuilding' || lag > LAG_EVENTS_MAX || why !== null,
    );
    if (late.length > 0) {
      const names = late.map(({ name }) => name).join(', ');
      throw new Refusal('projection-behind', `These views do not follow the log: ${names}.`, {
        projections,
      });
    }
    const warning = await this.projector.clockWarning();
    return { status: 'ready', projections, ...(warning !== null && { warnings: [warning] }) };
  }

  @Get('metrics')
  @ApiProduces('text/plain')
  @Operation('getMetrics', 'The figures that an operator watches, in the text format of Prometheus')
  @Answers({ 200: z.string() }, [...ACCESS, 'unknown-parameter', 'internal'])
  @Header('Cache-Control', 'no-store')
  async metrics(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    reply.type(this.registry.contentType);
    return this.registry.text();
  }
}

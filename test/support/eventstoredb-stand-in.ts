import grpcGossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import grpcStreams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  AppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerWritableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import {
  KeptEvents,
  type Expected,
  type KeptEvent,
  type Outcome,
  type Place,
  type Proposed,
} from './eventstoredb-records.js';

/** How the stand-in fails an append. */
export type Failure =
  /** Stores it and sends no answer. */
  | 'answer-lost'
  /** Stores nothing and sends no answer. */
  | 'request-lost'
  /** Stores it and closes every connection. */
  | 'broken-after'
  /** Stores nothing and closes every connection. */
  | 'broken-before';

/**
 * A stand-in for an EventStoreDB server: it implements the gRPC protocol of the client package over real connections, and
 * behaves as a server 23.10 was observed to behave. It tests the adapter, not the server: the same tests also run on a
 * real server where one is available.
 */
export class EventStoreDbStandIn {
  /** Starts on a free port. With the `events` of another stand-in it is a second node of the same cluster. */
  static async start(
    events = new KeptEvents(),
    security = ServerCredentials.createInsecure(),
  ): Promise<EventStoreDbStandIn> {
    const standIn = new EventStoreDbStandIn(events, security);
    await standIn.resume();
    return standIn;
  }

  /** The leader, when this node is not the leader. */
  leader: EventStoreDbStandIn | undefined;
  /** The failures of the next appends, in order. */
  readonly failures: Failure[] = [];
  /** While true, no call is answered. */
  hangs = false;
  /** While true, access is denied. */
  denies = false;
  /** The number of calls of each kind. */
  readonly asked = { appends: 0, reads: 0, subscriptions: 0 };
  /** The start position of each subscription. */
  readonly subscribedFrom: bigint[] = [];

  /** The `authorization` of every append and read; undefined for a call without credentials. */
  readonly authorizations = new Set<string | undefined>();

  private server: Server | undefined;
  private port = 0;

  private constructor(
    readonly events: KeptEvents,
    private readonly security: ServerCredentials,
  ) {}

  get connection(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Listens again, on the same port, with the same events. */
  async resume(): Promise<void> {
    const server = new Server();
    server.addService(streamsService, {
      append: (call: AppendCall, answer: sendUnaryData<AppendResp>) => this.append(call, answer),
      read: (call: ReadCall) => void this.read(call),
    });
    server.addService(grpcGossip.GossipService, {
      read: (_: unknown, answer: sendUnaryData<unknown>) => this.gossip(answer),
    });
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, this.security, (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    this.server = server;
  }

  /** Stops like a killed process: connections are closed, and the port is free. */
  async stop(): Promise<void> {
    this.server?.forceShutdown();
    this.server = undefined;
    await new Promise((resolve) => setImmediate(resolve));
  }

  private append(call: AppendCall, answer: sendUnaryData<AppendResp>): void {
    this.asked.appends += 1;
    this.authorizations.add(authorizationOf(call));
    let options: InstanceType<typeof streams.AppendReq.Options> | undefined;
    const proposed: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) proposed.push(proposedOf(message));
    });
    call.on('error', () => {});
    const answered = (): void => {
      if (this.hangs || call.cancelled) return;
      if (this.denies) return answer(denied());
      if (this.leader) return answer(notLeader(this.leader.port));
      const failure = this.failures.shift();
      if (failure === 'request-lost') return;
      if (failure === 'broken-before') return void this.breakConnections();
      const outcome = this.events.append(streamOf(options!), expectedOf(options!), proposed);
      if (failure === 'answer-lost') return;
      if (failure === 'broken-after') return void this.breakConnections();
      if (outcome.kind === 'too-large') return answer(tooLarge(outcome.maximum));
      answer(null, appendResponse(outcome));
    };
    // The stream of a killed client also ends, but is cancelled: an incomplete append must not be stored.
    call.on('end', () => setImmediate(answered));
  }

  private async breakConnections(): Promise<void> {
    await this.stop();
    await this.resume();
  }

  private async read(call: ReadCall): Promise<void> {
    const options = call.request.getOptions()!;
    this.authorizations.add(authorizationOf(call));
    if (options.hasSubscription()) this.asked.subscriptions += 1;
    else this.asked.reads += 1;
    if (this.hangs) return;
    if (this.denies) return void call.emit('error', denied());
    if (this.leader && call.metadata.get('requires-leader')[0] === 'true')
      return void call.emit('error', notLeader(this.leader.port));
    if (options.hasStream()) return this.readStream(call, options);
    if (options.hasSubscription()) return this.subscription(call, options);
    return this.readAll(call, options);
  }

  private async readStream(call: ReadCall, options: ReadOptions): Promise<void> {
    const stream = options.getStream()!;
    const name = text(stream.getStreamIdentifier()!.getStreamName_asU8());
    const kept = this.events.stream(name);
    if (!kept) {
      call.write(
        new streams.ReadResp().setStreamNotFound(
          new streams.ReadResp.StreamNotFound().setStreamIdentifier(stream.getStreamIdentifier()),
        ),
      );
      return void call.end();
    }
    const backward = options.getReadDirection() === BACKWARD;
    const from = stream.hasEnd()
      ? kept.length - 1
      : stream.hasStart()
        ? 0
        : Number(stream.getRevision());
    const first = this.events.firstOf(name);
    const events = backward
      ? kept.slice(first, from + 1).reverse()
      : kept.slice(Math.max(first, from));
    for (const event of events.slice(0, Number(options.getCount())))
      await write(call, eventResponse(event));
    call.end();
  }

  private async readAll(call: ReadCall, options: ReadOptions): Promise<void> {
    const wanted = filterOf(options);
    const backward = options.getReadDirection() === BACKWARD;
    const place = placeOf(options);
    const from = backward ? this.events.backwardFrom(place) : this.events.forwardFrom(place);
    if (from === undefined)
      return void call.emit('error', failure('Unexpected FilteredReadAllResult: Error'));
    let left = Number(options.getCount());
    for (let i = from, event; left > 0 && (event = this.events.at(i)); i += backward ? -1 : 1)
      if (wanted(event)) {
        left -= 1;
        await write(call, eventResponse(event));
      }
    call.end();
  }

  /** Events after the position, then new ones, with one cursor, so that none is missed between them. */
  private async subscription(call: ReadCall, options: ReadOptions): Promise<void> {
    const wanted = filterOf(options);
    const place = placeOf(options);
    this.subscribedFrom.push(typeof place === 'bigint' ? place : 0n);
    const window =
      (options.getFilter()?.getMax() || 32) *
      (options.getFilter()?.getCheckpointintervalmultiplier() || 1);
    let next = this.events.forwardFrom(place);
    if (next === undefined)
      return void call.emit('error', failure('Exception was thrown by handler.'));
    if (typeof place === 'bigint' && this.events.at(next)?.position === place) next += 1;
    await write(
      call,
      new streams.ReadResp().setConfirmation(
        new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('stand-in'),
      ),
    );
    let wake = () => {};
    const unlisten = this.events.listen(() => wake());
    call.on('cancelled', () => wake());
    call.on('close', () => wake());
    let caughtUp = false;
    for (let scanned = 0; !call.cancelled && !call.destroyed;) {
      const event = this.events.at(next);
      if (!event) {
        if (!caughtUp)
          await write(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
        caughtUp = true;
        if (this.events.at(next)) continue;
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      next += 1;
      scanned += 1;
      if (wanted(event)) await write(call, eventResponse(event));
      if (scanned % window === 0) await write(call, checkpointResponse(event));
    }
    unlisten();
  }

  private gossip(answer: sendUnaryData<unknown>): void {
    const members = [this, ...(this.leader ? [this.leader] : [])].map((node) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString('20000000-0000-4000-8000-000000000000'))
        .setTimeStamp('0')
        .setState(
          node.leader ? gossip.MemberInfo.VNodeState.FOLLOWER : gossip.MemberInfo.VNodeState.LEADER,
        )
        .setIsAlive(node.server !== undefined)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(node.port)),
    );
    answer(null, new gossip.ClusterInfo().setMembersList(members));
  }
}

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;
type ReadCall = ServerWritableStream<ReadReq, ReadResp>;
type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;

const authorizationOf = ({ metadata }: AppendCall | ReadCall): string | undefined =>
  metadata.get('authorization')[0]?.toString();

const BACKWARD = 1;

/** Cached, because an event is read many times and never changes. */
const spelled = new WeakMap<ReadResp, Buffer>();
const streamsService = {
  ...grpcStreams.StreamsService,
  read: {
    ...grpcStreams.StreamsService.read,
    responseSerialize: (response: ReadResp): Buffer => {
      const bytes = spelled.get(response) ?? Buffer.from(response.serializeBinary());
      if (response.hasEvent()) spelled.set(response, bytes);
      return bytes;
    },
  },
};
const responses = new WeakMap<KeptEvent, ReadResp>();

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const streamOf = (options: InstanceType<typeof streams.AppendReq.Options>): string =>
  text(options.getStreamIdentifier()!.getStreamName_asU8());

const expectedOf = (options: InstanceType<typeof streams.AppendReq.Options>): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt(options.getRevision());
};

const proposedOf = (message: InstanceType<typeof streams.AppendReq.ProposedMessage>): Proposed => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  meta: message.getCustomMetadata_asU8(),
});

const placeOf = (options: ReadOptions): Place => {
  const all = options.getAll()!;
  if (all.hasStart()) return 'start';
  if (all.hasEnd()) return 'end';
  return BigInt(all.getPosition()!.getCommitPosition());
};

const filterOf = (options: ReadOptions): ((event: KeptEvent) => boolean) => {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList();
  return prefixes
    ? ({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix))
    : () => true;
};

const appendResponse = (outcome: Exclude<Outcome, { kind: 'too-large' }>): AppendResp => {
  if (outcome.kind === 'success')
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success()
        .setCurrentRevision(String(outcome.revision))
        .setPosition(
          new streams.AppendResp.Position()
            .setCommitPosition(String(outcome.position))
            .setPreparePosition(String(outcome.position)),
        ),
    );
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.current === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(outcome.current));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};

const eventResponse = (event: KeptEvent): ReadResp => {
  const made = responses.get(event) ?? newResponse(event);
  responses.set(event, made);
  return made;
};

const newResponse = (event: KeptEvent): ReadResp => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(
      new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream, 'utf8')),
    )
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.meta);
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType);
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position)),
  );
};

const checkpointResponse = ({ position }: KeptEvent): ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );

/** Waits for a client that reads slowly. */
const write = (call: ReadCall, response: ReadResp): Promise<void> | undefined => {
  if (call.cancelled || call.destroyed || call.write(response)) return undefined;
  return new Promise((resolve) => {
    const events = ['drain', 'cancelled', 'close'];
    const done = () => {
      for (const event of events) call.off(event, done);
      resolve();
    };
    for (const event of events) call.on(event, done);
  });
};

const failure = (
  details: string,
  code: status = status.UNKNOWN,
  trailers: Readonly<Record<string, string>> = {},
): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

const tooLarge = (maximum: number): ServiceError =>
  failure(`Maximum Append Size of ${maximum} Exceeded.`, status.INVALID_ARGUMENT, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maximum),
  });

const denied = (): ServiceError =>
  failure('Access Denied', status.PERMISSION_DENIED, { exception: 'access-denied' });

const notLeader = (port: number): ServiceError =>
  failure('Leader info available', status.NOT_FOUND, {
    exception: 'not-leader',
    'leader-endpoint-host': '127.0.0.1',
    'leader-endpoint-port': String(port),
  });

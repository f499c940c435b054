import db, { type EventStoreDBClient } from '@eventstore/db-client';
import grpcStreams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { CallOptions, Channel, ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { withTimeout } from '../../concurrency/with-timeout.js';
import type { Credentials, LedgerAddress } from './address.js';
import { withDeadline, type Sent } from './deadline.js';
import type { ExpectedVersion, EncodedEvent, StoredEvent } from '../event-log.js';

/** The server's answer to an append: the place of its last event (also for a repetition), or the stream's version. */
export type AppendAnswer =
  { readonly version: number; readonly position: bigint } | { readonly actual: number };

/** A part of the log to read. As on the server, `from` is inclusive in a forward read and exclusive in a backward read. */
export interface AllRange {
  readonly from: bigint | 'start' | 'end';
  readonly direction: 'forward' | 'backward';
  readonly count: number;
  /** Only streams whose names begin so. */
  readonly streams?: string | undefined;
}

/** The events of one stream from a version on; `count` is the largest number of events. */
export interface StreamRange {
  readonly from: number | 'end';
  readonly direction: 'forward' | 'backward';
  readonly count: number;
}

/** A message of a subscription: an event, or the position up to which the server found no more events. */
export type Followed = { readonly event: StoredEvent } | { readonly checkpoint: bigint };

/** An open subscription; end it with `cancel()`. */
export type FollowedStream = ClientReadableStream<ReadResp>;

/**
 * The calls of EventStoreDB that the log needs, made with the generated gRPC stubs of the client package instead of its
 * own methods: these parse the events, while the log must return the stored bytes; they send all appends through one
 * stream, so that one broken connection fails them all; and their reads have neither a filter nor a deadline. The client
 * still finds the node and the leader, and handles TLS and credentials.
 */
export class GrpcCalls {
  private readonly client: EventStoreDBClient;
  private readonly calls: ClientCalls;

  private readonly prefixes: readonly string[];

  /**
   * Opens no connection yet. `categories` are the prefixes of the streams that are read together.
   */
  constructor(
    private readonly address: LedgerAddress,
    categories: readonly string[],
  ) {
    this.prefixes = categories.map((category) => `${address.prefix}${category}`);
    this.client = db.EventStoreDBClient.connectionString(address.connection);
    // Protected members, which the package's own methods use in the same way.
    this.calls = this.client as unknown as ClientCalls;
  }

  /** Appends all events or none, independently of other calls on the same connection. */
  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
    deadlineMs: number,
  ): Promise<AppendAnswer> {
    return this.appendRaw(`${this.address.prefix}${stream}`, expected, events, deadlineMs);
  }

  /** The same, with the stream's full name on the server. */
  appendRaw(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
    deadlineMs: number,
  ): Promise<AppendAnswer> {
    return withDeadline(deadlineMs, (sent) =>
      this.calls.execute(grpcStreams.StreamsClient, 'append', (client) =>
        this.send(client, sent, deadlineMs, [
          appendHeader(stream, expected),
          ...events.map(proposal),
        ]),
      ),
    );
  }

  readAll(range: AllRange, deadlineMs: number): Promise<StoredEvent[]> {
    const { streams: of } = range;
    const prefixes = of === undefined ? this.prefixes : [`${this.address.prefix}${of}`];
    return this.read(readAllRequest(range, prefixes), deadlineMs, this.stored);
  }

  /** The positions of events of any stream. */
  positions(range: AllRange, deadlineMs: number): Promise<bigint[]> {
    return this.read(readAllRequest(range), deadlineMs, (read) =>
      BigInt(read.getEvent()!.getCommitPosition()),
    );
  }

  /** Empty for a stream that does not exist. */
  readStream(stream: string, range: StreamRange, deadlineMs: number): Promise<StoredEvent[]> {
    const request = readStreamRequest(`${this.address.prefix}${stream}`, range);
    return this.read(request, deadlineMs, this.stored);
  }

  /** The JSON text with the limits and the access rule of a stream; undefined when it was given none. */
  async metadata(stream: string, deadlineMs: number): Promise<string | undefined> {
    const last = { from: 'end', direction: 'backward', count: 1 } as const;
    const request = readStreamRequest(`$$${this.address.prefix}${stream}`, last);
    const [metadata] = await this.read(request, deadlineMs, this.stored);
    return metadata?.data;
  }

  /** All events after a position, until it is cancelled or the connection breaks. The listener applies backpressure. */
  subscribe(after: bigint | 'start', deadlineMs: number): Promise<FollowedStream> {
    return withDeadline(deadlineMs, (sent) =>
      this.open(subscription(after, this.prefixes), Number.POSITIVE_INFINITY, sent),
    );
  }

  /** The content of a subscription's response; undefined for responses without an event or a checkpoint. */
  followed(response: ReadResp): Followed | undefined {
    const read = response.getEvent();
    if (read?.hasEvent()) {
      const event = this.stored(read);
      return isMarker(event) ? { checkpoint: event.position } : { event };
    }
    const checkpoint = response.getCheckpoint();
    return checkpoint && { checkpoint: BigInt(checkpoint.getCommitPosition()) };
  }

  /** Cancels running calls and closes the connection. */
  async close(): Promise<void> {
    await this.client.dispose();
    // A client that finds no node goes on looking for a long time: closing does not wait for it.
    const channel = await withTimeout(
      this.calls.getChannel().catch(() => undefined),
      CLOSE_MS,
      () => undefined,
    );
    channel?.close();
  }

  private send(
    client: StreamsClient,
    sent: Sent,
    deadlineMs: number,
    messages: readonly InstanceType<typeof streams.AppendReq>[],
  ): Promise<AppendAnswer> {
    return new Promise((resolve, reject) => {
      sent.now();
      const sink = client.append(
        ...this.callArguments({ deadline: deadlineMs }),
        (error, response) => (error ? reject(error) : resolve(appendAnswer(response))),
      );
      // The callback gets the same error.
      sink.on('error', reject);
      for (const message of messages) sink.write(message);
      sink.end();
    });
  }

  private callArguments(
    base: { readonly deadline?: number },
    options?: CallOptions,
  ): [Metadata, CallOptions] {
    const { credentials } = this.address;
    return this.calls.callArguments(
      { requiresLeader: true, ...base, ...(credentials && { credentials }) },
      options,
    );
  }

  private readonly stored = (read: ReadResp.ReadEvent): StoredEvent =>
    storedEvent(read, this.address.prefix);

  private read<T>(
    request: ReadRequest,
    deadlineMs: number,
    of: (read: ReadResp.ReadEvent) => T,
  ): Promise<T[]> {
    return withDeadline(deadlineMs, async (sent) => {
      const stream = await this.open(request, Date.now() + deadlineMs, sent);
      return new Promise((resolve, reject) => {
        const events: T[] = [];
        stream.on('data', (response: ReadResp) => {
          const read = response.getEvent();
          if (read?.hasEvent()) events.push(of(read));
        });
        stream.on('error', reject);
        stream.on('end', () => resolve(events));
      });
    });
  }

  private open(request: ReadRequest, deadline: number, sent: Sent): Promise<FollowedStream> {
    return this.calls.GRPCStreamCreator(grpcStreams.StreamsClient, 'read', (client) => {
      sent.now();
      return client.read(request, ...this.callArguments({}, { deadline }));
    })();
  }
}

/** The protected members of the client that are used here. */
interface ClientCalls {
  execute<T>(
    type: typeof StreamsClient,
    name: string,
    action: (client: StreamsClient) => Promise<T>,
  ): Promise<T>;
  GRPCStreamCreator(
    type: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => FollowedStream,
  ): () => Promise<FollowedStream>;
  callArguments(
    base: {
      readonly requiresLeader?: boolean;
      readonly deadline?: number;
      readonly credentials?: Credentials;
    },
    options?: CallOptions,
  ): [Metadata, CallOptions];
  getChannel(): Promise<Channel>;
}

type ReadRequest = InstanceType<typeof streams.ReadReq>;
type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;

/** After this many events without a match the server sends a checkpoint. */
const SEARCH_WINDOW_EVENTS = 1_000;

/** How long closing waits for the connection. */
const CLOSE_MS = 100;

const DIRECTION = { forward: 0, backward: 1 } as const;

const appendHeader = (stream: string, expected: ExpectedVersion) => {
  const options = new streams.AppendReq.Options();
  options.setStreamIdentifier(identifier(stream));
  if (expected === 'any') options.setAny(new shared.Empty());
  else if (expected === 'no-stream') options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  return new streams.AppendReq().setOptions(options);
};

/** Marked as JSON, so that the server's web interface shows the content. */
const proposal = ({ id, type, data, meta }: EncodedEvent) => {
  const message = new streams.AppendReq.ProposedMessage();
  message.setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(Buffer.from(data, 'utf8'));
  message.setCustomMetadata(Buffer.from(meta, 'utf8'));
  return new streams.AppendReq().setProposedMessage(message);
};

const appendAnswer = (response: AppendResp): AppendAnswer => {
  const success = response.getSuccess();
  if (success)
    return {
      version: Number(success.getCurrentRevision()),
      position: BigInt(success.getPosition()!.getCommitPosition()),
    };
  const wrong = response.getWrongExpectedVersion()!;
  return { actual: wrong.hasCurrentRevision() ? Number(wrong.getCurrentRevision()) : -1 };
};

/** Reads all streams when `prefixes` is undefined. */
const readAllRequest = (
  { from, direction, count }: AllRange,
  prefixes?: readonly string[],
): ReadRequest => {
  const options = new streams.ReadReq.Options()
    .setAll(allFrom(from))
    .setReadDirection(DIRECTION[direction])
    .setCount(String(count));
  return readRequest(
    prefixes
      ? options.setFilter(streamsThatBeginWith(prefixes))
      : options.setNoFilter(new shared.Empty()),
  );
};

const readStreamRequest = (
  stream: string,
  { from, direction, count }: StreamRange,
): ReadRequest => {
  const options = new streams.ReadReq.Options.StreamOptions();
  options.setStreamIdentifier(identifier(stream));
  if (from === 'end') options.setEnd(new shared.Empty());
  else options.setRevision(String(from));
  return readRequest(
    new streams.ReadReq.Options()
      .setStream(options)
      .setReadDirection(DIRECTION[direction])
      .setCount(String(count))
      .setNoFilter(new shared.Empty()),
  );
};

const subscription = (after: bigint | 'start', prefixes: readonly string[]): ReadRequest =>
  readRequest(
    new streams.ReadReq.Options()
      .setAll(allFrom(after))
      .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
      .setFilter(streamsThatBeginWith(prefixes)),
  );

const readRequest = (options: ReadOptions): ReadRequest =>
  new streams.ReadReq().setOptions(
    options.setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty())),
  );

const allFrom = (from: bigint | 'start' | 'end') => {
  const all = new streams.ReadReq.Options.AllOptions();
  if (from === 'start') return all.setStart(new shared.Empty());
  if (from === 'end') return all.setEnd(new shared.Empty());
  const position = new streams.ReadReq.Options.Position();
  // Commit and prepare position are equal for events that are appended without a transaction.
  position.setCommitPosition(String(from));
  position.setPreparePosition(String(from));
  return all.setPosition(position);
};

const streamsThatBeginWith = (prefixes: readonly string[]) =>
  new streams.ReadReq.Options.FilterOptions()
    .setStreamIdentifier(
      new streams.ReadReq.Options.FilterOptions.Expression().setPrefixList([...prefixes]),
    )
    .setMax(SEARCH_WINDOW_EVENTS)
    .setCheckpointintervalmultiplier(1);

const identifier = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));

const storedEvent = (read: ReadResp.ReadEvent, prefix: string): StoredEvent => {
  const event = read.getEvent()!;
  return {
    position: BigInt(event.getCommitPosition()),
    stream: text(event.getStreamIdentifier()!.getStreamName_asU8()).slice(prefix.length),
    // The marker of a stream that was deleted for ever has a greater one than any event.
    version: Math.min(Number(event.getStreamRevision()), Number.MAX_SAFE_INTEGER),
    id: event.getId()!.getString(),
    type: event.getMetadataMap().get('type') ?? '',
    data: text(event.getData_asU8()),
    meta: text(event.getCustomMetadata_asU8()),
  };
};

/** Whether the server has written it at the end of a stream that was deleted for ever: it is no event of the ledger. */
export const isMarker = ({ type }: Pick<StoredEvent, 'type'>): boolean => type === '$streamDeleted';

const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

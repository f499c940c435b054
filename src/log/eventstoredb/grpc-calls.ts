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

/** What the server says to an append: the last event's place, also of an append that it knew already, or a conflict. */
export type AppendAnswer =
  { readonly version: number; readonly position: bigint } | { readonly actual: number };

/** A part of the log to read. `from` of a forward read is inclusive, of a backward read exclusive: so is the server. */
export interface AllRange {
  readonly from: bigint | 'start' | 'end';
  readonly direction: 'forward' | 'backward';
  readonly count: number;
}

export interface StreamRange {
  readonly from: number | 'end';
  readonly direction: 'forward' | 'backward';
  readonly count: number;
}

/** What a subscription sends: an event, or how far the server has looked without finding one. */
export type Followed = { readonly event: StoredEvent } | { readonly checkpoint: bigint };

export type FollowedStream = ClientReadableStream<ReadResp>;

/**
 * The calls of EventStoreDB that the log needs, spelled with the messages that the client package brings: its own methods
 * parse what they read, and the log's bytes have to come back as they were stored; they share one stream among all
 * appends, and one broken connection then breaks the appends of every other; and their reads know neither a filter nor a
 * deadline. Finding the node, the leader, TLS and credentials stay the client's.
 */
export class GrpcCalls {
  private readonly client: EventStoreDBClient;
  private readonly calls: ClientCalls;

  private readonly prefixes: readonly string[];

  /**
   * Opens no connection yet. `categories`: how the names of the streams begin that are read together. `prefix`: what the
   * server's names have before ours, where it keeps several ledgers.
   */
  constructor(
    private readonly address: LedgerAddress,
    categories: readonly string[],
  ) {
    this.prefixes = categories.map((category) => `${address.prefix}${category}`);
    this.client = db.EventStoreDBClient.connectionString(address.connection);
    // Protected, not private: the package's own methods are made of these in the same way.
    this.calls = this.client as unknown as ClientCalls;
  }

  /** All events or none. Whatever else is under way on this connection or another has no part in it. */
  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly EncodedEvent[],
    deadlineMs: number,
  ): Promise<AppendAnswer> {
    return this.appendRaw(`${this.address.prefix}${stream}`, expected, events, deadlineMs);
  }

  /** The same to a stream by the name that it has on the server. */
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
    return this.read(readAllRequest(range, this.prefixes), deadlineMs, this.stored);
  }

  /** Where events stand, whoever they are of. */
  anyPlaces(range: AllRange, deadlineMs: number): Promise<bigint[]> {
    return this.read(readAllRequest(range), deadlineMs, (read) =>
      BigInt(read.getEvent()!.getCommitPosition()),
    );
  }

  /** None for a stream that does not exist. */
  readStream(stream: string, range: StreamRange, deadlineMs: number): Promise<StoredEvent[]> {
    const request = readStreamRequest(`${this.address.prefix}${stream}`, range);
    return this.read(request, deadlineMs, this.stored);
  }

  /** Everything after a position, until it is cancelled or breaks. Whoever listens paces it. */
  subscribe(after: bigint | 'start', deadlineMs: number): Promise<FollowedStream> {
    return withDeadline(deadlineMs, (sent) =>
      this.open(subscription(after, this.prefixes), Number.POSITIVE_INFINITY, sent),
    );
  }

  /** What a response of a subscription brings; many bring nothing that has to be known. */
  followed(response: ReadResp): Followed | undefined {
    const read = response.getEvent();
    if (read?.hasEvent()) return { event: this.stored(read) };
    const checkpoint = response.getCheckpoint();
    return checkpoint && { checkpoint: BigInt(checkpoint.getCommitPosition()) };
  }

  /** Cancels what is under way and lets the connection go. */
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
      // The callback tells of the same error.
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

/** What the package's own methods use of the client. */
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

/** Events that the server looks at before it answers with a checkpoint, where none of them is ours. */
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

/** Marked as JSON, so that the server's own pages show what it says. */
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

/** Without prefixes, of every stream. */
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
  // The two are equal for every event that was appended as ours are.
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
    version: Number(event.getStreamRevision()),
    id: event.getId()!.getString(),
    type: event.getMetadataMap().get('type') ?? '',
    data: text(event.getData_asU8()),
    meta: text(event.getCustomMetadata_asU8()),
  };
};

const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long answers under way may take when the service ends, in ms. */
const GRACE_MS = 5_000;

/**
 * The connections of a server that can be told to end. Node closes those that wait for a further request, and waits for ever
 * for one on which nothing, or half a request, was sent.
 */
export class Connections {
  /** The answers under way of each. */
  private readonly open = new Map<Socket, number>();
  private closing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.open.set(socket, 0);
      socket.once('close', () => this.open.delete(socket));
    });
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      const { socket } = response;
      if (!socket) return;
      this.open.set(socket, (this.open.get(socket) ?? 0) + 1);
      response.once('close', () => this.answered(socket));
    });
  }

  /**
   * Ends the connections without an answer under way now, the others after their answer, and all of them after
   * {@link GRACE_MS}: what was recorded for an answer that was cut is found again by its idempotency key.
   */
  end(graceMs = GRACE_MS): void {
    this.closing = true;
    for (const [socket, answers] of this.open) if (answers === 0) socket.destroySoon();
    setTimeout(() => {
      for (const socket of this.open.keys()) socket.destroy();
    }, graceMs).unref();
  }

  private answered(socket: Socket): void {
    const answers = this.open.get(socket);
    if (answers === undefined) return;
    this.open.set(socket, answers - 1);
    if (this.closing && answers === 1) socket.destroySoon();
  }
}

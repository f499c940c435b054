import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem, type Problem } from '../problem.js';

/** The largest head of a request, in bytes. A larger one is refused with `head-too-large`. */
export const HEAD_BYTES_MAX = 16_384;

/**
 * Answers what is no request of HTTP, and so reaches no route, with a problem (RFC 9457), and ends its connection. Where the client has gone,
 * or an answer is under way, the connection is destroyed.
 */
export const answerUnparsed = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (!socket.writable || socket.bytesWritten > 0 || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const found = problemOf(error.code);
  const body = JSON.stringify(found);
  socket.end(
    [
      `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
};

const problemOf = (code: string | undefined): Problem => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem(
        'head-too-large',
        `The head of the request has more than ${HEAD_BYTES_MAX} bytes: send fewer or shorter headers.`,
        { bytesMax: HEAD_BYTES_MAX },
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('request-timeout', 'The request did not arrive in time: send it again.');
    case 'HPE_INVALID_URL':
      return problem(
        'url-malformed',
        'The URL is malformed: encode characters that are not ASCII with a percent sign.',
      );
    default:
      return problem('malformed', 'This is not an HTTP request: check its first line and headers.');
  }
};

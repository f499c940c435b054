/** A frame of server-sent events (WHATWG HTML, 9.2): what stands between two blank lines. */
export interface Frame {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** The lines of a response, without their ends, as they arrive. What follows the last line end is no line. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = parts.pop()!;
      yield* parts;
    }
  } finally {
    // The connection is closed too when the reader leaves before the end.
    await reader.cancel().catch(() => undefined);
  }
}

/** The frames in the lines of server-sent events. A frame that is cut off before its blank line is none. */
export async function* framesOf(lines: AsyncIterable<string>): AsyncGenerator<Frame> {
  let [event, id, data]: [string, string | undefined, string[]] = ['message', undefined, []];
  for await (const line of lines) {
    if (line === '') {
      if (data.length > 0) yield { event, id, data: data.join('\n') };
      [event, data] = ['message', []];
      continue;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line)!;
    if (field === 'event') event = value!;
    else if (field === 'id') id = value!;
    else if (field === 'data') data.push(value!);
  }
}

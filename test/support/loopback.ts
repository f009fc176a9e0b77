/**
 * The other end of a real SDK client: an HTTP server on 127.0.0.1 that keeps what it was asked and answers as the test
 * says. Nothing in a test leaves the machine.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type LoopbackRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
export type LoopbackAnswer = { status?: number; headers?: Record<string, string>; body?: string };
/** `nth` counts requests from 1. */
export type LoopbackHandler = (request: LoopbackRequest, nth: number) => LoopbackAnswer | Promise<LoopbackAnswer>;

export type Loopback = {
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  /** In the order of their arrival. */
  requests: LoopbackRequest[];
  /** Throws what the handler threw, so that a broken handler cannot pass for a failing service. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type LoopbackOptions = {
  /** Speaks HTTP/2 without TLS: what the Bedrock client sends by default. */
  http2?: boolean;
};

/** What a client needs to talk to a loopback server once, without looking for a region or credentials. */
export const clientFor = ({ endpoint }: { endpoint: string }) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

export const startLoopback = async (handler: LoopbackHandler, { http2 = false }: LoopbackOptions = {}) => {
  const requests: LoopbackRequest[] = [];
  const failures: unknown[] = [];
  const sessions = new Set<ServerHttp2Session>();

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    const nth = requests.push(request);
    const { status = 200, headers: named = {}, body = '' } = await handler(request, nth);
    response.writeHead(status, { 'content-type': 'application/json', ...named }).end(body);
  };
  const listener = (incoming: IncomingMessage, response: ServerResponse): void =>
    void answer(incoming, response).catch((failure: unknown) => {
      failures.push(failure);
      response.writeHead(500).end();
    });

  const plain = createServer(listener);
  // the compatibility API of node:http2 gives the same two objects, as far as `listener` uses them
  const multiplexed = createHttp2Server((incoming, response) =>
    listener(incoming as unknown as IncomingMessage, response as unknown as ServerResponse),
  ).on('session', (session) => void sessions.add(session));

  const server = http2 ? multiplexed : plain;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    plain.closeAllConnections();
    for (const session of sessions) session.destroy();
    await closed;
    if (failures.length > 0) throw failures[0];
  };
  return { endpoint: `http://127.0.0.1:${port}`, requests, stop, [Symbol.asyncDispose]: stop } satisfies Loopback;
};

/** An address where nobody listens any more. */
export const nobodyThere = async (): Promise<{ endpoint: string }> => {
  const { endpoint, stop } = await startLoopback(() => ({}));
  await stop();
  return { endpoint };
};

/** The error of a kind that something ended with; fails where it ended well or with another one. */
export const thrownBy = async <E extends Error>(
  attempt: Promise<unknown>,
  kind: abstract new (...parts: never[]) => E,
): Promise<E> => {
  const ended = await attempt.then(
    () => 'well',
    (error: unknown) => error,
  );
  if (ended instanceof kind) return ended;
  throw new Error(`expected it to end with ${kind.name}, and it ended otherwise`, { cause: ended });
};

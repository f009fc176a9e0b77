/** A GraphQL subscription over server-sent events, as graphql-sse's "distinct connections" have it: one request each. */
import { ApiError } from './api-client.ts';

type Answer = { data?: Record<string, unknown>; errors?: { message: string; extensions?: { code?: string } }[] };

/** The `data` of each event, comments and pings left out. An event ends with an empty line. */
async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => line.startsWith('data:'));
      const data = lines.map((line) => line.slice('data:'.length).trim()).join('\n');
      if (data !== '') yield data;
    }
  }
}

async function* answersIn<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  for await (const data of eventsIn(body)) {
    const { data: answer, errors } = JSON.parse(data) as Answer;
    const error = errors?.[0];
    if (error) throw new ApiError(error.extensions?.code ?? 'SystemError', error.message);
    yield answer as T;
  }
}

/**
 * Subscribes. What it resolves with may be read at leisure: the server listens from then on.
 * @param signal ends it: the request is given up, and the loop over the answers throws its reason
 * @throws ApiError where nothing answers, or something that is no event stream; a refusal, such as NotFound, comes with
 * the first answer
 */
export const subscribe = async <T>(
  to: { url: string; authorization: string },
  query: string,
  variables: Record<string, unknown>,
  signal: AbortSignal,
): Promise<AsyncGenerator<T>> => {
  const { url, authorization } = to;
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream', authorization };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
    throw new ApiError('Unreachable', `Nothing answers at ${url}. Start it with: npm start`, { cause });
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream && response.body) return answersIn<T>(response.body);
  await response.body?.cancel();
  throw new ApiError('Unreachable', `${url} sends no events.`);
};

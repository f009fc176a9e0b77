/** What a request may weigh: one megabyte, as AppSync has it, said before a byte of it is read. */
import type { RequestListener, ServerResponse } from 'node:http';

const LIMIT_BYTES = 1_000_000;

const refuse = (response: ServerResponse, status: number, message: string): void => {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'InvalidInput', recoverable: false } }] });
  // the rest of the request is not worth waiting for
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
};

/** Refuses a body that is too large, and one that does not say how large it is. */
export const withinLimit =
  (handle: RequestListener): RequestListener =>
  (request, response) => {
    const said = request.headers['content-length'];
    if (request.method === 'POST' && said === undefined)
      refuse(response, 411, 'Say how long the request is: send it with a Content-Length.');
    else if (Number(said ?? 0) > LIMIT_BYTES)
      refuse(response, 413, `The request is too large: at most ${LIMIT_BYTES} bytes. Shorten it.`);
    else handle(request, response);
  };

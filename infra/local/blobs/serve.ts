/**
 * The addresses of files on the local server: what S3 answers on AWS. Whoever has a link may do what was signed into it,
 * and nothing else.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { attachmentHeader } from '../../../functions/shared/uploads/file-name.ts';
import { DixonError, InvalidInput, NotFound, PermissionDenied, StorageUnavailable } from '../../../schemas/errors.ts';
import { BLOBS, type LocalBlobs } from './index.ts';
import type { Claims } from './links.ts';

/** A refusal and the status that S3 has for it. */
class Refused extends Error {
  readonly status: number;
  readonly named: DixonError;
  constructor(status: number, named: DixonError) {
    super(named.message);
    this.status = status;
    this.named = named;
  }
}

const TOO_LARGE = () =>
  new Refused(413, new InvalidInput('The file is larger than was announced. Ask for a new address.'));
const TOO_SMALL = () => new Refused(400, new InvalidInput('The file is smaller than was announced. Send all of it.'));

const refuse = (response: ServerResponse, { status, named: { name, message, recoverable } }: Refused): void => {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ errors: [{ message, extensions: { code: name, recoverable } }] });
  // the rest of the request is not worth waiting for
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
};

/** The request's bytes, as many as were announced. It leaves the request open, so that there is one to answer. */
async function* exactly(request: IncomingMessage, size: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > size) throw TOO_LARGE();
    yield chunk;
  }
  if (seen < size) throw TOO_SMALL();
}

const take = async ({ folder }: LocalBlobs, claims: Claims & { method: 'PUT' }, request: IncomingMessage) => {
  const { key, size, headers } = claims;
  if (Object.entries(headers).some(([name, value]) => request.headers[name] !== value))
    throw new Refused(403, new PermissionDenied('Send the file with exactly the headers that requestUpload gave.'));
  if (Number(request.headers['content-length'] ?? 0) > size) throw TOO_LARGE();
  const isNew =
    (await folder.find(key)) === undefined && (await folder.add(key, headers['content-type']!, exactly(request, size)));
  if (!isNew) throw new Refused(412, new InvalidInput('This file was sent already. Attach it.'));
};

const give = async ({ folder }: LocalBlobs, { key, name }: Claims & { method: 'GET' }, response: ServerResponse) => {
  const found = await folder.find(key);
  if (!found) throw new Refused(404, new NotFound('file'));
  response.writeHead(200, {
    'content-type': found.contentType,
    'content-length': found.size,
    'content-disposition': attachmentHeader(name),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  await pipeline(folder.stream(found), response);
};

const answer = async (blobs: LocalBlobs, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const claims = blobs.links.open(searchParams.get('token') ?? '');
  if (claims?.method !== request.method || `${BLOBS}${claims?.key}` !== pathname)
    throw new Refused(403, new PermissionDenied('This link is not valid, or not any more. Ask for a new one.'));
  if (claims?.method === 'GET') return give(blobs, claims, response);
  if (claims?.method === 'PUT') await take(blobs, claims, request);
  response.writeHead(200).end();
};

/** Pages of the configured origins may send and fetch, as they may call the API (`cors.ts`). */
const allowOrigin = (origins: readonly string[], { headers }: IncomingMessage, response: ServerResponse): void => {
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'PUT, GET');
  response.setHeader('access-control-allow-headers', 'content-type, if-none-match');
  response.setHeader('access-control-max-age', '600');
};

/** Answers what lies below `/blobs/`; everything else goes on. @param origins whose pages may call */
export const servingBlobs =
  (blobs: LocalBlobs, origins: readonly string[], otherwise: RequestListener): RequestListener =>
  (request, response) => {
    if (!request.url?.startsWith(BLOBS)) {
      otherwise(request, response);
      return;
    }
    response.setHeader('vary', 'origin');
    allowOrigin(origins, request, response);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    answer(blobs, request, response).catch((error: unknown) =>
      refuse(response, error instanceof Refused ? error : new Refused(503, new StorageUnavailable('blobs'))),
    );
  };

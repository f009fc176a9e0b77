/** An S3 with one bucket on loopback, as far as Dixon asks anything of one. It believes signed addresses only. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { entityTag, rangeOf } from './s3-objects.ts';
import { multipartUploads } from './s3-multipart.ts';
import { isSignedWith } from './signed-url.ts';

export const BUCKET = 'uploads-of-dixon';
export const SECRET = 'test';

type Stored = { bytes: Buffer; contentType: string; at: Date };
type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
});

const listing = (objects: [string, Stored][], more: boolean): Answer => ({
  body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>
    ${more ? `<NextContinuationToken>${objects.at(-1)![0]}</NextContinuationToken>` : ''}
    ${objects
      .map(
        ([key, { bytes, at }]) =>
          `<Contents><Key>${key}</Key><Size>${bytes.length}</Size><LastModified>${at.toISOString()}</LastModified></Contents>`,
      )
      .join('')}</ListBucketResult>`,
});

export const startS3 = async ({ pageSize = 2 }: { pageSize?: number } = {}) => {
  const objects = new Map<string, Stored>();
  const asked: { method: string; path: string }[] = [];
  const moods = {
    /** Answers everything so. */
    failing: undefined as number | undefined,
    /** As to a role that may list a prefix only: what is not there is forbidden. */
    secretive: false,
    /** Keys that are not deleted, though the request is answered. */
    stubborn: new Set<string>(),
    /** Parts arrive, and are never put together. */
    scattered: false,
    /** As a bucket with locks: nothing is put without the checksum of what is in it. */
    locked: false,
    /** So many puts meet another one of the same key that is under way. */
    conflicts: 0,
    /** Milliseconds since 1970. */
    now: () => Date.now(),
  };

  const multipart = multipartUploads({
    refusal,
    store: (key, bytes, contentType) => void objects.set(key, { bytes, contentType, at: new Date(moods.now()) }),
    isBroken: () => moods.scattered,
  });

  const list = (query: URLSearchParams): Answer => {
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const found = [...objects]
      .filter(([key]) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return listing(found.slice(0, pageSize), found.length > pageSize);
  };

  const remove = (body: string): Answer => {
    const keys = [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key!);
    const refused = keys.filter((key) => moods.stubborn.has(key));
    for (const key of keys) if (!moods.stubborn.has(key)) objects.delete(key);
    const errors = refused.map((key) => `<Error><Key>${key}</Key><Code>InternalError</Code></Error>`);
    return { body: `<?xml version="1.0"?><DeleteResult>${errors.join('')}</DeleteResult>` };
  };

  const put = (key: string, { headers }: IncomingMessage, bytes: Buffer): Answer => {
    if (moods.locked && headers['x-amz-checksum-sha256'] !== createHash('sha256').update(bytes).digest('base64'))
      return refusal(400, 'InvalidRequest');
    if (headers['if-none-match'] === '*' && moods.conflicts > 0) {
      moods.conflicts -= 1;
      return refusal(409, 'ConditionalRequestConflict');
    }
    if (headers['if-none-match'] === '*' && objects.has(key)) return refusal(412, 'PreconditionFailed');
    const source = headers['x-amz-copy-source'];
    const copied = source === undefined ? undefined : objects.get(String(source).slice(BUCKET.length + 1));
    if (source !== undefined && !copied)
      return moods.secretive ? refusal(403, 'AccessDenied') : refusal(404, 'NoSuchKey');
    const contentType = headers['content-type'] ?? 'binary/octet-stream';
    objects.set(key, { ...(copied ?? { bytes, contentType }), at: new Date(moods.now()) });
    return { body: copied ? '<?xml version="1.0"?><CopyObjectResult></CopyObjectResult>' : '' };
  };

  const get = (found: Stored, { headers }: IncomingMessage, query: URLSearchParams): Answer => {
    const tag = entityTag(found.bytes);
    if (headers['if-match'] !== undefined && headers['if-match'] !== tag) return refusal(412, 'PreconditionFailed');
    const range = rangeOf(headers.range, found.bytes.length);
    if (range === 'unsatisfiable') return refusal(416, 'InvalidRange');
    const bytes = range ? found.bytes.subarray(range.start, range.end + 1) : found.bytes;
    const disposition = query.get('response-content-disposition');
    return {
      status: range ? 206 : 200,
      body: bytes,
      headers: {
        etag: tag,
        'content-type': found.contentType,
        'content-length': String(bytes.length),
        ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${found.bytes.length}` } : {}),
        ...(disposition === null ? {} : { 'content-disposition': disposition }),
      },
    };
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '', headers } = request;
    const url = new URL(request.url!, `http://${headers.host}`);
    const bytes = await buffer(request);
    asked.push({ method, path: request.url! });
    if (moods.failing) return refusal(moods.failing, 'InternalError');
    const isPresigned = url.searchParams.has('X-Amz-Signature');
    if (isPresigned ? !isSignedWith(SECRET, { method, url, headers }, moods.now()) : !headers.authorization)
      return refusal(403, 'SignatureDoesNotMatch');
    const key = decodeURIComponent(url.pathname).slice(BUCKET.length + 2);
    if (url.searchParams.has('list-type')) return list(url.searchParams);
    if (url.searchParams.has('delete')) return remove(bytes.toString());
    const uploading = multipart.answerTo({ method, key, query: url.searchParams, headers }, bytes);
    if (uploading) return uploading;
    if (method === 'PUT') return put(key, request, bytes);
    const found = objects.get(key);
    if (!found) return moods.secretive ? refusal(403, 'AccessDenied') : refusal(404, 'NoSuchKey');
    return get(found, request, url.searchParams);
  };

  const server = createServer((request, response: ServerResponse) => {
    void answerTo(request).then(({ status = 200, headers = {}, body = '' }) => {
      response.writeHead(status, { 'content-type': 'application/xml', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, objects, asked, moods, openUploads: multipart.open, stop };
};

export type S3 = Awaited<ReturnType<typeof startS3>>;

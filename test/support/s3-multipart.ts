/** The multipart uploads of the S3 on loopback, with the rules that S3 has for them. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { entityTag } from './s3-objects.ts';

type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };
type Request = { method: string; key: string; query: URLSearchParams; headers: IncomingHttpHeaders };
type Started = { key: string; contentType: string; parts: Map<number, Buffer> };

/** Every part but the last has at least so many bytes. */
const SMALLEST_PART = 5 * 1024 * 1024;

const xml = (name: string, inner: string): Answer => ({ body: `<?xml version="1.0"?><${name}>${inner}</${name}>` });

export type MultipartParts = {
  refusal: (status: number, code: string) => Answer;
  store: (key: string, bytes: Buffer, contentType: string) => void;
  /** Whether it refuses to put parts together. */
  isBroken: () => boolean;
};

export const multipartUploads = ({ refusal, store, isBroken }: MultipartParts) => {
  const open = new Map<string, Started>();

  const begin = ({ key, headers }: Request): Answer => {
    const id = randomUUID();
    open.set(id, { key, contentType: headers['content-type'] ?? 'binary/octet-stream', parts: new Map() });
    return xml('InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`);
  };

  const complete = (id: string, { key, contentType, parts }: Started, body: string): Answer => {
    if (isBroken()) return refusal(500, 'InternalError');
    const listed = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part]) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part!)?.[1]),
      tag: /<ETag>(.*?)</.exec(part!)?.[1]?.replaceAll('&quot;', '"'),
    }));
    const chosen = listed.map(({ number, tag }) => {
      const bytes = parts.get(number);
      return bytes && entityTag(bytes) === tag ? bytes : undefined;
    });
    const whole = chosen.filter((bytes) => bytes !== undefined);
    if (whole.length === 0 || whole.length < chosen.length) return refusal(400, 'InvalidPart');
    if (listed.some(({ number }, index) => index > 0 && number <= listed[index - 1]!.number))
      return refusal(400, 'InvalidPartOrder');
    if (whole.slice(0, -1).some(({ length }) => length < SMALLEST_PART)) return refusal(400, 'EntityTooSmall');
    store(key, Buffer.concat(whole), contentType);
    open.delete(id);
    return xml('CompleteMultipartUploadResult', `<Key>${key}</Key>`);
  };

  const onUpload = (id: string, { method, key, query }: Request, bytes: Buffer): Answer => {
    const started = open.get(id);
    if (started?.key !== key) return refusal(404, 'NoSuchUpload');
    if (method === 'POST') return complete(id, started, bytes.toString());
    if (method === 'DELETE') {
      open.delete(id);
      return { status: 204 };
    }
    started.parts.set(Number(query.get('partNumber')), bytes);
    return { headers: { etag: entityTag(bytes) } };
  };

  /** Undefined for what is no multipart upload's business. */
  const answerTo = (request: Request, bytes: Buffer): Answer | undefined => {
    if (request.method === 'POST' && request.query.has('uploads')) return begin(request);
    const id = request.query.get('uploadId');
    return id === null ? undefined : onUpload(id, request, bytes);
  };

  return { answerTo, open };
};

/** Files on S3: one bucket, its own encryption, addresses signed with the function's role. */
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { attachmentHeader } from '../shared/uploads/file-name.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import { asStorage } from './dynamodb/client.ts';
import { namingFailures } from './pieces.ts';
import { uploadPieces } from './s3-multipart.ts';
import { inRanges, sizeOf, type GetRange } from './s3-ranges.ts';

/** Most that one DeleteObjects takes. */
const REMOVED_AT_ONCE = 1_000;

/** In errors and logs, in place of a bucket's name. */
const STORE = 'blobs';

/** A client with time limits a person would wait for: 1 s to connect, 10 s for an answer of up to 10 MB, 3 tries. */
export const createS3Client = (config: S3ClientConfig = {}): S3Client =>
  new S3Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000 },
    maxAttempts: 3,
    // by default the SDK signs the checksum of a body into an address whose body it does not know
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...config,
  });

export type S3Parts = {
  client: S3Client;
  bucket: string;
  /** The current instant, ISO 8601. */
  now: () => string;
};

export const createS3Blobs = ({ client, bucket: Bucket, now }: S3Parts): BlobStore => {
  const until = (seconds: number) => {
    const signingDate = new Date(now());
    const expiresAt = new Date(signingDate.getTime() + seconds * 1_000).toISOString();
    return { options: { expiresIn: seconds, signingDate }, expiresAt };
  };

  const isListed = async (key: string): Promise<boolean> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: key, MaxKeys: 1 }));
    return Contents[0]?.Key === key;
  };

  /**
   * Undefined for what is not there. S3 calls that forbidden to whom it does not let list the whole bucket, so a refusal
   * is looked into before it counts as an outage.
   */
  const unlessAbsent = async <T>(key: string, request: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      if (error.name === 'NoSuchKey' || error.name === 'NotFound') return undefined;
      if (error.$metadata.httpStatusCode === 403 && !(await isListed(key))) return undefined;
      throw error;
    }
  };

  return {
    presignPut: ({ key: Key, contentType, size, seconds }) =>
      asStorage(STORE, async () => {
        const { options, expiresAt } = until(seconds);
        const request = { Bucket, Key, ContentType: contentType, ContentLength: size, IfNoneMatch: '*' };
        // all of them become part of the signature; the type would be left out of it
        const signableHeaders = new Set(['content-type', 'content-length', 'if-none-match', 'host']);
        const url = await getSignedUrl(client, new PutObjectCommand(request), { ...options, signableHeaders });
        // every client counts the length by itself, and browsers let nobody else do it
        return { url, headers: { 'content-type': contentType, 'if-none-match': '*' }, expiresAt };
      }),

    presignGet: ({ key: Key, name, seconds }) =>
      asStorage(STORE, async () => {
        const { options, expiresAt } = until(seconds);
        const ResponseContentDisposition = attachmentHeader(name);
        const request = { Bucket, Key, ResponseContentDisposition, ResponseCacheControl: 'no-store' };
        return { url: await getSignedUrl(client, new GetObjectCommand(request), options), expiresAt };
      }),

    head: (key) =>
      asStorage(STORE, async () => {
        const found = await unlessAbsent(key, () => client.send(new HeadObjectCommand({ Bucket, Key: key })));
        return found && { size: found.ContentLength ?? 0, contentType: found.ContentType ?? '' };
      }),

    read: (key, { limit } = {}) =>
      asStorage(STORE, async () => {
        const range = limit === undefined ? {} : { Range: `bytes=0-${limit - 1}` };
        const request = new GetObjectCommand({ Bucket, Key: key, ...range });
        const found = await unlessAbsent(key, () => client.send(request));
        if (!found) return undefined;
        const bytes = await found.Body!.transformToByteArray();
        return { bytes, size: sizeOf(found), contentType: found.ContentType ?? '' };
      }),

    stream: (key) =>
      asStorage(STORE, async () => {
        const get: GetRange = (range) =>
          unlessAbsent(key, () => client.send(new GetObjectCommand({ Bucket, Key: key, ...range })));
        const pieces = await inRanges(get);
        return pieces && namingFailures(STORE, () => pieces);
      }),

    write: (Key, Body, ContentType) =>
      asStorage(STORE, async () => {
        const file = { Bucket, Key, ContentType };
        if (Body instanceof Uint8Array) await client.send(new PutObjectCommand({ ...file, Body }));
        else await uploadPieces(client, file, Body);
      }),

    copy: (from, to) =>
      asStorage(STORE, async () => {
        const CopySource = `${Bucket}/${from}`;
        const copied = await unlessAbsent(from, () =>
          client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource })),
        );
        return copied !== undefined;
      }),

    remove: (keys) =>
      asStorage(STORE, async () => {
        for (let first = 0; first < keys.length; first += REMOVED_AT_ONCE) {
          const Objects = keys.slice(first, first + REMOVED_AT_ONCE).map((Key) => ({ Key }));
          const Delete = { Objects, Quiet: true };
          const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
          if (Errors.length > 0) throw new StorageUnavailable(STORE);
        }
      }),

    list: async function* (Prefix) {
      const pages = paginateListObjectsV2({ client }, { Bucket, Prefix })[Symbol.asyncIterator]();
      for (;;) {
        const page = await asStorage(STORE, () => pages.next());
        if (page.done) return;
        for (const { Key = '', Size = 0, LastModified } of page.value.Contents ?? [])
          yield { key: Key, size: Size, at: (LastModified ?? new Date(0)).toISOString() };
      }
    },
  };
};

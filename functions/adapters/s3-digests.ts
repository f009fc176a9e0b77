/** The digests on AWS: a bucket whose objects are locked, and which takes no file in place of another. */
import { createHash } from 'node:crypto';
import {
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3ServiceException,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import type { DigestStore } from '../shared/digests/ports.ts';
import { createDigestStore, type WriteOnceFiles } from '../shared/digests/store.ts';
import { asStorage } from './dynamodb/client.ts';
import { createS3Blobs, type S3Parts } from './s3-blobs.ts';

const STORE = 'digests';

/** Before every key: who may list is asked for a prefix (IAM's `s3:prefix`), and a request without one has none to show. */
export const DIGESTS = 'digests/';

/** How far back the newest file is looked for, before everything is listed: S3 lists upwards alone. */
const LOOK_BACK_DAYS = [1, 32, 366];

/** Tries of a put that meets another one of the same key: S3 wants it repeated. */
const TRIES = 5;

const refusedWith = (error: unknown): string | undefined =>
  error instanceof S3ServiceException ? error.name : undefined;

const daysBefore = (at: string, days: number): string =>
  new Date(Date.parse(at) - days * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);

const writeOnceBucket = ({ client, bucket: Bucket, now }: S3Parts): WriteOnceFiles => {
  const blobs = createS3Blobs({ client, bucket: Bucket, now });

  /** Keys after one, ascending. */
  async function* listed(after: string): AsyncGenerator<string> {
    const input: ListObjectsV2CommandInput = { Bucket, Prefix: DIGESTS, StartAfter: `${DIGESTS}${after}` };
    const pages = paginateListObjectsV2({ client }, input)[Symbol.asyncIterator]();
    for (;;) {
      const page = await asStorage(STORE, () => pages.next());
      if (page.done) return;
      for (const { Key = '' } of page.value.Contents ?? []) yield Key.slice(DIGESTS.length);
    }
  }

  const isThere = async (key: string): Promise<boolean> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: key, MaxKeys: 1 }));
    return Contents[0]?.Key === key;
  };

  const put = async (Key: string, Body: Uint8Array): Promise<boolean> => {
    // a bucket with locks takes nothing without a checksum
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
    for (let tries = 1; ; tries += 1)
      try {
        const ContentType = 'text/plain; charset=utf-8';
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ChecksumSHA256, IfNoneMatch: '*' }));
        return true;
      } catch (error) {
        if (refusedWith(error) === 'PreconditionFailed') return false;
        if (refusedWith(error) !== 'ConditionalRequestConflict' || tries === TRIES) throw error;
        if (await isThere(Key)) return false;
      }
  };

  return {
    add: (key, bytes) => asStorage(STORE, () => put(`${DIGESTS}${key}`, bytes)),
    read: (key) => blobs.stream(`${DIGESTS}${key}`),
    list: (from) => listed(from),
    last: async (isMeant) => {
      const starts = LOOK_BACK_DAYS.map((days) => daysBefore(now(), days)).map((day) => `${day.slice(0, 7)}/${day}`);
      for (const start of [...starts, '']) {
        let last: string | undefined;
        for await (const key of listed(start)) if (isMeant(key)) last = key;
        if (last !== undefined) return last;
      }
      return undefined;
    },
  };
};

export const createS3Digests = (parts: S3Parts): DigestStore => createDigestStore(writeOnceBucket(parts));

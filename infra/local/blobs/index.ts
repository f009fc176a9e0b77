/** Files on one machine: a folder for S3, links to the local server for signed addresses. */
import { join } from 'node:path';
import { asStorage } from '../../../functions/adapters/dynamodb/client.ts';
import { namingFailures } from '../../../functions/adapters/pieces.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { blobFolder, type BlobFolder } from './folder.ts';
import { linkKeyIn } from './link-key-file.ts';
import { createLinks, type Claims, type Links } from './links.ts';

/** Below which every file has its address. */
export const BLOBS = '/blobs/';

const STORE = 'blobs';

export type LocalBlobs = BlobStore & {
  folder: BlobFolder;
  links: Links;
  /** Says where the server answers: before that there is nothing to link to. @param origin `http://127.0.0.1:4000` */
  serveAt: (origin: string) => void;
};

type LocalBlobsOptions = {
  dataDir: string;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Inside the data folder. */
  name?: string;
};

export const createLocalBlobs = ({ dataDir, now, name = STORE }: LocalBlobsOptions): LocalBlobs => {
  const folder = blobFolder(join(dataDir, name));
  const links = createLinks({ key: linkKeyIn(dataDir), now });
  let origin: string | undefined;

  const linkTo = (claims: Claims) => {
    if (origin === undefined) throw new StorageUnavailable(STORE);
    const url = `${origin}${BLOBS}${claims.key}?token=${links.sign(claims)}`;
    return { url, expiresAt: claims.expires };
  };
  const after = (seconds: number): string => new Date(Date.parse(now()) + seconds * 1_000).toISOString();

  return {
    folder,
    links,
    serveAt: (where) => {
      origin = where;
    },
    presignPut: async ({ key, contentType, size, seconds }) => {
      const headers = { 'content-type': contentType, 'if-none-match': '*' };
      return { ...linkTo({ method: 'PUT', key, size, headers, expires: after(seconds) }), headers };
    },
    presignGet: async ({ key, name, seconds }) => linkTo({ method: 'GET', key, name, expires: after(seconds) }),
    head: (key) =>
      asStorage(STORE, async () => {
        const found = await folder.find(key);
        return found && { size: found.size, contentType: found.contentType };
      }),
    read: (key, { limit } = {}) => asStorage(STORE, () => folder.read(key, limit)),
    stream: (key) =>
      asStorage(STORE, async () => {
        const found = await folder.find(key);
        return found && namingFailures(STORE, () => folder.stream(found));
      }),
    write: (key, bytes, contentType) =>
      asStorage(STORE, () => folder.write(key, contentType, bytes instanceof Uint8Array ? [bytes] : bytes)),
    copy: (from, to) => asStorage(STORE, () => folder.copy(from, to)),
    remove: (keys) =>
      asStorage(STORE, async () => {
        for (const key of keys) await folder.remove(key);
      }),
    list: (prefix) => folder.list(prefix),
  };
};

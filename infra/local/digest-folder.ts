/**
 * The digests of one machine: a folder in which a file is written once and read from then on (mode 0444). Whoever owns
 * the machine can still take them away: keep a copy elsewhere. On AWS it is a bucket whose objects are locked.
 */
import { createReadStream } from 'node:fs';
import { chmod, link, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asStorage } from '../../functions/adapters/dynamodb/client.ts';
import { namingFailures } from '../../functions/adapters/pieces.ts';
import type { DigestStore } from '../../functions/shared/digests/ports.ts';
import { createDigestStore, type WriteOnceFiles } from '../../functions/shared/digests/store.ts';
import { incomingIn } from './blobs/incoming.ts';

const STORE = 'digests';

/** Months and names of digests, and nothing else that somebody put there. */
const KEY = /^\d{4}-\d{2}\/[^./][^/]*$/;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const unless = <T>(code: string, work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (codeOf(error) === code) return undefined;
    throw error;
  });

const writeOnceFolder = (root: string): WriteOnceFiles => {
  const receive = incomingIn(root);
  const namesIn = async (folder: string): Promise<string[]> =>
    ((await unless('ENOENT', readdir(join(root, folder)))) ?? []).toSorted();

  const keysIn = async (month: string): Promise<string[]> =>
    (await namesIn(month)).map((name) => `${month}/${name}`).filter((key) => KEY.test(key));
  const months = async (): Promise<string[]> => (await namesIn('')).filter((name) => /^\d{4}-\d{2}$/.test(name));

  return {
    add: (key, bytes) =>
      asStorage(STORE, async () => {
        let isNew = false;
        await receive([bytes], async (file) => {
          const path = join(root, dirname(key), basename(key));
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          await chmod(file, 0o444);
          // unlike a rename, a link replaces nothing
          isNew =
            (await unless(
              'EEXIST',
              link(file, path).then(() => true),
            )) ?? false;
        });
        return isNew;
      }),

    read: (key) =>
      asStorage(STORE, async () => {
        const path = join(root, key);
        const facts = await unless('ENOENT', stat(path));
        return facts && namingFailures(STORE, () => createReadStream(path));
      }),

    list: async function* (from) {
      for (const month of await asStorage(STORE, months))
        if (month >= from.slice(0, month.length))
          yield* (await asStorage(STORE, () => keysIn(month))).filter((key) => key >= from);
    },

    last: (isMeant) =>
      asStorage(STORE, async () => {
        for (const month of (await months()).reverse()) {
          const found = (await keysIn(month)).findLast(isMeant);
          if (found !== undefined) return found;
        }
        return undefined;
      }),
  };
};

export const digestFolderIn = (dataDir: string): DigestStore =>
  createDigestStore(writeOnceFolder(join(dataDir, STORE)));

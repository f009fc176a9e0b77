/**
 * Files in a folder of one machine, which only its owner may read: `<key>@<content type>`, so that a file and its type
 * come and go together.
 */
import { createReadStream, type ReadStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlobFacts, BlobListing } from '../../../functions/shared/uploads/ports.ts';
import { incomingIn, type Bytes } from './incoming.ts';

/** No part begins with a dot: none can mean the folder above, or our own. */
const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const TYPE = '@';

/** Tries of a write whose folder goes with its last file at that very moment. */
const TRIES = 5;

type Found = BlobFacts & { path: string };

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const isGone = (error: unknown): boolean => codeOf(error) === 'ENOENT';
const unlessGone = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });

export type BlobFolder = ReturnType<typeof blobFolder>;

export const blobFolder = (root: string) => {
  const receive = incomingIn(root);

  /** Throws for what is no key: whoever asks for one has made it. */
  const baseOf = (key: string): string => {
    const parts = key.split('/');
    if (!parts.every((part) => PART.test(part))) throw new TypeError('This is no key of a file.');
    return join(root, ...parts);
  };

  const find = async (key: string): Promise<Found | undefined> => {
    const base = baseOf(key);
    const names = (await unlessGone(readdir(dirname(base)))) ?? [];
    const name = names.find((each) => each.startsWith(`${basename(base)}${TYPE}`));
    if (name === undefined) return undefined;
    const path = join(dirname(base), name);
    const facts = await unlessGone(stat(path));
    return facts && { path, size: facts.size, contentType: decodeURIComponent(name.split(TYPE)[1]!) };
  };

  const place = async (key: string, contentType: string, put: (path: string) => Promise<void>): Promise<void> => {
    const path = `${baseOf(key)}${TYPE}${encodeURIComponent(contentType)}`;
    for (let tries = 1; ; tries += 1)
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await put(path);
        return;
      } catch (error) {
        if (!isGone(error) || tries === TRIES) throw error;
      }
  };

  const write = async (key: string, contentType: string, body: Bytes): Promise<void> => {
    const before = await find(key);
    await receive(body, (file) => place(key, contentType, (path) => rename(file, path)));
    if (before && before.contentType !== contentType) await unlessGone(unlink(before.path));
  };

  /** Upwards, as far as nothing else lies there. */
  const removeEmpty = async (folder: string): Promise<void> => {
    if (folder === root) return;
    const isRemoved = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (isRemoved) await removeEmpty(dirname(folder));
  };

  /** The files below a folder (`uploads/`), in the order of their keys; it enters no folder that cannot hold some. */
  async function* walk(folder: string, prefix: string): AsyncGenerator<BlobListing> {
    const entries = (await unlessGone(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
    const named = entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => ({ entry, key: folder + (entry.isDirectory() ? `${entry.name}/` : entry.name.split(TYPE)[0]!) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { entry, key } of named)
      if (entry.isDirectory()) {
        if (key.startsWith(prefix) || prefix.startsWith(key)) yield* walk(key, prefix);
      } else if (key.startsWith(prefix)) {
        const facts = await unlessGone(stat(join(root, folder, entry.name)));
        if (facts) yield { key, size: facts.size, at: facts.mtime.toISOString() };
      }
  }

  return {
    find,
    write,
    stream: ({ path }: Found): ReadStream => createReadStream(path),
    list: (prefix: string): AsyncIterable<BlobListing> => walk('', prefix),

    /** False where there is one already. */
    add: async (key: string, contentType: string, body: Bytes): Promise<boolean> => {
      let isNew = true;
      // unlike a rename, a link replaces nothing
      const linked = (file: string) => (path: string) =>
        link(file, path).catch((error: unknown) => {
          if (codeOf(error) !== 'EEXIST') throw error;
          isNew = false;
        });
      await receive(body, (file) => place(key, contentType, linked(file)));
      return isNew;
    },

    read: async (key: string, limit?: number): Promise<(BlobFacts & { bytes: Uint8Array }) | undefined> => {
      const found = await find(key);
      const file = found && (await unlessGone(open(found.path)));
      if (!file) return undefined;
      try {
        const { size, contentType } = found;
        const bytes = Buffer.alloc(Math.min(limit ?? size, size));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
        return { size, contentType, bytes: bytes.subarray(0, bytesRead) };
      } finally {
        await file.close();
      }
    },

    copy: async (from: string, to: string): Promise<boolean> => {
      const found = await find(from);
      if (found) await write(to, found.contentType, createReadStream(found.path));
      return found !== undefined;
    },

    remove: async (key: string): Promise<void> => {
      const found = await find(key);
      if (!found) return;
      await unlessGone(unlink(found.path));
      await removeEmpty(dirname(found.path));
    },
  };
};

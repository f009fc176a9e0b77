/**
 * Digests as files that are written once, wherever those lie: `2026-11/2026-11-21T07.digest` is a statement and its
 * signature, `2026-11/2026-11-21T07.<SHA-256>.heads` beside it its heads.
 *
 * Heads are named by what is in them: where a process died before it had put the statement, the next one may find others
 * in that hour, and cannot put them in place of the first.
 */
import { createHash } from 'node:crypto';
import { ContractBroken, Corrupted, NotFound } from '../../../schemas/errors.ts';
import { linesOf } from './lines.ts';
import type { Digest, DigestStore, Head } from './ports.ts';
import { fileOf, headLine, parseFile, parseHeadLine } from './statement.ts';

/** Files that nobody changes. All throw `StorageUnavailable`. */
export interface WriteOnceFiles {
  /** On the disk once it answers; false where there is one already. */
  add(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Undefined where there is none. */
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Keys at or after one, ascending. */
  list(from: string): AsyncIterable<string>;
  /** The last of the keys that are meant. */
  last(isMeant: (key: string) => boolean): Promise<string | undefined>;
}

const DIGEST = '.digest';

/** A statement has some 500 characters; what is longer is none. */
const LONGEST = 4_000;

/** Statements that are read side by side: there are 8,760 a year. */
const AHEAD = 8;

const monthOf = (name: string): string => name.slice(0, 'YYYY-MM'.length);
const keyOf = (name: string): string => `${monthOf(name)}/${name}${DIGEST}`;
const headsKeyOf = ({ name, statement }: Digest): string => `${monthOf(name)}/${name}.${statement.headsSha256}.heads`;
/** What else lies there is somebody's own, and none of ours. */
const isDigest = (key: string): boolean => /^\d{4}-\d{2}\/\d{4}-\d{2}-\d{2}T\d{2}\.digest$/.test(key);
const nameIn = (key: string): string => key.slice(key.indexOf('/') + 1, -DIGEST.length);

/** The file of heads, and its SHA-256. Some 150 bytes for each stream of an hour. */
const packed = async (heads: AsyncIterable<Head> | Iterable<Head>) => {
  const lines: Buffer[] = [];
  for await (const head of heads) lines.push(Buffer.from(headLine(head)));
  const bytes = Buffer.concat(lines);
  return { bytes, count: lines.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

export const createDigestStore = (files: WriteOnceFiles): DigestStore => {
  const textIn = async (key: string): Promise<string | undefined> => {
    const pieces = await files.read(key);
    if (!pieces) return undefined;
    const read: Uint8Array[] = [];
    let size = 0;
    for await (const piece of pieces) {
      size += piece.length;
      if (size > LONGEST) throw new Corrupted({ part: 'digest', digest: nameIn(key) });
      read.push(piece);
    }
    return Buffer.concat(read).toString('utf8');
  };

  /** What is listed is there: nobody takes it away. */
  const readAt = async (key: string): Promise<Digest> => {
    const text = await textIn(key);
    if (text === undefined) throw new Corrupted({ part: 'digest', digest: nameIn(key) });
    return parseFile(nameIn(key), text);
  };

  async function* keys({ from = '', to }: { from?: string; to?: string }): AsyncGenerator<string> {
    for await (const key of files.list(from && `${monthOf(from)}/${from}`)) {
      if (!isDigest(key) || nameIn(key) < from) continue;
      if (to !== undefined && nameIn(key) >= to) return;
      yield key;
    }
  }

  /** Pieces of the file of heads that the statement names. */
  const headsOf = async (name: string): Promise<AsyncIterable<Uint8Array> | undefined> => {
    const text = await textIn(keyOf(name));
    return text === undefined ? undefined : files.read(headsKeyOf(parseFile(name, text)));
  };

  return {
    add: async (digest, heads) => {
      const { bytes, count, sha256 } = await packed(heads);
      const isTheirs = sha256 === digest.statement.headsSha256 && count === digest.statement.heads;
      if (!isTheirs) throw new ContractBroken('seal');
      await files.add(headsKeyOf(digest), bytes);
      return files.add(keyOf(digest.name), Buffer.from(fileOf(digest)));
    },

    newest: async () => {
      const key = await files.last(isDigest);
      return key === undefined ? undefined : readAt(key);
    },

    list: async function* (range = {}) {
      const coming: Promise<Digest>[] = [];
      for await (const key of keys(range)) {
        const digest = readAt(key);
        // whoever stops reading never hears of its failure
        digest.catch(() => undefined);
        coming.push(digest);
        if (coming.length === AHEAD) yield await coming.shift()!;
      }
      for (const digest of coming) yield await digest;
    },

    heads: async function* (name) {
      const pieces = await headsOf(name);
      if (!pieces) throw new NotFound('file of heads', { digest: name });
      for await (const line of linesOf(pieces)) yield parseHeadLine(line);
    },

    headsSha256: async (name) => {
      const pieces = await headsOf(name);
      if (!pieces) return undefined;
      const hash = createHash('sha256');
      for await (const piece of pieces) hash.update(piece);
      return hash.digest('hex');
    },
  };
};

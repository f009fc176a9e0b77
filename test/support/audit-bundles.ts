/** Histories that are sealed and packed as audit bundles, and the verifier as others run it: in a process of its own. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleKey } from '../../functions/shared/bundle/keys.ts';
import { makeBundle } from '../../functions/shared/bundle/make.ts';
import type { BundleParts, Wish } from '../../functions/shared/bundle/ports.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { signerIn } from '../../infra/local/signer-file.ts';
import { startSealing } from './sealing.ts';
import { unzipped } from './unzipped.ts';

export type Files = Map<string, Buffer>;

const START = '2026-01-22T10:00:00.000Z';

/** The instant so many minutes after ten o'clock. */
export const minute = (minutes: number): string => new Date(Date.parse(START) + minutes * 60_000).toISOString();

export type Bundling = Awaited<ReturnType<typeof startBundling>>;

/** A real engine, digests and blobs in folders, and a clock that stands where it is put. */
export const startBundling = async () => {
  const home = await startSealing();
  const { dataDir, log, vault, digests, digestSigner } = home;
  const blobs = createLocalBlobs({ dataDir, now: () => START });
  const { ledgerPartition } = home.parts;
  const bundleSigner = signerIn(dataDir, 'bundle');
  const parts = { log, vault, digests, digestSigner, bundleSigner, ledgerPartition, blobs };

  return {
    ...home,
    blobs,
    bundleParts: parts,

    /** So many commits of a stream of theirs, a minute between them. Answers with its name. */
    history: async (subject: string, commits: number, from = 0): Promise<string> => {
      const stream = `counter/${randomUUID()}`;
      for (let done = 0; done < commits; done += 1) await home.commitAt(minute(from + done), stream, subject);
      return stream;
    },

    /** What an erasure leaves of the first commits of a stream. */
    erase: async (subject: string, stream: string, commits: number): Promise<string> => {
      const request = randomUUID();
      await vault.shred({ subject, stream }, request, START);
      for (let number = 1; number <= commits; number += 1) await log.removeBody({ subject, stream }, number);
      return request;
    },

    /** What somebody has in their hands once they have unpacked it. */
    bundle: async (wish: Wish, other: Partial<BundleParts> = {}, madeAt = minute(600)): Promise<Files> => {
      const [bundleId, file] = [randomUUID(), randomUUID()];
      await makeBundle({ ...parts, ...other })({ bundleId, madeAt, wish }, file);
      return unzipped((await blobs.read(bundleKey(bundleId, file)))!.bytes);
    },
  };
};

export type Verdict = { code: number; said: string };

/** Runs a program in a folder, with nothing in its environment. */
export const runIn = (folder: string, program: string, words: readonly string[]): Promise<Verdict> =>
  new Promise((resolve) => {
    const child = execFile(program, [...words], { cwd: folder, env: {} }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, said: out + errors }),
    );
  });

/** Does the work in a folder that holds these files and nothing else. */
export const inFolder = async <T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'dixon-verify-'));
  try {
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What the bundle's own verifier says of it. */
export const verified = (files: Files, ...words: string[]): Promise<Verdict> =>
  inFolder(files, (folder) => runIn(folder, process.execPath, ['verify.mjs', ...words]));

/** The same files, one of them with other bytes. */
export const withFile = (files: Files, name: string, bytes: string | Uint8Array): Files =>
  new Map([...files, [name, Buffer.from(bytes)]]);

/** The lines of a file, without their ends. */
export const linesIn = (files: Files, name: string): string[] => files.get(name)!.toString().split('\n').slice(0, -1);

export const withLines = (files: Files, name: string, lines: readonly string[]): Files =>
  withFile(files, name, lines.map((line) => `${line}\n`).join(''));

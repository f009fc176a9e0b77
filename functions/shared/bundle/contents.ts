/** The files of a bundle, each made while it is packed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summed } from '../zip/sums.ts';
import type { PackedFile } from '../zip/zip.ts';
import type { Entries } from './entries.ts';
import { digestLines, entryLines } from './lines.ts';
import { manifestOf, type About, type Keys, type Listed } from './manifest.ts';
import type { BundleParts } from './ports.ts';
import { readme } from './readme.ts';
import type { Seals } from './seals.ts';

/** It is packed as it is: beside this file here, beside the bundle of the function on AWS. */
const verifier = (): Promise<Buffer> => readFile(join(import.meta.dirname, 'verify.mjs'));

type Content = Iterable<string | Uint8Array>;

async function* pieces(content: Content): AsyncGenerator<string | Uint8Array> {
  yield* content;
}

/** All of them; behind them the manifest, which names every other file, and the signature over it. */
export async function* contents(
  { digestSigner, bundleSigner }: Pick<BundleParts, 'digestSigner' | 'bundleSigner'>,
  about: About,
  entries: Entries,
  seals: Seals,
): AsyncGenerator<PackedFile> {
  const keys: Keys = { bundle: await bundleSigner.keyId(), digests: await digestSigner.keyId() };
  const listed: Listed[] = [];
  const file = (path: string, content: Content): PackedFile => ({
    path,
    bytes: summed(pieces(content), (sum) => void listed.push({ path, ...sum })),
  });
  yield file('README.txt', [readme(about, keys)]);
  yield file('entries.ndjson', entryLines(entries, seals));
  yield file('digests.ndjson', digestLines(seals));
  yield file('public-key.pem', [await bundleSigner.publicKey()]);
  yield file('digest-key.pem', [await digestSigner.publicKey()]);
  yield file('verify.mjs', [await verifier()]);
  const manifest = manifestOf(about, entries, seals, keys, listed);
  yield { path: 'manifest.json', bytes: pieces([manifest]) };
  yield { path: 'signature', bytes: pieces([await bundleSigner.sign(manifest)]) };
}

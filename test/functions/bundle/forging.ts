/** What somebody can make of a bundle who has no key of Dixon's: whatever they like, signed with keys of their own. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listed } from '../../../functions/shared/bundle/manifest.ts';
import { signerIn } from '../../../infra/local/signer-file.ts';
import { withFile, type Files } from '../../support/audit-bundles.ts';

export type Manifest = {
  bundleId: string;
  subject: string;
  madeAt: string;
  range: { from: string | null; to: string | null };
  sealed: { from: string; to: string } | null;
  counts: Record<'entries' | 'streams' | 'erased' | 'unsealed' | 'digests', number>;
  streams: { stream: string; first: number; last: number; fromBeginning: boolean; head: string }[];
  keys: { bundle: string; digests: string };
  files: Listed[];
};

export const manifestIn = (files: Files): Manifest => JSON.parse(files.get('manifest.json')!.toString()) as Manifest;

const listed = (files: Files, { path }: Listed): Listed => {
  const bytes = files.get(path)!;
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

/**
 * The bundle with a manifest that fits what is in it now, signed with another key.
 * @param change what else the manifest says
 */
export const signedAgain = async (files: Files, change: (manifest: Manifest) => Manifest = (same) => same) => {
  const folder = mkdtempSync(join(tmpdir(), 'dixon-forger-'));
  try {
    const signer = signerIn(folder, 'bundle');
    const withKey = withFile(files, 'public-key.pem', await signer.publicKey());
    const given = manifestIn(files);
    const manifest = change({
      ...given,
      keys: { ...given.keys, bundle: await signer.keyId() },
      files: given.files.map((file) => listed(withKey, file)),
    });
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    return withFile(withFile(withKey, 'manifest.json', text), 'signature', await signer.sign(text));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

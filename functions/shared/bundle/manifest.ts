/** manifest.json: what a bundle is, what is in it, and the sums of its files. It is what is signed. */
import type { Sum } from '../zip/sums.ts';
import type { Entries, Entry } from './entries.ts';
import type { Wish } from './ports.ts';
import type { Seals } from './seals.ts';

/** Changes whenever a program that verifies bundles would have to. */
export const FORMAT = { format: 'dixon-audit-bundle', version: 1 } as const;

export type About = { bundleId: string; madeAt: string; wish: Wish };

/** Fingerprints: SHA-256 of the public key in its SPKI form, hex. */
export type Keys = { bundle: string; digests: string };

export type Listed = { path: string } & Sum;

type StreamRange = { stream: string; first: number; last: number; fromBeginning: boolean; head: string };

const streamsOf = (entries: readonly Entry[]): StreamRange[] => {
  const streams: StreamRange[] = [];
  for (const { stream, number, hash } of entries) {
    const known = streams.at(-1);
    if (known?.stream === stream) Object.assign(known, { last: number, head: hash });
    else streams.push({ stream, first: number, last: number, fromBeginning: number === 1, head: hash });
  }
  return streams;
};

/** Indented, so that people can read it. */
export const manifestOf = (
  { bundleId, madeAt, wish }: About,
  { entries }: Entries,
  { digests, seals, sealed }: Seals,
  keys: Keys,
  files: readonly Listed[],
): string => {
  const streams = streamsOf(entries);
  const counts = {
    entries: entries.length,
    streams: streams.length,
    erased: entries.filter(({ isErased }) => isErased).length,
    unsealed: entries.filter(({ hash }) => !seals.has(hash)).length,
    digests: digests.length,
  };
  const range = { from: wish.from ?? null, to: wish.to ?? null };
  const { subject } = wish;
  const manifest = { ...FORMAT, bundleId, subject, range, madeAt, counts, sealed, streams, keys, files };
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** The lines of a bundle, each in the one way that RFC 8785 writes it: another one is a change. */
import type { Entries } from './entries.ts';
import type { Seals } from './seals.ts';

/** `erased`: null, or by which request, as far as that is known. `seal`: null where no digest proves it. */
export function* entryLines({ entries, erasedBy }: Entries, { seals }: Pick<Seals, 'seals'>): Generator<string> {
  for (const { stream, header, commitment, prev, hash, isErased } of entries) {
    const erased = isErased ? JSON.stringify({ request: erasedBy.get(stream) ?? null }) : 'null';
    const proof = seals.get(hash);
    const seal = proof
      ? JSON.stringify({ count: proof.count, digest: proof.digest, index: proof.index, path: proof.path })
      : 'null';
    yield `{"commitment":"${commitment}","erased":${erased},"hash":"${hash}","header":${header},"prev":"${prev}","seal":${seal}}\n`;
  }
}

export function* digestLines({ digests }: Pick<Seals, 'digests'>): Generator<string> {
  for (const { signature, text } of digests) yield `${JSON.stringify({ signature, statement: text })}\n`;
}

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isProven, merkleTree, proofOf, rootOf } from '../../../functions/shared/digests/merkle.ts';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const [ZERO, ONE] = [Uint8Array.of(0), Uint8Array.of(1)];

/** RFC 6962, section 2.1, word for word: the tree is split at the largest power of two below its size. */
const asTheRfcSays = (leaves: Uint8Array[]): Buffer => {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(ZERO, leaves[0]!);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256(ONE, asTheRfcSays(leaves.slice(0, half)), asTheRfcSays(leaves.slice(half)));
};

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const distinct = (minLength: number) =>
  fc.uniqueArray(hash, { minLength, maxLength: 70, selector: (bytes) => Buffer.from(bytes).toString('hex') });

it('the root is the one that RFC 6962 defines, whatever the order in which commits come', () => {
  fc.assert(
    fc.property(distinct(0), fc.infiniteStream(fc.nat()), (hashes, numbers) => {
      const expected = asTheRfcSays(hashes.toSorted((a, b) => Buffer.compare(a, b))).toString('hex');
      const places = new Map(hashes.map((each) => [each, numbers.next().value]));
      const shuffled = hashes.toSorted((a, b) => places.get(a)! - places.get(b)!);
      expect([rootOf(hashes), rootOf(shuffled), merkleTree(hashes).root]).toEqual(Array(3).fill(expected));
    }),
  );
});

it('nothing has the root of nothing', () => {
  expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(proofOf([], new Uint8Array(32))).toBeUndefined();
});

it('every commit is proven by its path, and no other by any path of theirs', () => {
  fc.assert(
    fc.property(distinct(1), hash, (hashes, stranger) => {
      const { root, proofOf: pathOf } = merkleTree(hashes);
      const isStranger = !hashes.some((each) => Buffer.compare(each, stranger) === 0);
      for (const each of hashes) {
        const proof = pathOf(each)!;
        expect(proof.count).toBe(hashes.length);
        expect(isProven({ hash: each, root, ...proof })).toBe(true);
        if (isStranger) expect(isProven({ hash: stranger, root, ...proof })).toBe(false);
      }
      if (isStranger) expect(pathOf(stranger)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

it('a proof of which anything was changed proves nothing', () => {
  fc.assert(
    fc.property(distinct(2), fc.nat(), fc.nat(), fc.nat(255), (hashes, which, where, bit) => {
      const { root, proofOf: pathOf } = merkleTree(hashes);
      const subject = hashes[which % hashes.length]!;
      const proof = { hash: subject, root, ...pathOf(subject)! };
      const { path, index, count } = proof;
      const at = where % path.length;
      const bytes = Buffer.from(path[at]!, 'hex');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const changed = [
        { ...proof, path: path.with(at, bytes.toString('hex')) },
        { ...proof, path: path.toSpliced(at, 1) },
        { ...proof, path: path.toSpliced(at, 0, path[at]!) },
        { ...proof, path: [...path, path.at(-1)!] },
        { ...proof, path: path.with(at, path[at]!.toUpperCase() === path[at] ? 'x' : path[at]!.toUpperCase()) },
        { ...proof, index: index ^ 1 },
        { ...proof, index: index + count },
        { ...proof, index: -1 },
        { ...proof, index: index + 0.5 },
        { ...proof, count: index },
        { ...proof, count: Number.NaN },
        { ...proof, count: 2 ** 31 },
        { ...proof, root: path[at]! },
      ];
      for (const claim of changed) expect(isProven(claim), JSON.stringify(claim)).toBe(false);
    }),
  );
});

it('an inner node does not pass for a commit', () => {
  const hashes = [1, 2, 3, 4].map((byte) => new Uint8Array(32).fill(byte));
  const { root, proofOf: pathOf } = merkleTree(hashes);
  const [left, right] = [sha256(ZERO, hashes[0]!), sha256(ZERO, hashes[1]!)];
  const node = sha256(ONE, left, right);
  const above = pathOf(hashes[0]!)!.path.slice(1);
  for (const claim of [node, Buffer.concat([left, right])])
    expect(isProven({ hash: claim, root, index: 0, count: 2, path: above })).toBe(false);
});

it('a commit that is counted twice makes another root', () => {
  fc.assert(
    fc.property(distinct(1), fc.nat(), (hashes, which) => {
      const twice = [...hashes, hashes[which % hashes.length]!];
      expect(rootOf(twice)).not.toBe(rootOf(hashes));
    }),
  );
});

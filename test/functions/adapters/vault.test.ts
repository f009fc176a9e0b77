import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { Vault } from '../../../events/core/vault.ts';
import { createKeyEncryptionKey } from '../../../functions/adapters/sealing/key-encryption-key.ts';
import { createMemoryKeyStore, type KeyStore } from '../../../functions/adapters/sealing/key-store.ts';
import { createVault } from '../../../functions/adapters/sealing/vault.ts';
import { Corrupted, NotFound, StreamErased } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';

const MINUTE = 60_000;
const AT = '2026-11-21T09:30:00.000Z';
const PLACE = 'user-7f3a|session/1#0000000001';
const session: StreamAddress = { subject: 'user-7f3a', stream: 'session/1' };
const other: StreamAddress = { subject: 'user-7f3a', stream: 'session/2' };
const said = Buffer.from('my brakes squeal since Tuesday');

const kekOf = (bytes: Uint8Array = randomBytes(32)) => createKeyEncryptionKey('kek-1', async () => bytes);

let clock: number;
let keyReads: number;
let keys: KeyStore;
let kek: ReturnType<typeof kekOf>;

/** One instance of the service; all of them share the keys table and the key-encryption key. */
const instance = (parts: { kek?: typeof kek } = {}): Vault =>
  createVault({ keys, kek: parts.kek ?? kek, milliseconds: () => clock });

beforeEach(() => {
  clock = 0;
  keyReads = 0;
  kek = kekOf();
  const memory = createMemoryKeyStore();
  keys = {
    ...memory,
    get: (address) => {
      keyReads += 1;
      return memory.get(address);
    },
  };
});

const expectDamage = async (opening: Promise<unknown>, part: 'seal' | 'key') => {
  const error = await thrownBy(opening, Corrupted);
  expect(error.facts['part']).toBe(part);
  expect(error.message).not.toContain(said.toString());
};

describe('what is sealed', () => {
  test('opens again at its place, whatever it was', async () => {
    const vault = instance();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.string(), async (plain, place) => {
        const sealed = await vault.seal(session, place, plain);
        expect(Buffer.from(await vault.open(session, place, sealed))).toEqual(Buffer.from(plain));
      }),
    );
  });

  test('can be read by every other instance, and by none without the keys table', async () => {
    const sealed = await instance().seal(session, PLACE, said);
    expect(Buffer.from(await instance().open(session, PLACE, sealed))).toEqual(said);
    const stranger = createVault({ keys: createMemoryKeyStore(), kek, milliseconds: () => clock });
    await expectDamage(stranger.open(session, PLACE, sealed), 'key');
  });

  test('does not show what was said, and the same words never look the same', async () => {
    const vault = instance();
    const [once, twice] = [await vault.seal(session, PLACE, said), await vault.seal(session, PLACE, said)];
    expect(Buffer.from(once).includes(said)).toBe(false);
    expect(Buffer.from(once)).not.toEqual(Buffer.from(twice));
    expect(once.length).toBe(said.length + 28);
  });

  test('by two instances at once, for a stream that has no key yet, opens at both', async () => {
    const [first, second] = [instance(), instance()];
    const [byFirst, bySecond] = await Promise.all([
      first.seal(session, PLACE, said),
      second.seal(session, PLACE, said),
    ]);
    expect(Buffer.from(await second.open(session, PLACE, byFirst))).toEqual(said);
    expect(Buffer.from(await first.open(session, PLACE, bySecond))).toEqual(said);
  });
});

describe('what was tampered with', () => {
  test('moved to another place of its stream, it does not open', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    await expectDamage(vault.open(session, 'user-7f3a|session/1#0000000002', sealed), 'seal');
  });

  test('moved to another stream, it does not open', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    await expectDamage(vault.open(other, PLACE, sealed), 'key');
    await vault.seal(other, PLACE, said);
    await expectDamage(vault.open(other, PLACE, sealed), 'seal');
  });

  test('one changed byte anywhere, and it does not open', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    const position = fc.nat({ max: sealed.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const changed = Uint8Array.from(sealed);
        changed[at]! ^= difference;
        await expectDamage(vault.open(session, PLACE, changed), 'seal');
      }),
    );
  });

  test('cut short or made longer, it does not open', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    for (let length = 0; length < sealed.length; length += 1)
      await expectDamage(vault.open(session, PLACE, sealed.subarray(0, length)), 'seal');
    await expectDamage(vault.open(session, PLACE, Buffer.concat([sealed, Uint8Array.of(0)])), 'seal');
  });

  test('a wrapped key with a changed byte unwraps nothing', async () => {
    const sealed = await instance().seal(session, PLACE, said);
    const record = await keys.get(session);
    if (record?.kind !== 'key') throw new Error('there must be a key');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: record.wrapped.length - 1 }), async (at) => {
        const wrapped = Uint8Array.from(record.wrapped);
        wrapped[at]! ^= 1;
        const changed = { ...keys, get: async () => ({ ...record, wrapped }) };
        const vault = createVault({ keys: changed, kek, milliseconds: () => clock });
        await expectDamage(vault.open(session, PLACE, sealed), 'key');
      }),
    );
  });

  test('a wrapped key that was copied to another stream unwraps nothing there', async () => {
    const sealed = await instance().seal(session, PLACE, said);
    await keys.putIfAbsent(other, (await keys.get(session))!);
    await expectDamage(instance().open(other, PLACE, sealed), 'key');
  });

  test('another key-encryption key opens nothing', async () => {
    const sealed = await instance().seal(session, PLACE, said);
    await expectDamage(instance({ kek: kekOf() }).open(session, PLACE, sealed), 'key');
  });
});

describe('what was erased', () => {
  const shredded = async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    await vault.shred(session, 'request-1', AT);
    return { vault, sealed };
  };

  test('cannot be read and cannot be added to, here and at every other instance, and the request is named', async () => {
    const { vault, sealed } = await shredded();
    for (const there of [vault, instance()])
      for (const attempt of [() => there.open(session, PLACE, sealed), () => there.seal(session, PLACE, said)]) {
        const error = await thrownBy(attempt(), StreamErased);
        expect(error.request).toBe('request-1');
      }
  });

  test('looks to people as if it had never been', async () => {
    const { vault, sealed } = await shredded();
    const error = await thrownBy(vault.open(session, PLACE, sealed), StreamErased);
    expect([error.name, error.message]).toEqual(['NotFound', new NotFound('conversation').message]);
  });

  test('leaves the person’s other streams readable', async () => {
    const vault = instance();
    const kept = await vault.seal(other, PLACE, said);
    await vault.shred(session, 'request-1', AT);
    expect(Buffer.from(await vault.open(other, PLACE, kept))).toEqual(said);
  });

  test('stays erased by the first request that did it', async () => {
    const { vault, sealed } = await shredded();
    expect(await vault.shred(session, 'request-2', '2026-11-22T00:00:00.000Z')).toBe(false);
    expect(await vault.erasedBy(session)).toBe('request-1');
    expect(await keys.get(session)).toEqual({ kind: 'tombstone', request: 'request-1', at: AT });
    expect((await thrownBy(vault.open(session, PLACE, sealed), StreamErased)).request).toBe('request-1');
  });

  test('a stream can be erased before its first word', async () => {
    const vault = instance();
    await vault.shred(session, 'request-1', AT);
    await expect(vault.seal(session, PLACE, said)).rejects.toBeInstanceOf(StreamErased);
  });

  test('what still lives was erased by nobody', async () => {
    const vault = instance();
    expect(await vault.erasedBy(session)).toBeUndefined();
    await vault.seal(session, PLACE, said);
    expect(await vault.erasedBy(session)).toBeUndefined();
  });
});

describe('a stream that begins anew', () => {
  test('is sealed with a fresh key, though this instance still remembers the old one', async () => {
    const [eraser, returning] = [instance(), instance()];
    await returning.seal(session, PLACE, said);
    await eraser.shred(session, 'request-1', AT);
    const sealed = await returning.seal(session, PLACE, said, { renew: true });
    expect(Buffer.from(await instance().open(session, PLACE, sealed))).toEqual(said);
    expect(await eraser.erasedBy(session)).toBe('request-1');
  });

  test('opens at an instance that still remembers the old key', async () => {
    const [eraser, reader] = [instance(), instance()];
    await reader.seal(session, PLACE, said);
    await eraser.shred(session, 'request-1', AT);
    const sealed = await eraser.seal(session, PLACE, said, { renew: true });
    expect(Buffer.from(await reader.open(session, PLACE, sealed))).toEqual(said);
  });

  test('keeps its key where there was nothing to renew', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    await vault.seal(session, PLACE, said, { renew: true });
    expect(Buffer.from(await instance().open(session, PLACE, sealed))).toEqual(said);
  });

  test('renewed by two instances at once, it has one key', async () => {
    const [first, second] = [instance(), instance()];
    await first.shred(session, 'request-1', AT);
    const [a, b] = await Promise.all([first, second].map((v) => v.seal(session, PLACE, said, { renew: true })));
    expect(Buffer.from(await second.open(session, PLACE, a!))).toEqual(said);
    expect(Buffer.from(await first.open(session, PLACE, b!))).toEqual(said);
  });
});

describe('an opened key', () => {
  test('is kept for a minute: a turn costs one read of the keys table', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    clock = MINUTE - 1;
    await vault.open(session, PLACE, sealed);
    await vault.seal(session, PLACE, said);
    expect(keyReads).toBe(1);
  });

  test('is read again after a minute, counted from its reading and not from its last use', async () => {
    const vault = instance();
    const sealed = await vault.seal(session, PLACE, said);
    clock = MINUTE - 1;
    await vault.open(session, PLACE, sealed);
    clock = MINUTE;
    expect(Buffer.from(await vault.open(session, PLACE, sealed))).toEqual(said);
    expect(keyReads).toBe(2);
  });

  test('lets another instance read an erased stream for a minute at most', async () => {
    const [eraser, reader] = [instance(), instance()];
    const sealed = await eraser.seal(session, PLACE, said);
    await reader.open(session, PLACE, sealed);
    await eraser.shred(session, 'request-1', AT);
    clock = MINUTE;
    await expect(reader.open(session, PLACE, sealed)).rejects.toBeInstanceOf(StreamErased);
    await expect(reader.seal(session, PLACE, said)).rejects.toBeInstanceOf(StreamErased);
  });

  test('makes room for newer ones: two thousand are kept, the oldest goes first', async () => {
    const vault = instance();
    const stream = (number: number): StreamAddress => ({ ...session, stream: `session/${number}` });
    for (let number = 0; number <= 2_000; number += 1) await vault.seal(stream(number), PLACE, said);
    expect(keyReads).toBe(2_001);
    await vault.seal(stream(1), PLACE, said);
    await vault.seal(stream(2_000), PLACE, said);
    expect(keyReads).toBe(2_001);
    await vault.seal(stream(0), PLACE, said);
    expect(keyReads).toBe(2_002);
  });
});

describe('a key-encryption key', () => {
  test('fetches the bytes of each key once', async () => {
    const fetched: string[] = [];
    const counted = createKeyEncryptionKey('kek-2', async (id) => {
      fetched.push(id);
      return Buffer.alloc(32, id);
    });
    const wrapped = await counted.wrap(said, 'here');
    await counted.unwrap(wrapped, 'kek-2', 'here');
    await thrownBy(counted.unwrap(wrapped, 'kek-1', 'here'), Error);
    await thrownBy(counted.unwrap(wrapped, 'kek-1', 'here'), Error);
    expect(fetched).toEqual(['kek-2', 'kek-1']);
  });

  test('tries again where the bytes could not be fetched', async () => {
    let fetches = 0;
    const shaky = createKeyEncryptionKey('kek-1', async () => {
      fetches += 1;
      if (fetches === 1) throw new Error('away');
      return Buffer.alloc(32, 1);
    });
    await expect(shaky.wrap(said, 'here')).rejects.toThrow('away');
    const wrapped = await shaky.wrap(said, 'here');
    expect(Buffer.from(await shaky.unwrap(wrapped, 'kek-1', 'here'))).toEqual(said);
  });
});

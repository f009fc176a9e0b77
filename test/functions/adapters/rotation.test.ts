/** Keys that end and keys that are exchanged, the same for the memory twin and the keys table. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { Vault } from '../../../events/core/vault.ts';
import { createKeyEncryptionKey } from '../../../functions/adapters/sealing/key-encryption-key.ts';
import { createVault } from '../../../functions/adapters/sealing/vault.ts';
import { ConcurrentModification, Corrupted, StreamErased } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';
import { engineHome, memoryHome, type Home } from '../../support/stores.ts';

const FIRST = '2026-11-21T09:30:00.000Z';
const SECOND = '2026-11-22T09:30:00.000Z';
const PLACE = 'place';
const said = Buffer.from('2024 Honda Civic');
const kek = createKeyEncryptionKey('kek-1', async () => new Uint8Array(32).fill(3));

describe.each([
  ['the memory twin', memoryHome],
  ['the keys table', () => engineHome()],
])('%s', (_name, start) => {
  let home: Home;
  let garage: StreamAddress;
  let vault: Vault;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());

  /** One instance of the service, with keys that only it remembers. */
  const instance = (): Vault => createVault({ keys: home.keys, kek, milliseconds: () => 0 });
  beforeEach(() => {
    garage = { subject: `user-${randomUUID()}`, stream: 'garage' };
    vault = instance();
  });

  const seal = (by: Vault) => by.seal(garage, PLACE, said, { fresh: true });
  const expectOpen = async (by: Vault, sealed: Uint8Array) =>
    expect(Buffer.from(await by.open(garage, PLACE, sealed))).toEqual(said);
  const expectErased = async (by: Vault, sealed: Uint8Array, request: string) =>
    expect((await thrownBy(by.open(garage, PLACE, sealed), StreamErased)).request).toBe(request);

  describe('tells of keys', () => {
    const stream = (name: string): StreamAddress => ({ ...garage, stream: name });

    it('which streams of a person still have one, and of nobody else', async () => {
      for (const name of ['session/2', 'garage', 'session/1']) await vault.seal(stream(name), PLACE, said);
      await vault.seal({ ...garage, subject: `${garage.subject}-2` }, PLACE, said);
      await vault.shred(stream('session/1'), 'request-1', FIRST);
      await vault.shred(stream('never-written'), 'request-1', FIRST);
      expect(await vault.living(garage.subject)).toEqual(['garage', 'session/2']);
      expect(await vault.living(`user-${randomUUID()}`)).toEqual([]);
    });

    it('all of them, however many pages they fill', async () => {
      const streams = Array.from({ length: 5 }, (_, index) => `session/${index}`);
      for (const name of streams)
        await home.keys.putIfAbsent(stream(name), { kind: 'key', wrapped: randomBytes(300_000), kek: 'kek-1' });
      expect(await vault.living(garage.subject)).toEqual(streams);
    });

    it('when the stream was erased, also where it began anew since', async () => {
      expect(await vault.erasedAt(garage)).toBeUndefined();
      await seal(vault);
      expect(await vault.erasedAt(garage)).toBeUndefined();
      await vault.shred(garage, 'request-1', FIRST);
      expect(await vault.erasedAt(garage)).toBe(FIRST);
      await vault.seal(garage, PLACE, said, { renew: true });
      expect(await vault.erasedAt(garage)).toBe(FIRST);
      expect(await vault.living(garage.subject)).toEqual(['garage']);
    });
  });

  describe('exchanges a key', () => {
    it('in two steps: both open in between, and afterwards only the fresh one does', async () => {
      const other = instance();
      const before = await seal(vault);
      await vault.startRotation(garage, 'request-1', FIRST);
      const since = await seal(vault);
      for (const sealed of [before, since]) for (const by of [vault, other, instance()]) await expectOpen(by, sealed);

      await vault.finishRotation(garage, 'request-1', FIRST);
      await expectOpen(vault, since);
      await expectErased(vault, before, 'request-1');
      await expectErased(instance(), before, 'request-1');
      expect([await vault.erasedBy(garage), await vault.erasedAt(garage)]).toEqual(['request-1', FIRST]);
    });

    it('for everyone: whoever seals afresh uses the new one, though they remember the old one', async () => {
      const other = instance();
      await seal(other);
      await vault.startRotation(garage, 'request-1', FIRST);
      const since = await seal(other);
      await vault.finishRotation(garage, 'request-1', FIRST);
      await expectOpen(instance(), since);
    });

    it('once: a repeat changes nothing, before it is finished and after', async () => {
      await seal(vault);
      const standing = [];
      for (const by of [vault, instance()])
        for (const step of ['startRotation', 'startRotation', 'finishRotation', 'finishRotation'] as const) {
          await by[step](garage, 'request-1', FIRST);
          standing.push(await home.keys.get(garage));
        }
      const [started, again, finished, ...repeats] = standing;
      expect(again).toEqual(started);
      expect(started).toHaveProperty('previous');
      expect(finished).not.toHaveProperty('previous');
      for (const repeat of repeats) expect(repeat).toEqual(finished);
    });

    it('for one request at a time: another one waits, and the old key is not lost', async () => {
      const before = await seal(vault);
      await vault.startRotation(garage, 'request-1', FIRST);
      await thrownBy(instance().startRotation(garage, 'request-2', SECOND), ConcurrentModification);
      await instance().finishRotation(garage, 'request-2', SECOND);
      await expectOpen(instance(), before);
      await vault.finishRotation(garage, 'request-1', FIRST);
      const between = await seal(vault);
      await instance().startRotation(garage, 'request-2', SECOND);
      await instance().finishRotation(garage, 'request-2', SECOND);
      await expectErased(instance(), between, 'request-2');
    });

    it('once where two begin at the same moment', async () => {
      const before = await seal(vault);
      const both = await Promise.allSettled([
        vault.startRotation(garage, 'request-1', FIRST),
        instance().startRotation(garage, 'request-2', SECOND),
      ]);
      const refused = both.filter((one) => one.status === 'rejected');
      expect(refused.map(({ reason }) => (reason as Error).name)).toEqual(['ConcurrentModification']);
      await expectOpen(instance(), before);
    });

    it('where there is one: not of a stream that was never written, or that was erased', async () => {
      await vault.startRotation(garage, 'request-1', FIRST);
      await vault.finishRotation(garage, 'request-1', FIRST);
      expect(await home.keys.get(garage)).toBeUndefined();
      await vault.shred(garage, 'request-2', FIRST);
      await vault.startRotation(garage, 'request-3', SECOND);
      await vault.finishRotation(garage, 'request-3', SECOND);
      expect(await home.keys.get(garage)).toEqual({ kind: 'tombstone', request: 'request-2', at: FIRST });
    });

    it('and what was tampered with meanwhile is still told from what was erased', async () => {
      const sealed = await seal(vault);
      await vault.startRotation(garage, 'request-1', FIRST);
      sealed[20]! ^= 1;
      await thrownBy(instance().open(garage, PLACE, sealed), Corrupted);
    });
  });

  describe('buries an exchanged key', () => {
    it('with the old one, in the middle of the exchange', async () => {
      const before = await seal(vault);
      await vault.startRotation(garage, 'request-1', FIRST);
      const since = await seal(vault);
      expect(await vault.shred(garage, 'request-2', SECOND)).toBe(true);
      await vault.finishRotation(garage, 'request-1', FIRST);
      expect(await home.keys.get(garage)).toEqual({ kind: 'tombstone', request: 'request-2', at: SECOND });
      for (const sealed of [before, since]) await expectErased(instance(), sealed, 'request-2');
    });

    it('after the exchange, even for a request that is older and waited for a hold', async () => {
      await seal(vault);
      await vault.startRotation(garage, 'request-2', SECOND);
      await vault.finishRotation(garage, 'request-2', SECOND);
      expect(await vault.shred(garage, 'request-1', FIRST)).toBe(true);
      expect(await vault.living(garage.subject)).toEqual([]);
    });

    it('and still spares the one of a new life from the request that ended the old one', async () => {
      await seal(vault);
      await vault.shred(garage, 'request-1', FIRST);
      await vault.seal(garage, PLACE, said, { renew: true });
      await vault.startRotation(garage, 'request-2', SECOND);
      await vault.finishRotation(garage, 'request-2', SECOND);
      expect(await vault.shred(garage, 'request-1', FIRST)).toBe(false);
      expect([await vault.erasedBy(garage), await vault.erasedAt(garage)]).toEqual(['request-2', SECOND]);
    });
  });
});

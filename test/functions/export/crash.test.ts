/** Wherever an export stops, the step that stopped is run again and ends with the very same archive, and nothing beside it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session, sessionStream } from '../../../events/session/index.ts';
import { collect } from '../../../functions/export/collect/index.ts';
import { pack } from '../../../functions/export/pack/index.ts';
import type { ExportParts, Which } from '../../../functions/export/ports.ts';
import { exportOf, partsOf } from '../../../functions/shared/exports/keys.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { PNG } from '../../support/files.ts';
import { exportHome, type ExportHome } from '../../support/export-home.ts';

/** What stands for the end of the process: nobody catches it. */
class Crash extends Error {}

type Moment = 'before' | 'after' | 'within';
type Method = (...args: unknown[]) => unknown;

/** The first piece, and then the end of the process. */
async function* broken(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece;
    throw new Crash();
  }
}

/** The store of files, but that its call of this number, counted from 1, is the last thing that happens. */
const crashingAt = (blobs: BlobStore, number: number, moment: Moment) => {
  const calls = { made: 0 };
  const crashing =
    (method: Method): Method =>
    async (...args) => {
      if ((calls.made += 1) !== number) return method(...args);
      if (moment === 'before') throw new Crash();
      const pieces = args.findIndex((argument) => argument instanceof Object && Symbol.asyncIterator in argument);
      const cut = args.with(pieces, pieces < 0 ? undefined : broken(args[pieces] as AsyncIterable<Uint8Array>));
      const done = await method(...(moment === 'within' && pieces >= 0 ? cut : args));
      if (moment === 'within' && done) return broken(done as AsyncIterable<Uint8Array>);
      throw new Crash();
    };
  const methods = blobs as unknown as Record<string, Method>;
  const guarded = ['read', 'write', 'remove', 'stream'].map((name) => [name, crashing(methods[name]!)]);
  return { blobs: { ...blobs, ...Object.fromEntries(guarded) } as BlobStore, calls };
};

const STEPS = { collect, pack };

let home: ExportHome;
let parts: ExportParts;
let which: Which;
beforeAll(async () => {
  home = await exportHome();
  // a moment of its own: what is collected again says the same
  parts = { ...home.parts, now: () => '2026-01-22T12:00:00.000Z' };
  const [user, sessionId, uploadId] = [`user-${randomUUID()}`, randomUUID(), randomUUID()];
  await home.record(
    session,
    sessionStream(user, sessionId),
    { type: 'SessionStarted', level: 'quick' },
    { type: 'FileAttached', uploadId, contentType: 'image/png', size: PNG.length, name: 'brakes.png' },
  );
  await home.upload(user, sessionId, uploadId, PNG);
  which = await home.ask(user);
});
afterAll(() => home.stop());

const left = () => Array.fromAsync(home.blobs.list(exportOf(which.subject, which.requestId)), ({ key }) => key);

/** The whole job, whose step is stopped at a call and then run again. Undefined where it was done before that call. */
const interrupted = async (step: keyof typeof STEPS, number: number, moment: Moment) => {
  const { blobs, calls } = crashingAt(parts.blobs, number, moment);
  if (step === 'pack') await collect(parts)(which);
  const outcome = await STEPS[step]({ ...parts, blobs })(which).then(
    () => 'done',
    () => 'stopped',
  );
  if (calls.made < number) return undefined;
  if (step === 'collect') await collect(parts)(which);
  return { outcome, facts: await pack(parts)(which), left: await left() };
};

describe.each(['collect', 'pack'] as const)('%s', (step) => {
  it.each(['before', 'after', 'within'] as const)('stopped %s each of its calls', async (moment) => {
    await collect(parts)(which);
    const whole = await pack(parts)(which);
    let number = 1;
    let stopped = 0;
    for (; ; number += 1) {
      const result = await interrupted(step, number, moment);
      if (!result) break;
      if (result.outcome === 'stopped') stopped += 1;
      expect(result.facts).toEqual(whole);
      expect(result.left).toHaveLength(1);
    }
    expect(number).toBeGreaterThan(8);
    // what yields one piece only may be done before it is cut
    expect(stopped).toBeGreaterThan(moment === 'within' ? 5 : number - 2);
  });
});

describe('packing', () => {
  it('that was done is answered from the archive, as often as somebody asks', async () => {
    await collect(parts)(which);
    const first = await pack(parts)(which);
    expect(await left()).toHaveLength(1);
    expect(await pack(parts)(which)).toEqual(first);
  });

  it('never takes a part for all: where one is gone it is refused by name', async () => {
    await collect(parts)(which);
    const [part] = (await left()).filter((key) => key.endsWith('/conversations.jsonl'));
    await home.blobs.remove([part!]);
    await expect(pack(parts)(which)).rejects.toMatchObject({ name: 'NotFound' });
    expect((await left()).filter((key) => key.endsWith('.zip'))).toEqual([]);
  });

  it('what was never collected is refused by name', async () => {
    const nothing = { ...which, requestId: randomUUID() };
    await expect(pack(parts)(nothing)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('takes no archive of before for what was collected since', async () => {
    await collect(parts)(which);
    await pack(parts)(which);
    await collect(parts)(which);
    const keys = await left();
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.every((key) => key.startsWith(partsOf(which.subject, which.requestId)))).toBe(true);
  });
});

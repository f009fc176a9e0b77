/** SPEC N4: compliance has somebody's history packed, fetches it, and hands on something that proves itself. */
import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audits, auditStream } from '../../events/audits/index.ts';
import { verified } from '../support/audit-bundles.ts';
import { startLocal, type Local } from '../support/local.ts';
import { operationNamed } from '../support/schema.ts';
import { unzipped } from '../support/unzipped.ts';

type Bundle = {
  bundleId: string;
  subject: string;
  entries: number;
  bytes: number;
  sha256: string;
  url: string;
  expiresAt: string;
};

const AUDREY = 'local:audrey:compliance';

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
});
afterAll(() => dixon.stop());

/** Somebody with a conversation. */
let subject: string;
beforeEach(async () => {
  subject = `user-${randomUUID()}`;
  await dixon.send('My brakes are squealing', {}, `local:${subject}`);
});

const ask = (args: object, who = AUDREY) =>
  dixon.query(operationNamed('createAuditBundle').document, args as Record<string, unknown>, who);

/** Throws where it is refused. */
const got = async (args: object): Promise<Bundle> => {
  const { data, errors } = await ask(args);
  if (errors) throw new Error(JSON.stringify(errors));
  return data!['createAuditBundle'] as unknown as Bundle;
};
const codeOf = async (args: object, who = AUDREY) => (await ask(args, who)).errors?.[0]?.extensions.code;

const fetched = async ({ url }: Bundle): Promise<Buffer> => {
  const response = await fetch(url);
  expect(response.headers.get('content-disposition')).toMatch(/dixon-audit-bundle-\d{4}-\d\d-\d\d\.zip/);
  return Buffer.from(await response.arrayBuffer());
};

describe('a bundle', () => {
  it('is fetched by its link, is the file that the answer says, and verifies itself', async () => {
    const bundle = await got({ subject });
    const zip = await fetched(bundle);
    expect(bundle).toMatchObject({ subject, bytes: zip.length });
    expect(createHash('sha256').update(zip).digest('hex')).toBe(bundle.sha256);
    const left = Date.parse(bundle.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(23 * 3_600_000);
    expect(left).toBeLessThanOrEqual(24 * 3_600_000);

    const files = unzipped(zip);
    expect(files.get('entries.ndjson')!.toString().split('\n')).toHaveLength(bundle.entries + 1);
    const { code, said } = await verified(files);
    expect(said).toContain(`Audit bundle ${bundle.bundleId} about ${subject}`);
    expect(code).toBe(0);
  });

  it('holds nothing of what was said', async () => {
    const files = unzipped(await fetched(await got({ subject })));
    for (const bytes of files.values()) expect(bytes.toString()).not.toMatch(/squeal/i);
  });

  it('is recorded before anybody has it: who took it along, of whom, and what it hashes to', async () => {
    const { bundleId, entries, sha256 } = await got({ subject, to: '2100-01-01T00:00:00.000Z' });
    const { state } = await dixon.store.load(audits, auditStream(bundleId), { consistent: true });
    const facts = { status: 'bundled', bundleId, subject, to: '2100-01-01T00:00:00.000Z', entries, sha256 };
    expect(state).toMatchObject(facts);
    const [commit] = await Array.fromAsync(dixon.log.read(auditStream(bundleId)));
    expect(commit!.actor).toEqual({ kind: 'operator', id: 'user-audrey' });
  });

  it('of everything so far holds what a range up to now holds', async () => {
    const all = await got({ subject });
    const upToNow = await got({ subject, from: '2020-01-01T00:00:00.000Z', to: new Date().toISOString() });
    expect(upToNow.entries).toBe(all.entries);
    expect(upToNow.bundleId).not.toBe(all.bundleId);
  });
});

describe('a repeat with the same commandId', () => {
  it('is the same bundle with a fresh link, though more has happened since', async () => {
    const wish = { subject, commandId: `bundle-${randomUUID()}` };
    const { url, expiresAt: _until, ...first } = await got(wish);
    await dixon.send('And now they grind', {}, `local:${subject}`);
    const { url: again, expiresAt: _later, ...second } = await got(wish);
    expect(second).toEqual(first);
    expect(again.split('?')[0]).toBe(url.split('?')[0]);
    expect(await Array.fromAsync(dixon.log.read(auditStream(first.bundleId)))).toHaveLength(1);
  });

  it('at the same time hands out one bundle to both, and it is the one on record', async () => {
    const wish = { subject, commandId: `bundle-${randomUUID()}` };
    const both = await Promise.all([got(wish), got(wish), got(wish)]);
    expect(new Set(both.map(({ sha256 }) => sha256)).size).toBe(1);
    for (const bundle of both)
      expect(
        createHash('sha256')
          .update(await fetched(bundle))
          .digest('hex'),
      ).toBe(bundle.sha256);
  });

  it('for another history or another range is refused', async () => {
    const wish = { subject, commandId: `bundle-${randomUUID()}` };
    await got(wish);
    expect(await codeOf({ ...wish, from: '2020-01-01T00:00:00.000Z' })).toBe('AlreadyExists');
    expect(await codeOf({ ...wish, subject: 'user-somebody' })).toBe('AlreadyExists');
  });

  it('by somebody else is another bundle', async () => {
    const wish = { subject, commandId: `bundle-${randomUUID()}` };
    const { bundleId } = await got(wish);
    const { data } = await ask(wish, 'local:cleo:compliance');
    expect((data!['createAuditBundle'] as unknown as Bundle).bundleId).not.toBe(bundleId);
  });

  it('of a bundle that was removed meanwhile says that it is gone', async () => {
    const wish = { subject, commandId: `bundle-${randomUUID()}` };
    const { bundleId } = await got(wish);
    rmSync(join(dixon.dataDir, 'blobs/bundles', bundleId), { recursive: true });
    expect(await codeOf(wish)).toBe('NotFound');
  });
});

it.each(['local:somebody', 'local:oscar:ops'])('nobody without the role gets one: %s', async (who) =>
  expect(await codeOf({ subject }, who)).toBe('PermissionDenied'),
);

it.each([
  ['system', 'InvalidInput', { subject: 'system' }],
  ['a day for an instant', 'InvalidInput', { from: '2026-01-22' }],
  ['an end before the beginning', 'InvalidInput', { from: '2026-01-22T10:00:00.000Z', to: '2026-01-22T09:00:00.000Z' }],
  ['a time in which nothing happened', 'NotFound', { to: '2020-01-22T09:00:00.000Z' }],
  ['nobody at all', 'NotFound', { subject: `user-${randomUUID()}` }],
])('a wish for %s is answered with %s', async (_what, code, args) =>
  expect(await codeOf({ subject, ...args })).toBe(code),
);

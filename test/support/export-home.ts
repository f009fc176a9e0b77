/** Exports on the real engine and a folder of files: somebody's data goes in, an archive comes out. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamAddress } from '../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import { collect } from '../../functions/export/collect/index.ts';
import { pack } from '../../functions/export/pack/index.ts';
import type { ExportParts, Which } from '../../functions/export/ports.ts';
import { archiveKey } from '../../functions/shared/exports/keys.ts';
import { uploadKey } from '../../functions/shared/uploads/keys.ts';
import { createLocalBlobs, type LocalBlobs } from '../../infra/local/blobs/index.ts';
import { requested } from './compliance.ts';
import { engineHome, tickingClock, type Home } from './stores.ts';
import { unzipped } from './unzipped.ts';

export type ExportHome = Home & {
  blobs: LocalBlobs;
  parts: ExportParts;
  /** Events as they are, each in a commit of its own. */
  record: <S, E extends AnyEvent>(model: StreamModel<S, E>, address: StreamAddress, ...events: E[]) => Promise<void>;
  /** Bytes of a file that is attached. */
  upload: (userId: string, sessionId: string, uploadId: string, bytes: Uint8Array) => Promise<void>;
  /** A request for an export that waits for its job. */
  ask: (userId: string) => Promise<Which>;
  archiveOf: (which: Which) => Promise<Buffer>;
  /** Both steps of the job. */
  exported: (userId: string) => Promise<Exported>;
};

export type Exported = {
  which: Which;
  facts: { files: number; bytes: number; sha256: string };
  archive: Buffer;
  files: Map<string, Buffer>;
  /** A `data.json`. */
  data: (category: string) => unknown;
};

export const exportHome = async (): Promise<ExportHome> => {
  const home = await engineHome();
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-export-'));
  const now = tickingClock('2026-01-22T12:00:00.000Z');
  const blobs = createLocalBlobs({ dataDir, now });
  const parts: ExportParts = { store: home.store, blobs, now };

  const ask = async (subject: string): Promise<Which> => ({
    subject,
    requestId: await requested(home.store, subject, { kind: 'export' }),
  });
  const archiveOf = async ({ subject, requestId }: Which): Promise<Buffer> =>
    Buffer.from((await blobs.read(archiveKey(subject, requestId)))!.bytes);

  return {
    ...home,
    blobs,
    parts,
    ask,
    archiveOf,
    record: async (model, address, ...events) => {
      for (const event of events) {
        const actor = { kind: 'person' as const, id: address.subject };
        const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
        await home.store.execute(model, address, context, () => [event]);
      }
    },
    upload: (userId, sessionId, uploadId, bytes) =>
      blobs.write(uploadKey(userId, sessionId, uploadId), bytes, 'image/png'),
    exported: async (userId) => {
      const which = await ask(userId);
      await collect(parts)(which);
      const facts = await pack(parts)(which);
      const archive = await archiveOf(which);
      const files = unzipped(archive);
      const data = (category: string): unknown => JSON.parse(files.get(`${category}/data.json`)!.toString());
      return { which, facts, archive, files, data };
    },
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

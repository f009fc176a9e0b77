/** The ledger of an engine that is sealed into a folder, at whatever time a test says it is. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDynamoDBHistoryScan } from '../../functions/adapters/dynamodb/history-scan.ts';
import { ledgerPartitionOf } from '../../functions/adapters/dynamodb/ledger-partition.ts';
import type { Digest, DigestStore } from '../../functions/shared/digests/ports.ts';
import type { SealParts } from '../../functions/seal/ports.ts';
import { sealLedger, type SealOptions } from '../../functions/seal/seal-ledger.ts';
import { digestFolderIn } from '../../infra/local/digest-folder.ts';
import { signerIn } from '../../infra/local/signer-file.ts';
import { count, counter } from './counter-stream.ts';
import { engineHome } from './stores.ts';

export const startSealing = async () => {
  const home = await engineHome();
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-seal-'));
  const clock = { now: '' };
  const digests: DigestStore = digestFolderIn(dataDir);
  const digestSigner = signerIn(dataDir, 'digest');
  const parts: SealParts = {
    scan: createDynamoDBHistoryScan(home.client!, 'events'),
    ledgerPartition: ledgerPartitionOf(home.client!, 'events'),
    digests,
    digestSigner,
    now: () => clock.now,
    milliseconds: () => performance.now(),
  };
  const setAside: { subject: string; sk: string }[] = [];

  return {
    ...home,
    client: home.client!,
    dataDir,
    digests,
    digestSigner,
    parts,
    /** What was no commit, by its place. */
    setAside,
    /** One more commit of a stream, decided at that time. */
    commitAt: async (at: string, stream = `counter/${randomUUID()}`, subject = 'user-1') => {
      const context = { commandId: randomUUID(), correlation: 'c', actor: { kind: 'person' as const, id: subject } };
      await home.storeWith({ now: () => at }).execute(counter, { subject, stream }, context, count());
    },
    /** One run of the schedule at that time. */
    sealAt: (at: string, more: Partial<SealOptions & SealParts> = {}) => {
      clock.now = at;
      const run = sealLedger({ ...parts, ...more }, { setAside: (place) => void setAside.push(place), ...more });
      return run({ afterMinutes: 15 });
    },
    sealed: (): Promise<Digest[]> => Array.fromAsync(digests.list()),
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type Sealing = Awaited<ReturnType<typeof startSealing>>;

/** What a digest covers, in short: `10:00-11:00 3`, with the day where it is not the first day of the test. */
export const spansOf = (digests: Digest[]): string[] =>
  digests.map(({ statement: { from, to, commits } }) => `${from.slice(5, 13)} ${to.slice(5, 13)} ${commits}`);

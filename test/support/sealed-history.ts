/** A history of several people as the service itself makes it, sealed by digests, on a copy of its data folder. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { audits, auditStream, beginVerification, type AuditState } from '../../events/audits/index.ts';
import type { Item } from '../../functions/adapters/dynamodb/commit-item.ts';
import { madeId } from '../../functions/runtime/made-id.ts';
import type { Notice } from '../../functions/runtime/notify.ts';
import { verify } from '../../functions/verify/handler.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { storageIn, type Storage } from '../../infra/local/parts.ts';
import { askingOf } from './asking.ts';
import { startLocal, type Local } from './local.ts';
import { says, scripted } from './models.ts';

const HOUR = 3_600_000;
const PEOPLE = ['sam', 'eve', 'kim'];

const talk = async (dixon: Local, who: string, turns: number): Promise<string> => {
  const { conversationId } = await dixon.send('My brakes are squealing', {}, who);
  for (let turn = 1; turn < turns; turn += 1) await dixon.send(`And ${turn} more?`, { conversationId }, who);
  return conversationId;
};

const live = async (dixon: Local, name: string): Promise<void> => {
  const who = `local:${name}`;
  const { got } = askingOf(() => dixon);
  const basic = { year: 2024, make: 'Honda', model: 'Civic' };
  const vehicles: string[] = [];
  for (const nickname of ['Winter car', 'Summer car', 'Old car'])
    vehicles.push((await got<{ id: string }>('addUserVehicle', { vehicleData: { basic, nickname } }, who)).id);
  await talk(dixon, who, 3);
  const gone = await talk(dixon, who, 2);
  await got('deleteUserVehicle', { vehicleId: vehicles[1] }, who);
  await got('deleteSession', { sessionId: gone }, who);
  await dixon.caughtUp();
  await got('addUserVehicle', { vehicleData: { basic, nickname: 'New car' } }, who);
};

export type Verified = Extract<AuditState, { status: 'verified' }>['outcome'];

export type SealedHistory = {
  dataDir: string;
  storage: Storage;
  notices: Notice[];
  now: () => string;
  items: () => Promise<Item[]>;
  /** Every task of verify-history, one after the other. */
  verified: () => Promise<Verified>;
  stop: () => Promise<void>;
};

/** Libraries of which a vehicle was erased, conversations that go on, others that were erased; of four hours, all sealed. */
export const sealedHistory = async (): Promise<SealedHistory> => {
  const folder = mkdtempSync(join(tmpdir(), 'dixon-sealed-'));
  // some minutes into an hour, so that whenever this runs there are as many digests
  let ahead = Date.parse('2026-01-22T10:20:00.000Z') - Date.now();
  const now = () => new Date(Date.now() + ahead).toISOString();
  const lived = join(folder, 'lived');
  const dixon = await startLocal({ dataDir: lived, now, model: scripted(says('Noted.')).model });
  try {
    for (const name of PEOPLE) await live(dixon, name);
    for (const name of PEOPLE) {
      ahead += HOUR;
      await talk(dixon, `local:${name}`, 2);
    }
    await dixon.caughtUp();
    ahead += 2 * HOUR;
    await dixon.task('seal', 'SealLedger', { afterMinutes: 15 });
  } finally {
    await dixon.stop();
  }

  const dataDir = join(folder, 'copy');
  cpSync(lived, dataDir, { recursive: true });
  const engine = await startEngine(dataDir);
  const storage = storageIn({ dataDir, endpoint: engine.endpoint, now, appended: () => {} });
  const notices: Notice[] = [];
  const parts = {
    ...storage,
    notify: async (notice: Notice) => void notices.push(notice),
    now,
    milliseconds: () => performance.now(),
  };
  const handler = verify(parts, new Logger({ logLevel: 'SILENT' }));
  const task = (name: string, input: object) => invoke('verify', handler, { task: name, input });

  let verifications = 0;
  return {
    dataDir,
    storage,
    notices,
    now,
    items: async () => (await storage.dynamodb.send(new ScanCommand({ TableName: 'events' }))).Items ?? [],
    verified: async () => {
      const verificationId = madeId('test', String((verifications += 1)));
      const context = {
        commandId: verificationId,
        actor: { kind: 'operator' as const, id: 'user-audrey' },
        correlation: verificationId,
      };
      const begin = beginVerification({ segments: 2, digests: true });
      await storage.store.execute(audits, auditStream(verificationId), context, begin);
      const { parts: segments } = (await task('PlanVerification', { verificationId })) as { parts: object[] };
      for (const segment of segments) await task('VerifyPart', segment);
      await task('VerifyDigests', { verificationId });
      await task('ConcludeVerification', { verificationId });
      const { state } = await storage.store.load(audits, auditStream(verificationId));
      if (state.status !== 'verified') throw new Error(`it is ${state.status}`);
      return state.outcome;
    },
    stop: async () => {
      storage.dynamodb.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

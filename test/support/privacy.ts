/** The group that keeps the books of privacy requests, on the real engine and real files. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import type { CommitHeader } from '../../events/core/commit.ts';
import type { StreamAddress } from '../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../events/core/decider.ts';
import { privacy as requests, privacyStream, type RequestState } from '../../events/privacy/index.ts';
import type { Mail } from '../../functions/shared/mail/ports.ts';
import { privacy } from '../../functions/privacy/handler.ts';
import { createLedger } from '../../functions/privacy/ledger.ts';
import type { PrivacyParts, StandingEntry } from '../../functions/privacy/ports.ts';
import { createReceiptFiles } from '../../functions/privacy/receipt-files.ts';
import type { Notice } from '../../functions/runtime/notify.ts';
import { createLocalBlobs } from '../../infra/local/blobs/index.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { signerIn } from '../../infra/local/signer-file.ts';
import { engineHome, tickingClock, type Home } from './stores.ts';

export type Books = Home & {
  dataDir: string;
  parts: PrivacyParts;
  /** One second later at each look. */
  now: () => string;
  mails: Mail[];
  notices: Notice[];
  /** One task, as a state machine asks for it. @param other parts in place of these */
  task: (name: string, input: object, other?: Partial<PrivacyParts>) => Promise<unknown>;
  /** A command of the person, or of whoever else is named. */
  act: <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    wish: (state: S, at: string) => E[],
    how?: { correlation?: string; actor?: CommitHeader['actor'] },
  ) => Promise<{ subject: string; stream: string; number: number }>;
  requestOf: (subject: string, requestId: string) => Promise<RequestState>;
  entries: () => Promise<StandingEntry[]>;
};

const silent = new Logger({ logLevel: 'SILENT' });

export const privacyBooks = async (): Promise<Books> => {
  const home = await engineHome();
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-privacy-'));
  const now = tickingClock();
  const store = home.storeWith({ now });
  const blobs = createLocalBlobs({ dataDir, now });
  const mails: Mail[] = [];
  const notices: Notice[] = [];
  const parts: PrivacyParts = {
    store,
    rotator: home.vault,
    ledger: createLedger({ blobs, now }),
    receipts: createReceiptFiles({ blobs }),
    signer: signerIn(dataDir, 'receipt'),
    mailer: { send: async (mail) => void mails.push(mail) },
    notify: async (notice) => void notices.push(notice),
    newId: randomUUID,
    now,
  };
  return {
    ...home,
    store,
    dataDir,
    parts,
    now,
    mails,
    notices,
    task: (task, input, other = {}) => invoke('privacy', privacy({ ...parts, ...other }, silent), { task, input }),
    act: async (model, address, wish, { correlation = randomUUID(), actor } = {}) => {
      const context = {
        commandId: randomUUID(),
        actor: actor ?? { kind: 'person' as const, id: address.subject },
        correlation,
      };
      const { number } = await store.execute(model, address, context, wish);
      return { ...address, number };
    },
    requestOf: async (subject, requestId) =>
      (await store.load(requests, privacyStream(subject, requestId), { consistent: true })).state,
    entries: () => Array.fromAsync(parts.ledger.since(undefined)),
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

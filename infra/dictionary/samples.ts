/**
 * Writes the bodies of scripted conversations into a folder, one JSON file each: material for the next dictionary of
 * `events/core/dictionaries/`.
 *
 *   node infra/dictionary/samples.ts FOLDER && zstd --train FOLDER/*.json --maxdict=16384 -o dictionary.bin
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { unpackBody } from '../../events/core/body.ts';
import { createEventStore } from '../../events/core/create-event-store.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import type { Vault } from '../../events/core/vault.ts';
import { model } from '../../functions/model/handler.ts';
import { relay } from '../../functions/relay/handler.ts';
import { NotFound } from '../../schemas/errors.ts';
import { tools } from '../../functions/tools/handler.ts';
import { knowledge } from '../../functions/tools/knowledge/index.ts';
import { turn } from '../../functions/turn/handler.ts';
import { untold } from '../../functions/turn/progress.ts';
import { createLocalChatTurn } from '../local/state-machine.ts';
import { createTechnician } from '../local/technician/index.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Name the folder to write the samples into: node infra/dictionary/samples.ts FOLDER');
mkdirSync(folder, { recursive: true });

let written = 0;
/** Seals nothing: it keeps what would have been sealed. */
const keeping: Vault = {
  seal: async (_address, _place, plain) => {
    writeFileSync(join(folder, `${String(written++).padStart(5, '0')}.json`), JSON.stringify(unpackBody(plain)));
    return plain;
  },
  open: async (_address, _place, plain) => plain,
  shred: async () => false,
  erasedBy: async () => undefined,
};

const logger = new Logger({ logLevel: 'SILENT' });
const now = () => new Date().toISOString();
const store = createEventStore({ log: createMemoryCommitLog(), vault: keeping, now, backoff: async () => {} });
/** No sample holds a VIN. */
const decodeVin = async (): Promise<never> => {
  throw new NotFound('vehicle behind this VIN');
};

const chatTurn = createLocalChatTurn({
  turn: turn({ store, progress: untold, now }, logger),
  relay: relay({ decodeVin }, logger),
  model: model({ model: createTechnician() }, logger),
  tools: tools(logger),
});

const FOLLOW_UPS = ['How do I fix it?', 'Is it safe to drive?', 'What would that cost?', 'Thank you'];
const userId = 'user-sample';

for (const [index, { symptoms }] of knowledge.flatMap(({ faults }) => faults).entries()) {
  const sessionId = randomUUID();
  const say = (message: string, mayBegin: boolean) =>
    chatTurn({
      userId,
      sessionId,
      turnId: randomUUID(),
      commandId: randomUUID(),
      message,
      mayBegin,
      actor: { kind: 'person', id: userId },
    });
  await say(symptoms[index % symptoms.length]!, true);
  await say(FOLLOW_UPS[index % FOLLOW_UPS.length]!, false);
  if (index % 3 === 0) await say(symptoms[(index + 1) % symptoms.length]!, false);
}
process.stdout.write(`${written} samples in ${folder}\n`);

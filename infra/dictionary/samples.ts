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
import { vin } from '../../functions/vin/handler.ts';
import { createLocalChatTurn, createLocalDecodeVin } from '../local/state-machine.ts';
import { madeUpVin, SOURCE_VERSION, vehicles } from './vehicles.ts';
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
  erasedAt: async () => undefined,
  living: async () => [],
  startRotation: async () => {},
  finishRotation: async () => {},
};

const logger = new Logger({ logLevel: 'SILENT' });
const now = () => new Date().toISOString();
const store = createEventStore({ log: createMemoryCommitLog(), vault: keeping, now, backoff: async () => {} });
const nowhere = { source: 'nhtsa' as const, decode: async () => undefined };
let decodings = 0;
const embedded = {
  source: 'vpic-embedded' as const,
  decode: async () => ({ details: vehicles[decodings++ % vehicles.length]!, sourceVersion: SOURCE_VERSION }),
};
const pictures = {
  read: async (): Promise<never> => {
    throw new NotFound('file');
  },
  close: async () => {},
};
const turnTasks = turn({ store, progress: untold, now }, logger);
const vinTasks = vin({ pictures, fileOf: async () => undefined, nhtsa: nowhere, embedded }, logger);
const decodeVin = createLocalDecodeVin({ turn: turnTasks, vin: vinTasks });
const chatTurn = createLocalChatTurn({
  turn: turnTasks,
  relay: relay({ decodeVin }, logger),
  model: model({ model: createTechnician() }, logger),
  tools: tools(logger),
});

const FOLLOW_UPS = [
  'How do I fix it?',
  'Is it safe to drive?',
  'What would that cost?',
  'Which parts do I need, and are they in stock?',
  'What would the labor cost in Texas?',
  'Thank you',
];
const LEVELS = ['quick', 'vehicle', 'precision', 'precision'] as const;
const userId = 'user-sample';

for (const [index, { symptoms }] of knowledge.flatMap(({ faults }) => faults).entries()) {
  const sessionId = randomUUID();
  const say = (message: string, mayBegin = false) =>
    chatTurn({
      userId,
      sessionId,
      turnId: randomUUID(),
      commandId: randomUUID(),
      message,
      level: LEVELS[index % LEVELS.length]!,
      mayBegin,
      actor: { kind: 'person', id: userId },
    });
  await say(symptoms[index % symptoms.length]!, true);
  if (index % 2 === 0) await say(`My VIN is ${madeUpVin(index)}`);
  await say(FOLLOW_UPS[index % FOLLOW_UPS.length]!);
  if (index % 3 === 0) await say(symptoms[(index + 1) % symptoms.length]!);
  await say(FOLLOW_UPS[(index + 2) % FOLLOW_UPS.length]!);
}
process.stdout.write(`${written} samples in ${folder}\n`);

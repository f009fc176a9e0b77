/** The server of `npm start` with a technician that takes its time, so that a test can catch a turn open. */
import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '../../functions/runtime/logger.ts';
import { orExplain, serve } from '../../infra/local/serve.ts';
import { createTechnician } from '../../infra/local/technician/index.ts';

const technician = createTechnician();
const wait = Number(process.env['MODEL_MS'] ?? 0);

await orExplain(() =>
  serve({
    logger,
    model: async (request) => {
      await sleep(wait);
      return technician(request);
    },
  }),
);

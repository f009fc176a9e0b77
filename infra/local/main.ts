/** `npm start`. */
import { logger } from '../../functions/runtime/logger.ts';
import { orExplain, serve } from './serve.ts';

await orExplain(() => serve({ logger }));

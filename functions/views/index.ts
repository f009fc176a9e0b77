import { logger } from '../runtime/logger.ts';
import { storeFromEnvironment } from '../runtime/parts.ts';
import { followCommits } from '../runtime/stream.ts';
import { projectInto } from './project.ts';

const { store, sessions, requests } = storeFromEnvironment();

export const handler = followCommits(projectInto({ store, sessions: sessions(), requests: requests() }), logger);

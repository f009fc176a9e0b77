import type { Topic } from '../../operation.ts';
import { listDigests } from './list-digests.ts';

export const digests: Topic = { queries: (parts) => ({ listDigests: listDigests(parts) }) };

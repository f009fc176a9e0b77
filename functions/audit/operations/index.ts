import type { Topic } from '../operation.ts';
import { bundles } from './bundles/index.ts';
import { digests } from './digests/index.ts';
import { history } from './history/index.ts';
import { verification } from './verification/index.ts';

export const topics: readonly Topic[] = [history, verification, digests, bundles];

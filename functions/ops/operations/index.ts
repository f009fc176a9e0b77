import type { Topic } from '../operation.ts';
import { census } from './census/index.ts';
import { parked } from './parked/index.ts';
import { views } from './views/index.ts';

export const topics: readonly Topic[] = [views, parked, census];

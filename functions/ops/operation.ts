/** How a topic (a folder in `operations/`) says which operations it has. */
import type { Operation } from '../api/operation.ts';
import type { OpsParts } from './ports.ts';

export type Topic = {
  queries?: (parts: OpsParts) => Record<string, Operation>;
  mutations?: (parts: OpsParts) => Record<string, Operation>;
};

import type { Topic } from '../../operation.ts';
import { getCausationTree } from './get-causation-tree.ts';
import { openHistory } from './open-history.ts';
import { searchHistory } from './search-history.ts';

export const history: Topic = {
  queries: (parts) => ({
    searchHistory: searchHistory(parts),
    getCausationTree: getCausationTree(parts),
  }),
  mutations: (parts) => ({ openHistory: openHistory(parts) }),
};

/** What a job tells of its steps. Of a request that has ended, such as one that a restore brought back, nothing more. */
import { collectedAgain, dataFound, stepAdvanced, stepDone } from '../../events/privacy/index.ts';
import type { PrivacyStep } from '../../schemas/privacy.ts';
import type { InputOf } from '../../workflows/contract.ts';
import type { eraseBooksContract } from '../../workflows/erase-data/contract.ts';
import type { exportBooksContract } from '../../workflows/export-data/contract.ts';
import { tellExportsGone } from './exports-gone.ts';
import { inTurn, onRequest, type DecideOnRequest, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

type Erase = typeof eraseBooksContract;
type Export = typeof exportBooksContract;

/** Nothing is removed by it. */
const counted = (step: PrivacyStep, found: number): DecideOnRequest => stepDone(step, { found, removed: 0, left: 0 });

export const records = (parts: Pick<PrivacyParts, 'store' | 'newId'>) => {
  const record = async (which: Which, decide: DecideOnRequest): Promise<Record<string, never>> => {
    await onRequest(parts, which, decide);
    return {};
  };
  return {
    RecordFound: ({ stores, ...which }: InputOf<Erase, 'RecordFound'>) => record(which, dataFound(stores)),
    RecordRemoved: async ({ stores, ...which }: InputOf<Erase, 'RecordRemoved'>) => {
      const steps = stores.map(({ store, removed }) => stepDone(store, { found: removed, removed, left: 0 }));
      const { state } = await onRequest(parts, which, inTurn(...steps));
      if (stores.some(({ store }) => store === 'exports')) await tellExportsGone(parts, which, state);
      return {};
    },
    RecordAdvance: ({ removed, ...which }: InputOf<Erase, 'RecordAdvance'>) =>
      record(which, stepAdvanced('bodies', removed)),
    RecordCollected: ({ records: found, ...which }: InputOf<Export, 'RecordCollected'>) =>
      record(which, inTurn(counted('collect', found), collectedAgain)),
    RecordPacked: ({ files, ...which }: InputOf<Export, 'RecordPacked'>) => record(which, counted('pack', files)),
  };
};

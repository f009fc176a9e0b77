/** Where jobs keep their progress: ids, places and numbers, below a prefix that the bucket itself empties after 8 days. */
import type { ViewName } from '../../../schemas/views.ts';

export const WORK = 'work/';

/** The prefix of a rebuild's progress. */
export const rebuildWork = (view: ViewName, generation: number): string => `${WORK}rebuilds/${view}-${generation}/`;

/** The prefix of a verification's progress. */
export const verificationWork = (verificationId: string): string => `${WORK}verifications/${verificationId}/`;

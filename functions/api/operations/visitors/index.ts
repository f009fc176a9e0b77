import type { Topic } from '../../operation.ts';
import { claimAnonymousSession } from './claim-anonymous-session.ts';
import { endAnonymousSession } from './end-anonymous-session.ts';
import { generateSession } from './generate-session.ts';
import { validateSession } from './validate-session.ts';

export const visitors: Topic = {
  openMutations: (parts) => ({
    generateSession: generateSession(parts),
    validateSession: validateSession(parts),
    endAnonymousSession: endAnonymousSession(parts),
  }),
  mutations: (parts) => ({ claimAnonymousSession: claimAnonymousSession(parts) }),
};

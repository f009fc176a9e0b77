/** Who follows the events: what they append is heard from the table's stream. */
import * as grants from '../grants/index.ts';
import { STORE, type Group } from './group.ts';

export const followers = {
  views: {
    does: 'Folds new commits into the session list and the index of requests.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: [...STORE, 'VIEWS_TABLE'],
    may: (home, role) => {
      grants.mayFollow(home.events, role);
      // a commit whose state has an older shape is folded again from the stream's first event; a new row asks the account
      grants.mayRead(home.events, role);
      grants.mayUseKeys(home, role);
      grants.mayWriteViews(home.views, role);
    },
  },
  publish: {
    does: 'Announces new commits on the event bus: ids and types only.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: ['EVENT_BUS'],
    may: (home, role) => {
      grants.mayFollow(home.events, role);
      grants.mayAnnounce(home.bus, role);
    },
  },
} satisfies Record<string, Group>;

/** Who follows the events: what they append is heard from the table's stream. */
import * as grants from '../grants/index.ts';
import { STORE, type Group } from './group.ts';

export const followers = {
  views: {
    does: 'Folds new commits into the session list and the index of requests.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: [...STORE, 'VIEWS_TABLE', 'PARKED_TABLE'],
    may: (home, role) => {
      grants.mayFollow(home.events, role);
      // a commit whose state has an older shape is folded again from the stream's first event; a new row asks the account
      grants.mayRead(home.events, role);
      grants.mayUseKeys(home, role);
      grants.mayWriteViews(home.views, role);
      grants.mayPark(home.parked, 'views', role);
    },
  },
  publish: {
    does: 'Announces new commits on the event bus: ids and types only.',
    memoryMB: 512,
    timeoutSeconds: 60,
    knows: ['EVENTS_TABLE', 'PARKED_TABLE', 'EVENT_BUS'],
    may: (home, role) => {
      grants.mayFollow(home.events, role);
      // what was parked is read again from the table; without keys nothing of it opens
      grants.mayRead(home.events, role);
      grants.mayPark(home.parked, 'publish', role);
      grants.mayAnnounce(home.bus, role);
    },
  },
} satisfies Record<string, Group>;

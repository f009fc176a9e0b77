/** Who proves the history and keeps views right: compliance's door and ops' door, and the jobs behind them. */
import * as grants from '../grants/index.ts';
import { mayUseStore, STORE, type Group } from './group.ts';

export const audit = {
  audit: {
    does: 'Answers compliance: searches and verifies the history, opens seals on record, packs bundles.',
    memoryMB: 1_769,
    // AppSync ends a request after 30 seconds
    timeoutSeconds: 30,
    knows: [...STORE, 'UPLOADS_BUCKET', 'DIGESTS_BUCKET', 'DIGEST_KEY_ID', 'BUNDLE_KEY_ID', 'EVENT_BUS'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayReadLedger(home.events, role);
      grants.mayLookAtEvent(home.events, role);
      grants.mayFetchEvents(home.events, role);
      grants.mayMeasureEvents(home.events, role);
      grants.mayReadDigests(home.digests, { scope, role });
      grants.mayShowSigner(home.digestKey, role, 'Digests');
      grants.maySignBundles(home.bundleKey, role);
      grants.mayKeepBundles(home.uploads, { scope, role });
      grants.mayReadWork(home.uploads, { scope, role });
      grants.mayNotify(home.bus, role);
    },
  },
  verify: {
    does: 'Verifies the whole history and the digests against it. It reads everything and shows nothing.',
    memoryMB: 1_769,
    timeoutSeconds: 900,
    knows: [...STORE, 'UPLOADS_BUCKET', 'DIGESTS_BUCKET', 'DIGEST_KEY_ID', 'EVENT_BUS'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayReadLedger(home.events, role);
      grants.mayScanEvents(home.events, role);
      grants.mayMeasureEvents(home.events, role);
      grants.mayNotify(home.bus, role);
      grants.mayReadDigests(home.digests, { scope, role });
      grants.mayShowSigner(home.digestKey, role, 'Digests');
      grants.mayKeepWork(home.uploads, { scope, role });
    },
  },
  seal: {
    does: 'Seals the ledger by the hour: reads headers, signs digests. It reads no body and appends nothing.',
    memoryMB: 1_024,
    timeoutSeconds: 900,
    knows: ['EVENTS_TABLE', 'DIGESTS_BUCKET', 'DIGEST_KEY_ID'],
    may: (home, role, scope) => {
      grants.mayReadLedger(home.events, role);
      grants.mayScanLedger(home.events, role);
      grants.mayAddDigests(home.digests, { scope, role });
      grants.maySignDigests(home.digestKey, role);
    },
  },
  ops: {
    does: 'Answers ops: views and their generations, parked streams, counts of events. It opens no history.',
    memoryMB: 1_024,
    timeoutSeconds: 30,
    knows: [
      ...STORE,
      'VIEWS_TABLE',
      'PARKED_TABLE',
      'UPLOADS_BUCKET',
      'VIEWS_FUNCTION',
      'PUBLISH_FUNCTION',
      'EVENT_BUS',
    ],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayReadLedger(home.events, role);
      grants.mayLookAtEvent(home.events, role);
      grants.mayScanLedger(home.events, role);
      grants.mayMeasureEvents(home.events, role);
      grants.maySetGenerations(home.views, role);
      grants.mayLookAtParked(home.parked, role);
      grants.mayReadWork(home.uploads, { scope, role });
      for (const [name, fn] of Object.entries(home.followers)) grants.mayInvoke({ name, fn }, role);
      grants.mayNotify(home.bus, role);
    },
  },
  rebuild: {
    does: 'Builds views anew from the history, beside the live ones, and removes generations that nobody sees.',
    memoryMB: 1_769,
    timeoutSeconds: 900,
    knows: [...STORE, 'VIEWS_TABLE', 'UPLOADS_BUCKET'],
    may: (home, role, scope) => {
      mayUseStore(home, role);
      grants.mayScanLedger(home.events, role);
      grants.mayScanEvents(home.events, role);
      grants.mayMeasureEvents(home.events, role);
      grants.mayPrefetchKeys(home.keys, role);
      grants.mayRebuildViews(home.views, role);
      grants.mayKeepWork(home.uploads, { scope, role });
    },
  },
} satisfies Record<string, Group>;

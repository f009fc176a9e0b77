/**
 * Notices to administrators on AWS (SPEC B7): on the bus under a source of their own, so that no rule for facts hears
 * them, and the grant can name what `api` may put.
 */
import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { Notify } from '../api/ports.ts';

export const NOTICE_SOURCE = 'dixon.notices';
export const NOTICE_TYPE = 'SystemErrorNoticed';

/** Throws `StorageUnavailable` where the bus refuses the notice, and the SDK's error where it fails. */
export const createEventBridgeNotices =
  (client: EventBridgeClient, EventBusName: string): Notify =>
  async (notice) => {
    const entry = { EventBusName, Source: NOTICE_SOURCE, DetailType: NOTICE_TYPE, Detail: JSON.stringify(notice) };
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({ Entries: [{ ...entry, Time: new Date(notice.at) }] }),
    );
    if (FailedEntryCount > 0) throw new StorageUnavailable('event bus');
  };

/** The bus on AWS. EventBridge takes a request and may still refuse entries of it: those are sent again, then thrown. */
import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { Bus } from '../publish/announce.ts';

/** What one PutEvents request may carry. */
const REQUEST_ENTRIES = 10;
const ATTEMPTS = 3;

/** @param wait between attempts, so that all of them do not fall into one throttle */
export const createEventBridgeBus = (
  client: EventBridgeClient,
  EventBusName: string,
  wait: (attempt: number) => Promise<void>,
): Bus => {
  const send = async (entries: PutEventsRequestEntry[], attempt = 1): Promise<void> => {
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
    if (FailedEntryCount === 0) return;
    const refused = entries.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
    if (attempt === ATTEMPTS) throw new StorageUnavailable('event bus');
    await wait(attempt);
    await send(refused, attempt + 1);
  };

  return async (announcements) => {
    const entries = announcements.map(({ type, detail }) => ({
      EventBusName,
      Source: 'dixon',
      DetailType: type,
      Detail: JSON.stringify(detail),
      Time: new Date(detail.at),
    }));
    try {
      for (let first = 0; first < entries.length; first += REQUEST_ENTRIES)
        await send(entries.slice(first, first + REQUEST_ENTRIES));
    } catch (cause) {
      throw cause instanceof StorageUnavailable ? cause : new StorageUnavailable('event bus', { cause });
    }
  };
};

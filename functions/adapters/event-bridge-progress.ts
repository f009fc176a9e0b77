/**
 * Live progress on AWS: steps go on the bus, and a rule hands each to AppSync (`infra/aws/progress.ts`). They have a
 * source of their own, so that no rule for facts ever hears a hint, and the grant can name what `turn` may put.
 */
import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { StorageUnavailable } from '../../schemas/errors.ts';
import type { Progress } from '../turn/progress.ts';

export const PROGRESS_SOURCE = 'dixon.progress';
export const PROGRESS_TYPE = 'TurnProgress';

/** What one PutEvents request may carry. */
const REQUEST_ENTRIES = 10;

/** One attempt. Throws `StorageUnavailable` where the bus refuses an entry, and the SDK's error where it fails. */
export const createEventBridgeProgress =
  (client: EventBridgeClient, EventBusName: string): Progress =>
  async (steps, abortSignal) => {
    const entries = steps.map((step) => ({
      EventBusName,
      Source: PROGRESS_SOURCE,
      DetailType: PROGRESS_TYPE,
      Detail: JSON.stringify(step),
      Time: new Date(step.at),
    }));
    for (let first = 0; first < entries.length; first += REQUEST_ENTRIES) {
      const Entries = entries.slice(first, first + REQUEST_ENTRIES);
      const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }), { abortSignal });
      if (FailedEntryCount > 0) throw new StorageUnavailable('event bus');
    }
  };

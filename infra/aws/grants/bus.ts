/** The grants on the event bus. Each by its source: who tells hints or failures cannot announce a fact. */
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { NOTICE_SOURCE } from '../../../functions/adapters/event-bridge-notices.ts';
import { PROGRESS_SOURCE } from '../../../functions/adapters/event-bridge-progress.ts';
import { PUBLISH } from '../api-schema.ts';
import { allow } from './allow.ts';

const mayPut = (intent: string, source: string, bus: EventBus, who: IGrantable): void =>
  allow(who, intent, ['events:PutEvents'], bus.eventBusArn, { StringEquals: { 'events:source': source } });

/** Say that something is a fact now; rules begin erasures with it. */
export const mayAnnounce = (bus: EventBus, who: IGrantable): void => mayPut('MayAnnounce', 'dixon', bus, who);

/** Tell what a turn is doing. */
export const mayTellProgress = (bus: EventBus, who: IGrantable): void =>
  mayPut('MayTellProgress', PROGRESS_SOURCE, bus, who);

/** Tell administrators of a failure. */
export const mayNotify = (bus: EventBus, who: IGrantable): void => mayPut('MayNotify', NOTICE_SOURCE, bus, who);

/** The one mutation that is nobody's but the event bus's. */
export const mayPublishProgress = (api: GraphqlApi, who: IGrantable): void =>
  allow(who, 'MayPublishProgress', ['appsync:GraphQL'], `${api.arn}/types/Mutation/fields/${PUBLISH}`);

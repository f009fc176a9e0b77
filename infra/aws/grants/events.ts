/** The grants on the event table. None updates or deletes an event, and none may be added but the redactor's (DESIGN section 3). */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { LEDGER_INDEX } from '../../../functions/adapters/dynamodb/tables.ts';
import { allow } from './allow.ts';

/** Append commits. IAM cannot ask for the put's condition; the adapter always sends it, and the chain shows a breach. */
export const mayAppend = (events: Table, who: IGrantable): void =>
  allow(who, 'MayAppendEvents', ['dynamodb:PutItem'], events.tableArn);

export const mayRead = (events: Table, who: IGrantable): void =>
  allow(who, 'MayReadEvents', ['dynamodb:Query'], events.tableArn);

/** The ledger index: headers of all people by time, no bodies. */
export const mayReadLedger = (events: Table, who: IGrantable): void =>
  allow(who, 'MayReadLedger', ['dynamodb:Query'], `${events.tableArn}/index/${LEDGER_INDEX}`);

export const mayFollow = (events: Table, who: IGrantable): void =>
  allow(
    who,
    'MayFollowEvents',
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    events.tableStreamArn!,
  );

/** The redactor's alone. IAM cannot ask for the update's expression; the adapter's removes `body` and nothing else. */
export const mayRemoveBodies = (events: Table, who: IGrantable): void =>
  allow(who, 'MayRemoveBodies', ['dynamodb:UpdateItem'], events.tableArn);

/** One commit by its place. */
export const mayLookAtEvent = (events: Table, who: IGrantable): void =>
  allow(who, 'MayLookAtEvent', ['dynamodb:GetItem'], events.tableArn);

/** The same index from end to end, in parts side by side. */
export const mayScanLedger = (events: Table, who: IGrantable): void =>
  allow(who, 'MayScanLedger', ['dynamodb:Scan'], `${events.tableArn}/index/${LEDGER_INDEX}`);

/** Some commits by their places. */
export const mayFetchEvents = (events: Table, who: IGrantable): void =>
  allow(who, 'MayFetchEvents', ['dynamodb:BatchGetItem'], events.tableArn);

/** The whole table, in parts side by side, and some commits by their places. */
export const mayScanEvents = (events: Table, who: IGrantable): void => {
  mayFetchEvents(events, who);
  allow(who, 'MayScanEvents', ['dynamodb:Scan'], events.tableArn);
};

/** How many commits there are, about. */
export const mayMeasureEvents = (events: Table, who: IGrantable): void =>
  allow(who, 'MayMeasureEvents', ['dynamodb:DescribeTable'], events.tableArn);

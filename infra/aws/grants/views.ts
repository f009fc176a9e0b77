/** The grants on the views and the counters: rows that are folded from the events, and what is counted by the minute. */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { DUE_INDEX, RECENT_INDEX } from '../../../functions/adapters/dynamodb/tables.ts';
import { NOTES } from '../../../functions/adapters/dynamodb/upload-notes.ts';
import { allow } from './allow.ts';

const indexOf = (table: Table, index: string): string => `${table.tableArn}/index/${index}`;

export const mayListSessions = (views: Table, who: IGrantable): void =>
  allow(who, 'MayListSessions', ['dynamodb:Query'], indexOf(views, RECENT_INDEX));

/** One row, for who wants to see his own write or to have it explained. */
export const mayLookAtSessions = (views: Table, who: IGrantable): void =>
  allow(who, 'MayLookAtSessions', ['dynamodb:GetItem'], views.tableArn);

/** What is to be looked at and when, requests of people included: ids, instants and days, of all people. */
export const mayQueryDue = (views: Table, who: IGrantable): void =>
  allow(who, 'MayQueryDue', ['dynamodb:Query'], indexOf(views, DUE_INDEX));

/** Notes of uploads: of the views table only the partitions that hold nothing else. */
export const mayNoteUploads = (views: Table, who: IGrantable): void =>
  allow(who, 'MayNoteUploads', ['dynamodb:PutItem'], views.tableArn, {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': `${NOTES}*` },
  });

/** Rows of sessions and of requests. Query: all rows of a person, to stamp them anew. */
export const mayWriteViews = (views: Table, who: IGrantable): void =>
  allow(who, 'MayWriteViews', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], views.tableArn);

/** Put tombstones in the place of rows, unread. Query: which rows a person has. */
export const mayEraseRows = (views: Table, who: IGrantable): void =>
  allow(who, 'MayEraseRows', ['dynamodb:PutItem', 'dynamodb:Query'], views.tableArn);

/** Partition of what belongs to the installation and to no person. */
const SYSTEM = { 'dynamodb:LeadingKeys': 'system' };

/** Which generation of a view people see (SPEC N8). Whoever reads rows asks that first. */
export const mayReadGenerations = (views: Table, who: IGrantable): void =>
  allow(who, 'MayReadGenerations', ['dynamodb:GetItem'], views.tableArn, { 'ForAllValues:StringEquals': SYSTEM });

export const maySetGenerations = (views: Table, who: IGrantable): void =>
  allow(who, 'MaySetGenerations', ['dynamodb:GetItem', 'dynamodb:PutItem'], views.tableArn, {
    'ForAllValues:StringEquals': SYSTEM,
  });

/**
 * Build a generation beside the live one, compare them, and take away what was retired: rows are folded from the events
 * and can be built anew at any time. IAM knows no generations; the adapter writes and removes those that it is told.
 */
export const mayRebuildViews = (views: Table, who: IGrantable): void =>
  allow(
    who,
    'MayRebuildViews',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PartiQLInsert',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
    ],
    views.tableArn,
  );

/** Park streams of a consumer, each its own alone, and let them flow again (SPEC N9). */
export const mayPark = (parked: Table, consumer: string, who: IGrantable): void =>
  allow(
    who,
    'MayPark',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
    parked.tableArn,
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': consumer } },
  );

/** See what is parked. */
export const mayLookAtParked = (parked: Table, who: IGrantable): void =>
  allow(who, 'MayLookAtParked', ['dynamodb:GetItem', 'dynamodb:Query'], parked.tableArn);

/** Count what somebody does in a minute. */
export const mayCount = (counters: Table, who: IGrantable): void =>
  allow(who, 'MayCount', ['dynamodb:UpdateItem'], counters.tableArn);

/** Take away what was counted. The only items that anybody may delete: no fact is among them, and they expire anyway. */
export const mayEraseCounters = (counters: Table, who: IGrantable): void =>
  allow(who, 'MayEraseCounters', ['dynamodb:DeleteItem', 'dynamodb:Query'], counters.tableArn);

/** Stream records in Lambda's form. */
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

/** The record as Lambda's JSON has it: binary attributes as base64 text. */
export const toLambda = (record: _Record): DynamoDBRecord =>
  JSON.parse(
    JSON.stringify(record, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : toPlain(value),
    ),
  ) as DynamoDBRecord;

/** `Buffer.toJSON` has run before a replacer sees a value: its form is told apart here. */
const toPlain = (value: unknown): unknown => {
  const buffer = value as { type?: unknown; data?: unknown } | null;
  return buffer && buffer.type === 'Buffer' && Array.isArray(buffer.data)
    ? Buffer.from(buffer.data as number[]).toString('base64')
    : value;
};

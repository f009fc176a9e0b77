import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, test } from 'vitest';
import { tables } from '../../functions/adapters/dynamodb/tables.ts';
import { DataStack } from '../../infra/aws/data-stack.ts';
import { stageNames, stageOf, UnknownStage } from '../../infra/aws/stage.ts';

const outdir = mkdtempSync(join(tmpdir(), 'dixon-synth-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const dataOf = (stage: string, context: Record<string, string> = {}): Template => {
  const app = new App({ outdir: join(outdir, stage), context: { stage, ...context } });
  return Template.fromStack(new DataStack(app, 'data', { stage: stageOf(app) }));
};

const tableIn = (template: Template, name: string) =>
  Object.entries(template.findResources('AWS::DynamoDB::Table')).find(([id]) => id.startsWith(name))![1] as {
    Properties: Record<string, unknown>;
    DeletionPolicy: string;
  };

const dev = dataOf('dev');
const prod = dataOf('prod');

test.each(tables)('the table $name has the keys, indexes and expiry that its definition says', (definition) => {
  const { Properties } = tableIn(dev, definition.name);
  expect(Properties['KeySchema']).toEqual([
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ]);
  const indexes = (Properties['GlobalSecondaryIndexes'] ?? []) as Record<string, unknown>[];
  expect(indexes).toEqual(
    definition.indexes.map(({ name, partitionKey, sortKey, projection }) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      Projection:
        projection === 'ALL'
          ? { ProjectionType: 'ALL' }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection] },
    })),
  );
  expect(Properties['TimeToLiveSpecification']).toEqual(
    definition.ttl ? { AttributeName: definition.ttl, Enabled: true } : undefined,
  );
  expect(Properties['StreamSpecification']).toEqual(definition.stream ? { StreamViewType: 'NEW_IMAGE' } : undefined);
});

describe('how far back a table can be restored', () => {
  test.each([
    ['events', 35],
    ['keys', 7],
  ])('%s: %i days', (name, days) => {
    expect(tableIn(prod, name).Properties['PointInTimeRecoverySpecification']).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: days,
    });
  });

  test('views: not at all, they are rebuilt', () => {
    expect(tableIn(prod, 'views').Properties['PointInTimeRecoverySpecification']).toBeUndefined();
  });
});

test.each(tables)('the table $name outlives its stack, save in dev', ({ name }) => {
  for (const stage of ['staging', 'prod']) {
    const { DeletionPolicy, Properties } = tableIn(dataOf(stage), name);
    expect(DeletionPolicy).toBe('Retain');
    expect(Properties['DeletionProtectionEnabled']).toBe(true);
  }
  expect(tableIn(dev, name).DeletionPolicy).toBe('Delete');
});

test('the key that guards the key-encryption key rotates, and outlives its stack', () => {
  const rotating = { EnableKeyRotation: true, KeySpec: Match.absent() };
  prod.hasResource('AWS::KMS::Key', { Properties: rotating, DeletionPolicy: 'Retain' });
});

test('tables are paid by request', () => {
  prod.allResourcesProperties('AWS::DynamoDB::Table', Match.objectLike({ BillingMode: 'PAY_PER_REQUEST' }));
});

test('a stage that does not exist is refused with the ones that do', () => {
  expect(() => dataOf('live')).toThrow(UnknownStage);
  for (const name of stageNames) expect(() => dataOf('live')).toThrow(name);
});

/** What a rebuild does with history that it cannot read. */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sortKey } from '../../../events/core/commit.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { toItem } from '../../../functions/adapters/dynamodb/commit-item.ts';
import type { RebuildMethod } from '../../../schemas/views.ts';
import { manySessions, rebuildingHome, type Rebuilding } from '../../support/rebuilding.ts';

let home: Rebuilding;
let sessions: StreamAddress[];
const idOf = ({ stream }: StreamAddress) => stream.slice('session/'.length);

beforeAll(async () => {
  home = await rebuildingHome();
  sessions = await manySessions(home, { people: 3, each: 3 });
});
afterAll(() => home.stop());

const methods: [RebuildMethod][] = [['tips'], ['refold']];

/** The body of a session's newest commit becomes another one. */
const damage = ({ subject, stream }: StreamAddress) =>
  home.client!.send(
    new UpdateItemCommand({
      TableName: 'events',
      Key: { pk: { S: subject }, sk: { S: sortKey(stream, 2) } },
      UpdateExpression: 'SET #body = :body',
      ExpressionAttributeNames: { '#body': 'body' },
      ExpressionAttributeValues: { ':body': { B: Buffer.from('something else') } },
    }),
  );

describe.each(methods)('from %s', (method) => {
  test('a damaged commit is named and left out, and everything else is built', async () => {
    const hurt = sessions[0]!;
    await damage(hurt);
    home.logged.length = 0;
    const { rebuild, newest } = await home.rebuilt('sessions', method);
    expect(rebuild?.outcome).toMatchObject({
      status: 'built',
      rows: 8,
      differenceCount: 1,
      differences: [{ subject: hurt.subject, id: idOf(hurt), kind: 'missing', fields: [] }],
    });
    expect(await home.rows('sessions', newest)).toHaveLength(8);
    expect(JSON.stringify(home.logged)).toContain(hurt.stream);
    expect(JSON.stringify(home.logged)).not.toContain('Question');
    await home.retire('sessions');
  });
});

describe('shapes of a newer release', () => {
  const tip = () => home.log.get(sessions[4]!, 2);

  test('what no release of today can fold is refused by name, and no row is left to be taken for the truth', async () => {
    const { hash, ...commit } = (await tip())!;
    const newer = {
      ...commit,
      number: 3,
      events: [
        { type: 'TurnStarted', version: 9 },
        { type: 'TurnDreamed', version: 1 },
      ],
      hash,
    };
    await home.client!.send(new PutItemCommand({ TableName: 'events', Item: toItem(newer) }));
    for (const [method] of methods) {
      const { rebuild, newest, live } = await home.rebuilt('sessions', method, 1);
      expect(rebuild?.outcome).toEqual({
        status: 'refused',
        shapes: ['session TurnDreamed@1', 'session TurnStarted@9'],
      });
      expect(live).toBe(1);
      expect(await home.workFiles()).toEqual([]);
      await home.retire('sessions');
      expect(await home.rows('sessions', newest)).toEqual([]);
    }
  });

  test('another view, whose streams can all be folded, is built all the same', async () => {
    expect((await home.rebuilt('requests')).rebuild?.outcome).toMatchObject({ status: 'built', differenceCount: 0 });
  });
});

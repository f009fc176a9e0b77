/** What a comparison says of rows that are not the same, and what it does not say. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, accountStream, chooseRetention, openAccount } from '../../../events/account/index.ts';
import { session } from '../../../events/session/index.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { RebuildParts } from '../../../functions/rebuild/ports.ts';
import type { ListedSession } from '../../../events/projections/session-list.ts';
import { manySessions, rebuildingHome, type Rebuilding } from '../../support/rebuilding.ts';
import { turn } from '../../support/turns.ts';

let home: Rebuilding;
let sessions: StreamAddress[];
beforeAll(async () => {
  home = await rebuildingHome();
  for (const userId of ['user-000', 'user-001'])
    await home.act(account, accountStream(userId), openAccount('registered'));
  sessions = await manySessions(home, { people: 2, each: 3 });
});
afterAll(() => home.stop());

const idOf = ({ stream }: StreamAddress) => stream.slice('session/'.length);
const rowOf = async ({ subject, stream }: StreamAddress, generation: number): Promise<ListedSession> => {
  const [row] = await home.parts.sessionRows.some(generation, [{ subject, id: stream.slice('session/'.length) }]);
  return row as ListedSession;
};

/** A rebuild in whose middle something happens. @param other of the comparison */
const rebuiltWith = async (meanwhile: (generation: number) => Promise<void>, other?: Partial<RebuildParts>) => {
  const generation = await home.begin('sessions', 'tips', 1);
  const part = { view: 'sessions', generation, segment: 0, of: 1 };
  await home.task('Plan', { view: 'sessions', generation });
  await home.task('BuildPart', part);
  await meanwhile(generation);
  await home.task('ComparePart', part, other);
  await home.task('Conclude', { view: 'sessions', generation });
  const { rebuild } = await home.state('sessions');
  await home.retire('sessions');
  return rebuild!.outcome;
};

test('missing, surplus and different rows are named by their ids and fields, never by what is in them', async () => {
  const [wrong, gone, extra] = sessions as [StreamAddress, StreamAddress, StreamAddress];
  const outcome = await rebuiltWith(async (generation) => {
    const row = await rowOf(wrong, generation);
    const other = { ...row, title: 'Something private', messageCount: 99, through: row.through + 1 };
    await home.parts.sessionRows.insert(generation, [
      other,
      { userId: gone.subject, sessionId: idOf(gone), status: 'DELETED', through: 99 },
      { ...(await rowOf(extra, generation)), sessionId: '99999999-9999-4999-8999-999999999999' },
    ]);
  });
  expect(outcome).toMatchObject({ status: 'built', rows: 6, differenceCount: 3 });
  expect('differences' in outcome && outcome.differences.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
    { subject: wrong.subject, id: idOf(wrong), kind: 'different', fields: ['messageCount', 'title'] },
    { subject: gone.subject, id: idOf(gone), kind: 'missing', fields: [] },
    { subject: extra.subject, id: '99999999-9999-4999-8999-999999999999', kind: 'surplus', fields: [] },
  ]);
  expect(JSON.stringify(outcome)).not.toContain('private');
});

test('a live commit that has reached only one of the generations when it is looked at is no difference', async () => {
  let looks = 0;
  const outcome = await rebuiltWith(
    async () => {
      await home.act(session, sessions[3]!, ...turn('One more question'));
      await home.followInto(1);
    },
    {
      // the follower comes to it a moment later
      backoff: async () => {
        looks += 1;
        await home.follow();
      },
    },
  );
  expect(looks).toBe(1);
  expect(outcome).toMatchObject({ status: 'built', rows: 6, differenceCount: 0 });
});

test('a choice of retention that falls into the middle of a rebuild counts in both generations', async () => {
  const { subject } = sessions[0]!;
  const generation = await home.begin('sessions', 'tips', 1);
  const part = { view: 'sessions', generation, segment: 0, of: 1 };
  // between reading how long somebody keeps sessions and writing their rows, they choose anew
  await home.task('BuildPart', part, {
    sessionRows: {
      ...home.parts.sessionRows,
      insert: async (...rows) => {
        await home.act(account, accountStream(subject), chooseRetention(90));
        await home.follow();
        return home.parts.sessionRows.insert(...rows);
      },
    },
  });
  expect((await rowOf(sessions[0]!, generation)).days).toBe(-1);
  await home.task('ComparePart', part);
  await home.task('Conclude', { view: 'sessions', generation });
  expect((await home.state('sessions')).rebuild?.outcome).toMatchObject({ status: 'built', differenceCount: 0 });
  expect((await rowOf(sessions[0]!, generation)).days).toBe(90);
});

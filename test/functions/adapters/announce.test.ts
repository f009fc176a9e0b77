import { describe, expect, test } from 'vitest';
import { announcementsOf, announceOn, type Announcement } from '../../../functions/publish/announce.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { aCommit, STREAM, SUBJECT } from '../runtime/examples.ts';

describe('what the rest of the world hears of a commit', () => {
  test('one announcement for each fact, named by the fact’s own id', () => {
    const announced = announcementsOf(aCommit(7));
    expect(announced.map(({ type, detail }) => [type, detail.id, detail.version])).toEqual([
      ['TurnStarted', `${STREAM}#0000000007.0`, 2],
      ['TurnAnswered', `${STREAM}#0000000007.1`, 1],
    ]);
  });

  test('ids, a version and an instant, and nothing else: not who acted, not what was asked, not a byte of the body', () => {
    const commit = aCommit(7);
    for (const announcement of announcementsOf(commit)) {
      expect(Object.keys(announcement).sort()).toEqual(['detail', 'type']);
      expect(Object.keys(announcement.detail).sort()).toEqual([
        'at',
        'correlation',
        'id',
        'number',
        'stream',
        'subject',
        'version',
      ]);
      expect(announcement.detail).toMatchObject({ subject: SUBJECT, stream: STREAM, number: 7 });
      const told = JSON.stringify(announcement);
      expect(told).not.toContain(commit.actor.id);
      expect(told).not.toContain(commit.command);
      expect(told).not.toContain(Buffer.from(commit.body!).toString('base64'));
    }
  });

  test('a fact keeps its id however often it is announced, and no two facts share one', () => {
    const ids = (numbers: number[]) =>
      numbers.flatMap((number) => announcementsOf(aCommit(number)).map(({ detail }) => detail.id));
    expect(ids([1, 2, 3])).toEqual(ids([1, 2, 3]));
    expect(new Set(ids([1, 2, 3])).size).toBe(6);
  });

  test('an erased commit is announced all the same: its header says enough', () => {
    const { body: _erased, ...header } = aCommit(7);
    expect(announcementsOf(header)).toEqual(announcementsOf(aCommit(7)));
  });
});

describe('announcing', () => {
  test('the facts of one commit go to the bus together', async () => {
    const heard: Announcement[][] = [];
    await announceOn(async (announcements) => void heard.push(announcements))(aCommit(7));
    expect(heard).toEqual([announcementsOf(aCommit(7))]);
  });

  test('a bus that is away is not passed over', async () => {
    const away = async () => {
      throw new StorageUnavailable('event bus');
    };
    await expect(announceOn(away)(aCommit(7))).rejects.toBeInstanceOf(StorageUnavailable);
  });
});

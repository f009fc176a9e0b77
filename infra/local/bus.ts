/** The event bus on one machine: announcements go to whoever subscribed by type, in this process. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Announcement, Bus } from '../../functions/publish/announce.ts';

export type LocalBus = { put: Bus; subscribe: (listener: (announcement: Announcement) => void) => () => void };

export const createLocalBus = (logger: Logger): LocalBus => {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    put: async (announcements) => {
      for (const announcement of announcements) {
        logger.info('announced', { type: announcement.type, id: announcement.detail.id });
        for (const listener of listeners) listener(announcement);
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

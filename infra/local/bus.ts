/**
 * The event bus on one machine: announcements go to the targets of `workflows/triggers.ts` and to whoever subscribed.
 *
 * A target that fails makes `put` fail, so the stream delivers the record again: targets and listeners may hear of
 * something twice, as they may on AWS.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Announcement, Bus } from '../../functions/publish/announce.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { rules, type Rule } from '../../workflows/triggers.ts';
import { invoke } from './lambda.ts';

export type LocalBus = { put: Bus; subscribe: (listener: (announcement: Announcement) => void) => () => void };

const inputOf = ({ input }: Rule, detail: Announcement['detail']) =>
  Object.fromEntries(Object.entries(input).map(([field, told]) => [field, detail[told]]));

/** @param groups the function groups that rules call */
export const createLocalBus = (logger: Logger, groups: Readonly<Record<Rule['target'], TaskHandler>>): LocalBus => {
  const listeners = new Set<(announcement: Announcement) => void>();
  return {
    put: async (announcements) => {
      for (const announcement of announcements) {
        logger.info('announced', { type: announcement.type, id: announcement.detail.id });
        for (const rule of rules.filter(({ on }) => on === announcement.type))
          await invoke(rule.target, groups[rule.target], {
            task: rule.task,
            input: inputOf(rule, announcement.detail),
          });
        for (const listener of listeners) listener(announcement);
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

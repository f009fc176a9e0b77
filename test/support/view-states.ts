/** The index of requests, brought to where an operation of ops finds what it asks for; nothing is built for it. */
import { randomUUID } from 'node:crypto';
import type { Decide, EventStore } from '../../events/core/event-store.ts';
import {
  beginRebuild,
  completeRebuild,
  failRebuild,
  switchView,
  views,
  viewStream,
  type ViewEvent,
  type ViewState,
} from '../../events/views/index.ts';

const NOTHING = { commits: 0, rows: 0, differenceCount: 0, differences: [] };

/** @returns the generation that stands beside the live one, or will next */
export const readyForViews = async (store: EventStore, operation: string): Promise<number> => {
  const record = async (decide: Decide<ViewState, ViewEvent>): Promise<ViewState> => {
    const context = { commandId: randomUUID(), actor: { kind: 'system' as const, id: 'test' }, correlation: 'test' };
    return (await store.execute(views, viewStream('requests'), context, decide)).state;
  };
  const alone = await record((state) => {
    if (state.beside === undefined) return [];
    const ended = failRebuild({ generation: state.beside, error: 'Abandoned' })(state);
    return [...ended, { type: 'GenerationRetired', generation: state.beside }];
  });
  const generation = alone.newest + 1;
  if (operation === 'rebuildView') return generation;
  await record(beginRebuild({ method: 'tips', segments: 1 }));
  await record(completeRebuild({ generation, ...NOTHING }));
  if (operation === 'rollBackView') await record(switchView(generation));
  return generation;
};

/** Whether an operation changes generations, or asks for one that there has to be. */
export const isOfViews = (operation: string): boolean =>
  ['getRebuild', 'rebuildView', 'switchView', 'rollBackView', 'retireGeneration'].includes(operation);

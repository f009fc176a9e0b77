/** A stream of the smallest kind, for tests of the store itself. */
import * as z from 'zod';
import type { StreamModel } from '../../events/core/decider.ts';
import { personal, plain } from '../../schemas/personal.ts';

const CounterEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Counted'), by: plain(z.number()), note: personal(z.string().optional()) }),
  z.object({ type: z.literal('Renamed'), name: personal(z.string()) }),
]);
export type CounterEvent = z.infer<typeof CounterEvent>;
export type CounterState = { total: number; name?: string };

export const counter: StreamModel<CounterState, CounterEvent> = {
  type: 'counter',
  initial: { total: 0 },
  evolve: (state, event) =>
    event.type === 'Counted' ? { ...state, total: state.total + event.by } : { ...state, name: event.name },
  events: CounterEvent,
  upcasters: {},
  fold: 1,
};

export const count =
  (by = 1, note?: string) =>
  (): CounterEvent[] => [{ type: 'Counted', by, ...(note === undefined ? {} : { note }) }];

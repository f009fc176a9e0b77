/**
 * SPEC N8, for ops: a view is built anew, switched, rolled back, and what nobody needs any more retired. An operation
 * records the fact; jobs do the work. It also tells the index of generations, as the projector will, so that whoever asks
 * next is shown what was decided.
 */
import * as z from 'zod';
import type { Decide } from '../../../../events/core/event-store.ts';
import {
  beginRebuild,
  retire,
  rollBack,
  switchView as switchTo,
  views,
  viewStream,
  type ViewEvent,
  type ViewState,
} from '../../../../events/views/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { Generation, Segments, ViewName } from '../../../../schemas/views.ts';
import type { Principal } from '../../../api/principal.ts';
import { parse } from '../../../runtime/parse.ts';
import { generationsOf } from '../../../views/hear-of-views.ts';
import type { OpsParts } from '../../ports.ts';
import { toRebuild, toView } from './view-shape.ts';

type Parts = Pick<OpsParts, 'store' | 'blobs' | 'generations' | 'newId'>;

const Which = z.object({ view: ViewName, commandId: CommandId.nullish() });
const Rebuilding = Which.extend({ refold: z.boolean().nullish(), segments: Segments.nullish() });
const Switching = Which.extend({ generation: Generation });

/** Parts that are worked on side by side. */
const DEFAULT_SEGMENTS = 4;

type Command = {
  args: z.infer<typeof Which>;
  principal: Principal;
  /** The fact that the command is for. */
  fact: ViewEvent['type'];
  decide: Decide<ViewState, ViewEvent>;
};

const usedOtherwise = new InvalidInput('This commandId was used for something else. Choose another one.', {
  field: 'commandId',
});

/** The view as it stands now; for a repeat the command may be long ago. Throws as the decision, and `InvalidInput`. */
const change = async (
  { store, generations, newId }: Parts,
  { args: { view, commandId }, principal: { actor }, fact, decide }: Command,
): Promise<ViewState> => {
  const address = viewStream(view);
  const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
  const outcome = await store.execute(views, address, context, decide);
  if (outcome.repeated && !outcome.events.some(({ type }) => type === fact)) throw usedOtherwise;
  const { state, number } = outcome.repeated ? await store.load(views, address, { consistent: true }) : outcome;
  await generations.put(view, generationsOf(state, number));
  return state;
};

const changed = async (parts: Parts, command: Command) =>
  toView(parts, command.args.view, await change(parts, command));

/** Throws `AlreadyExists` while one is being built, `InvalidInput` while another generation stands beside the live one. */
export const rebuildView = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const wish = parse(Rebuilding, args);
  const begin = beginRebuild({ method: wish.refold ? 'refold' : 'tips', segments: wish.segments ?? DEFAULT_SEGMENTS });
  const { rebuild } = await change(parts, { args: wish, principal, fact: 'RebuildBegun', decide: begin });
  return toRebuild(parts, wish.view, rebuild!);
};

/** Throws `NotFound` for a generation that was not built. */
export const switchView = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const wish = parse(Switching, args);
  return changed(parts, { args: wish, principal, fact: 'ViewSwitched', decide: switchTo(wish.generation) });
};

/** Throws `NotFound` where no generation is kept that was live. */
export const rollBackView = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const wish = parse(Which, args);
  return changed(parts, { args: wish, principal, fact: 'ViewRolledBack', decide: rollBack() });
};

/** Throws `NotFound` where none stands beside the live one, `AlreadyExists` while it is being built. */
export const retireGeneration = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const wish = parse(Which, args);
  return changed(parts, { args: wish, principal, fact: 'GenerationRetired', decide: retire() });
};

/** A rebuild as its view's stream has it, and what its tasks record there. */
import { eventId, type Commit } from '../../events/core/commit.ts';
import { viewStream, views, type Rebuild, type ViewEvent, type ViewState } from '../../events/views/index.ts';
import type { Decide } from '../../events/core/event-store.ts';
import type { RebuildParts } from './ports.ts';
import type { WhichGeneration } from './progress.ts';

type Stored = Pick<RebuildParts, 'store'>;

/** How far back the commit is looked for that a rebuild began with. */
const RECENT = 32;

/** The rebuild of a generation; undefined where it has ended, or was never begun. Throws `StorageUnavailable`. */
export const rebuildUnderWay = async (
  { store }: Stored,
  { view, generation }: WhichGeneration,
): Promise<Rebuild | undefined> => {
  const { state } = await store.load(views, viewStream(view), { consistent: true });
  const { rebuild, beside } = state;
  const isThis = rebuild?.generation === generation && beside === generation;
  return isThis && rebuild.outcome.status === 'building' ? rebuild : undefined;
};

const begins = ({ events }: Commit): boolean => events.some(({ type }) => type === 'RebuildBegun');

/** Records what came of a rebuild, as caused by what began it. Throws as the event store. */
export const record = async (
  { store }: Stored,
  { view, generation }: WhichGeneration,
  what: string,
  decide: Decide<ViewState, ViewEvent>,
): Promise<ViewState> => {
  const { recent } = await store.load(views, viewStream(view), { recent: RECENT, consistent: true });
  const begun = recent.find(begins);
  const name = `rebuild-${view}-${generation}`;
  const context = {
    commandId: `${name}/${what}`,
    actor: { kind: 'system' as const, id: 'rebuild-view' },
    correlation: begun?.correlation ?? name,
    ...(begun ? { causation: eventId(begun.stream, begun.number, 0) } : {}),
  };
  return (await store.execute(views, viewStream(view), context, decide)).state;
};

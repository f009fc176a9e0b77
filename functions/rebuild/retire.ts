/** What nobody needs any more: the rows of retired generations, and generations that were kept for a rollback long enough. */
import { setTimeout as sleep } from 'node:timers/promises';
import { failRebuild, retire, viewStream, views, type ViewState } from '../../events/views/index.ts';
import { ViewName } from '../../schemas/views.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { retireContract } from '../../workflows/rebuild-view/contract.ts';
import { timer } from './build.ts';
import type { RebuildParts } from './ports.ts';
import { progressIn } from './progress.ts';
import { record } from './under-way.ts';
import { withView, type AnyRow, type View } from './views.ts';

type Contract = typeof retireContract;

/** Parts of the table that are looked through side by side. */
const SEGMENTS = 4;

const DAY = 86_400_000;

/** For how many days after it was retired a generation is looked for once more. */
const LOOKED_FOR_DAYS = 3;

type Removed = OutputOf<Contract, 'RemoveRetired'>;

const removeRows = async <Row extends AnyRow>(
  view: View<Row>,
  generation: number,
  isTimeUp: () => boolean,
): Promise<Removed> => {
  const segments = Array.from({ length: SEGMENTS }, async (_, segment): Promise<Removed> => {
    let removed = 0;
    let page = await view.rows.remove(generation, { segment, of: SEGMENTS });
    removed += page.removed;
    while (page.next && !isTimeUp()) {
      page = await view.rows.remove(generation, { segment, of: SEGMENTS }, page.next);
      removed += page.removed;
    }
    return { removed, done: page.next === undefined };
  });
  const all = await Promise.all(segments);
  return { done: all.every(({ done }) => done), removed: all.reduce((sum, { removed }) => sum + removed, 0) };
};

const remove = async (
  parts: RebuildParts,
  view: ViewName,
  generation: number,
  isTimeUp: () => boolean,
): Promise<Removed> => {
  const outcome = await withView(parts, view, (each) => removeRows(each, generation, isTimeUp));
  if (outcome.done) await progressIn(parts.blobs, { view, generation }).remove();
  return outcome;
};

/** The view whose generations a stream tells of; undefined for another stream. */
const viewOf = (stream: string): ViewName | undefined =>
  ViewName.options.find((view) => viewStream(view).stream === stream);

/** Generations that commits of a view retired, and when. */
const retiredIn = async (parts: RebuildParts, view: ViewName, since: string) => {
  const retired: { generation: number; number: number; at: string }[] = [];
  for await (const { commit, events } of parts.store.history(views, viewStream(view)))
    for (const event of events)
      if (event.type === 'GenerationRetired' && commit.at >= since)
        retired.push({ generation: event.generation, number: commit.number, at: commit.at });
  return retired;
};

/**
 * Whoever reads or writes rows may still know the generation as it was: twice as long as that can last. Otherwise somebody
 * would find an empty list, and somebody else leave a row behind.
 */
const untilEveryoneKnows = async ({ now, knownForSeconds }: RebuildParts, at: string): Promise<void> => {
  const left = Date.parse(at) + 2 * knownForSeconds * 1_000 - Date.parse(now());
  if (left > 0) await sleep(left);
};

/** Throws `StorageUnavailable`. A repeat removes what came since, or nothing. */
export const removeRetired =
  (parts: RebuildParts) =>
  async ({ stream, number }: InputOf<Contract, 'RemoveRetired'>): Promise<Removed> => {
    const view = viewOf(stream);
    const found = view && (await retiredIn(parts, view, '')).find((each) => each.number === number);
    if (!view || !found) return { done: true, removed: 0 };
    await untilEveryoneKnows(parts, found.at);
    return remove(parts, view, found.generation, timer(parts));
  };

/** Since when nothing has become of what stands beside the live generation; undefined where nothing stands there. */
const idleSince = ({ beside, rebuild, switchedAt = '' }: ViewState): string | undefined => {
  if (beside === undefined) return undefined;
  const [begun, ended = begun] = [rebuild?.startedAt ?? '', rebuild?.endedAt];
  return ended > switchedAt ? ended : switchedAt;
};

/** An execution that has left nothing behind for days will not end by itself, and would be in everybody's way for ever. */
const ABANDONED = 'Abandoned';

const retireIdle = async (parts: RebuildParts, view: ViewName, before: string): Promise<boolean> => {
  const { state } = await parts.store.load(views, viewStream(view), { consistent: true });
  const since = idleSince(state);
  if (since === undefined || since >= before) return false;
  const which = { view, generation: state.beside! };
  await record(parts, which, 'abandon', failRebuild({ generation: which.generation, error: ABANDONED }));
  await record(parts, which, 'retire', (now) =>
    now.beside === which.generation && now.live === state.live ? retire()(now) : [],
  );
  return true;
};

/**
 * Retires what has stood beside the live generation for some days, and looks once more for rows of what was retired: what
 * an earlier run had no time for, and what somebody wrote there who had not heard yet. Throws as the event store.
 */
export const retireOld =
  (parts: RebuildParts) =>
  async ({ days }: InputOf<Contract, 'RetireOld'>): Promise<OutputOf<Contract, 'RetireOld'>> => {
    const isTimeUp = timer(parts);
    const daysAgo = (count: number) => new Date(Date.parse(parts.now()) - count * DAY).toISOString();
    let [retired, removed] = [0, 0];
    for (const view of ViewName.options) {
      if (await retireIdle(parts, view, daysAgo(days))) retired += 1;
      for (const { generation } of await retiredIn(parts, view, daysAgo(LOOKED_FOR_DAYS)))
        removed += (await remove(parts, view, generation, isTimeUp)).removed;
    }
    return { retired, removed };
  };

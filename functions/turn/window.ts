/** The sliding window of messages that the model sees (SPEC A8), from the newest commits of the session. */
import type { Commit, StreamAddress } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import {
  session,
  transcriptOf,
  WINDOW_LENGTH,
  windowOf,
  type SessionEvent,
  type TranscriptMessage,
} from '../../events/session/index.ts';
import { PRIVACY_MODEL } from './answer-about-privacy.ts';

/** Twenty messages lie within the newest 32 commits unless turns took many rounds of tools; then a page more is read. */
const PAGE = 40;

/** Ten turns of at most seven commits each, and as much again for renaming and the like in between. */
const FURTHEST = 140;

const MESSAGES = new Set(['TurnStarted', 'TurnAnswered', 'TurnFailed']);

const holdsMessages = ({ events }: Commit): boolean => events.some(({ type }) => MESSAGES.has(type));

/** What Dixon itself answered about the driver's data: no model is shown it, neither an address nor what was begun. */
const turnsAboutPrivacy = (events: readonly SessionEvent[]): Set<string> =>
  new Set(
    events.flatMap((event) =>
      event.type === 'TurnAnswered' && event.saw.model === PRIVACY_MODEL ? [event.turnId] : [],
    ),
  );

/**
 * The window before a new message. Only commits that hold messages are opened.
 * @param recent the newest commits, newest first, as the decision saw them
 */
export const loadWindow = async (
  store: EventStore,
  address: StreamAddress,
  recent: readonly Commit[],
): Promise<TranscriptMessage[]> => {
  let last = recent.at(-1);
  let found = recent.filter(holdsMessages);
  for (let read = recent.length; last && last.number > 1 && read < FURTHEST; read += PAGE) {
    if (found.length >= WINDOW_LENGTH) break;
    const page = await store.older(address, { below: last.number, limit: PAGE });
    found = [...found, ...page.filter(holdsMessages)];
    last = page.at(-1);
  }
  const opened = await Promise.all(found.slice(0, WINDOW_LENGTH + 2).map((commit) => store.open(session, commit)));
  const ownAnswers = turnsAboutPrivacy(opened.flatMap(({ events }) => events));
  return windowOf(transcriptOf(opened.toReversed()).filter(({ turnId }) => !ownAnswers.has(turnId)));
};

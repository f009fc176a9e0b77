import * as z from 'zod';
import type { Commit } from '../../../../events/core/commit.ts';
import type { EventStore } from '../../../../events/core/event-store.ts';
import { readable, session, sessionStream, type SessionEvent } from '../../../../events/session/index.ts';
import { NotFound } from '../../../../schemas/errors.ts';
import { SessionId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

const Arguments = z.object({ sessionId: SessionId, messageId: z.string().max(100) });

/** Commits a request: most answers that are asked about are recent. */
const PAGE = 100;

type Answer = SessionEvent & { type: 'TurnAnswered' };

/** Headers say which commits hold an answer: only those are opened, newest first. */
const answerTo = async (store: EventStore, tip: Commit[], turnId: string): Promise<Answer | undefined> => {
  for (let page = tip; page.length > 0;) {
    for (const commit of page) {
      if (!commit.events.some(({ type }) => type === 'TurnAnswered')) continue;
      const { events } = await store.open(session, commit);
      const answer = events.find((event) => event.type === 'TurnAnswered' && event.turnId === turnId);
      if (answer) return answer as Answer;
    }
    const last = page.at(-1)!;
    page = last.number > 1 ? await store.older(last, { below: last.number, limit: PAGE }) : [];
  }
  return undefined;
};

/** SPEC N7 `getAnswerRecord`: what the model saw. Throws `NotFound` for a question, or a turn that failed. */
export const getAnswerRecord =
  ({ store, now }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId, messageId } = parse(Arguments, args);
    const address = sessionStream(userId, sessionId);
    const { state, recent } = await store.load(session, address, { recent: PAGE, consistent: true });
    readable(userId, state, now());
    const [turnId, sender] = messageId.split('/', 2);
    const answer = turnId && sender === 'assistant' ? await answerTo(store, recent, turnId) : undefined;
    if (!answer) throw new NotFound('answer');
    const { model, prompt, tools, window, results, vinSource = null } = answer.saw;
    return {
      model,
      promptVersion: prompt,
      tools,
      windowFirst: window[0],
      windowLast: window[1],
      resultHashes: results,
      vinSource,
    };
  };

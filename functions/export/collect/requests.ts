/** What somebody asked for under data protection law, and what became of it. */
import { privacy, privacyStream, requestIdIn } from '../../../events/privacy/index.ts';
import { inWords } from '../../api/operations/privacy/request-in-words.ts';
import type { Line } from '../categories.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asEntry, asItem, happened } from './happened.ts';

const OWN = 'This is the request that this export answers.';

async function* linesOf({ store }: ExportParts, subject: string, id: string): AsyncGenerator<Line> {
  const { state } = await store.load(privacy, privacyStream(subject, id), { consistent: true });
  if (state.status === 'none') return;
  yield asItem({ id, ...state, explanation: inWords(state) });
  for await (const { commit, events } of store.history(privacy, privacyStream(subject, id)))
    for (const event of events) yield asEntry(happened(commit, event));
}

/** An export cannot tell how itself ends: of its own request it says what was asked. */
async function* ownLines({ store }: ExportParts, { subject, requestId }: Which): AsyncGenerator<Line> {
  const { state } = await store.load(privacy, privacyStream(subject, requestId), { consistent: true });
  if (state.status === 'none') return;
  const { wish, via, receivedAt, dueAt } = state;
  yield asItem({ id: requestId, wish, via, receivedAt, dueAt, explanation: OWN });
}

export async function* requestLines(parts: ExportParts, which: Which): AsyncGenerator<Line> {
  const ids = (await parts.store.streams(which.subject, privacy.type)).map(requestIdIn);
  for (const id of ids) yield* id === which.requestId ? ownLines(parts, which) : linesOf(parts, which.subject, id);
}

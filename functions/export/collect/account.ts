/** Who somebody is to us, what they agreed to and decided, and how that came about. */
import { account, accountStream, isRestricted, type AccountEvent } from '../../../events/account/index.ts';
import type { AnyEvent } from '../../../events/core/decider.ts';
import { sessionId, sessionIdStream } from '../../../events/session-ids/index.ts';
import { consentTexts, type Purpose } from '../../../schemas/consent.ts';
import { StreamErased } from '../../../schemas/errors.ts';
import { isAnonymous } from '../../../schemas/values.ts';
import { keptUntil } from '../../api/operations/account/in-words.ts';
import type { Line } from '../categories.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asEntry, asItem, happened } from './happened.ts';

const textOf = (purpose: Purpose, version: string): string | null =>
  consentTexts[purpose].find((each) => each.version === version)?.text ?? null;

/** A hash and its salt say nothing about anybody, and would let whoever has the archive try codes. */
const shown = (event: AccountEvent): AnyEvent => {
  if (event.type === 'ConsentGiven') {
    const text = textOf(event.purpose, event.version);
    return { ...event, ...(text === null ? {} : { text }) };
  }
  if (event.type !== 'EmailCodeSent') return event;
  const { codeHash: _hash, salt: _salt, ...rest } = event;
  return rest;
};

/** Whether somebody closed their account: everything of it is on its way out then. */
export const isLeaving = async ({ store }: ExportParts, { subject }: Which): Promise<boolean> => {
  const { state } = await store.load(account, accountStream(subject), { consistent: true });
  return state.status === 'none' && state.erasing === true;
};

const factsOf = async ({ store }: ExportParts, subject: string) => {
  const { state } = await store.load(account, accountStream(subject), { consistent: true });
  if (state.status === 'none') return undefined;
  const { status: _status, code, consents = {}, withdrawn = {}, ...rest } = state;
  return {
    userId: subject,
    ...rest,
    // the sentence that pages show: a number alone, and -1 above all, says little
    keptUntil: keptUntil(subject, state),
    restricted: isRestricted(state),
    ...(code ? { emailThatIsNotVerifiedYet: code.email } : {}),
    consents: Object.entries(consents).map(([purpose, { version, at }]) => ({
      purpose,
      version,
      givenAt: at,
      text: textOf(purpose as Purpose, version),
    })),
    withdrawnConsents: Object.keys(withdrawn),
  };
};

/** How a visitor's identity was given and found good. */
async function* identityLines({ store }: ExportParts, subject: string): AsyncGenerator<Line> {
  try {
    for await (const { commit, events } of store.history(sessionId, sessionIdStream(subject)))
      for (const event of events) yield asEntry(happened(commit, event));
  } catch (error) {
    if (!(error instanceof StreamErased)) throw error;
  }
}

export async function* accountLines(parts: ExportParts, { subject }: Which): AsyncGenerator<Line> {
  const facts = await factsOf(parts, subject);
  if (!facts) return;
  yield asItem(facts);
  if (isAnonymous(subject)) yield* identityLines(parts, subject);
  for await (const { commit, events } of parts.store.history(account, accountStream(subject)))
    for (const event of events) yield asEntry(happened(commit, shown(event)));
}

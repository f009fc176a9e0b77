/** SPEC C2: search in title, handle and first message, any case. */
import type { ListedSession } from './session-list.ts';

/** One form for one text: accents composed, case folded. */
const plainForm = (text: string): string => text.normalize('NFC').toLowerCase();

/** A test for rows; every row passes where nothing is searched for. */
export const matching = (search = ''): ((row: ListedSession) => boolean) => {
  const wanted = plainForm(search.trim());
  if (wanted === '') return () => true;
  return ({ title, handle, firstMessage }) =>
    [title, handle, firstMessage].some((text) => text !== undefined && plainForm(text).includes(wanted));
};

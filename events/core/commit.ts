/**
 * A commit: the events of one command, atomic by being one item.
 *
 * The header is readable by auditors; what was said rests sealed in `body`. Numbers of a stream begin at 1 and have no
 * gaps, so a put under the condition "number n+1 is free" is the whole optimistic concurrency check.
 */

/** Where a stream lives: the person whose data it is, and the stream's own name (`account`, `session/<uuid>`). */
export type StreamAddress = { readonly subject: string; readonly stream: string };

/** Who caused a commit. `id` is never personal: a subject, a role's principal, a machine's name. */
export type Actor = { readonly kind: 'person' | 'operator' | 'assistant' | 'system'; readonly id: string };

export type EventHeader = { readonly type: string; readonly version: number };

export type CommitHeader = StreamAddress & {
  readonly number: number;
  readonly events: readonly EventHeader[];
  /** Version of the state's shape that the body holds. */
  readonly fold: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly actor: Actor;
  /** The turn or job that this belongs to. */
  readonly correlation: string;
  /** The event that caused it, as `eventId` writes it. */
  readonly causation?: string;
  /** The command's id, as the caller chose it. */
  readonly command: string;
  /** SHA-256 of the sealed body, 32 bytes; stays when the body goes. */
  readonly commitment: Uint8Array;
  /** The previous commit's `hash`; 32 zero bytes for the first. */
  readonly prev: Uint8Array;
  /** SHA-256 over prev, the canonical header and the commitment (`chain.ts`). */
  readonly hash: Uint8Array;
};

/** `body` is absent once the commit was erased, or where only headers were read. */
export type Commit = CommitHeader & { readonly body?: Uint8Array };

const NUMBER_DIGITS = 10;

/** `session/<id>#0000000007`: sorts by number as text. */
export const sortKey = (stream: string, number: number): string =>
  `${stream}#${String(number).padStart(NUMBER_DIGITS, '0')}`;

/** The inverse of `sortKey`; null where the text is no sort key. */
export const parseSortKey = (key: string): { stream: string; number: number } | null => {
  const match = /^(.+)#(\d{10})$/.exec(key);
  return match ? { stream: match[1]!, number: Number(match[2]) } : null;
};

/**
 * The name of one event: its commit's place and its index there, `session/<id>#0000000007.0`.
 * Derived, so that no commit spends bytes on ids that its position already gives.
 */
export const eventId = (stream: string, number: number, index: number): string => `${sortKey(stream, number)}.${index}`;

/** The kind of stream that an address names: the part before the first slash. */
export const streamType = (stream: string): string => stream.split('/', 1)[0]!;

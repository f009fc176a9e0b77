/** A commit's header as the API shows it to compliance and ops (`LedgerCommit`). */
import { eventId, sortKey, type CommitHeader } from '../../events/core/commit.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const toLedgerCommit = (header: CommitHeader) => {
  const { subject, stream, number, at, actor, correlation, causation = null, command } = header;
  return {
    ...{ subject, stream, number, at, actor, correlation, causation, command },
    position: sortKey(stream, number),
    events: header.events.map(({ type, version }, index) => ({ id: eventId(stream, number, index), type, version })),
    hash: hex(header.hash),
    prev: hex(header.prev),
    commitment: hex(header.commitment),
  };
};

/** Privacy requests in words. */
import type { PrivacyRequest } from '../documents/requests.ts';
import type { Fact } from './facts.ts';
import type { Column } from './table.ts';

const wishOf = ({ kind, scope }: PrivacyRequest): string => (scope === null ? kind : `${kind} of ${scope}`);

export const requestFacts = (request: PrivacyRequest): Fact[] => [
  ['request', request.id],
  ['of', request.userId],
  ['for', wishOf(request)],
  ['state', request.state],
  ['due', request.dueAt],
  ['', request.explanation],
];

/** @param whose for lists of more than one person */
export const requestColumns = (whose: boolean): Column<PrivacyRequest>[] => [
  { head: whose ? 'id, and whose' : 'id', cell: ({ id, userId }) => (whose ? `${id}\n${userId}\n` : id), whole: true },
  { head: 'for', cell: wishOf },
  { head: 'state', cell: ({ state }) => state, whole: true },
  { head: 'due', cell: ({ dueAt }) => dueAt.slice(0, 10), whole: true },
];

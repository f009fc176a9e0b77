/**
 * Where a page of the session list ended, as a token for the client.
 *
 * Sealed with the person's views key for one status and search: a token of somebody else, of another list, or with a
 * changed byte does not open.
 */
import type { Vault } from '../../../events/core/vault.ts';
import type { SessionListing } from '../../../events/projections/ports.ts';
import { Corrupted, InvalidInput, StreamErased } from '../../../schemas/errors.ts';
import type { Item } from './commit-item.ts';
import { inGeneration, partsOf } from './generation-names.ts';
import { viewsKey, type Status } from './session-item.ts';
import { RECENT_INDEX } from './tables.ts';

/**
 * The last row consumed of each status: sort key and last activity. Without its generation: all of them are in one order,
 * so that a reader goes on where they were when another one has become the live one.
 */
type Place = readonly [sk: string, lastActive: string];

export type Cursor = Partial<Record<Status, Place>>;

type Which = Pick<SessionListing, 'status' | 'search'>;

const listingOf = ({ status, search }: Which): string => `next|${status ?? ''}|${search ?? ''}`;

export const toToken = async (vault: Vault, userId: string, which: Which, cursor: Cursor): Promise<string> => {
  const sealed = await vault.seal(viewsKey(userId), listingOf(which), Buffer.from(JSON.stringify(cursor)));
  return Buffer.from(sealed).toString('base64url');
};

/** Throws `InvalidInput` for a token that `toToken` did not make for this person and list. */
export const fromToken = async (vault: Vault, userId: string, which: Which, token: string): Promise<Cursor> => {
  try {
    const opened = await vault.open(viewsKey(userId), listingOf(which), Buffer.from(token, 'base64url'));
    return JSON.parse(Buffer.from(opened).toString()) as Cursor;
  } catch (error) {
    if (!(error instanceof Corrupted || error instanceof StreamErased)) throw error;
    throw new InvalidInput('This nextToken is not one of this list. Begin again without it.', { field: 'nextToken' });
  }
};

/** The index partition of one status, newest first. */
export const partition = (list: string, since?: string) => ({
  IndexName: RECENT_INDEX,
  KeyConditionExpression: since ? '#list = :list AND lastActive >= :since' : '#list = :list',
  ExpressionAttributeNames: { '#list': 'list' },
  ExpressionAttributeValues: { ':list': { S: list }, ...(since ? { ':since': { S: since } } : {}) },
  ScanIndexForward: false,
});

/** Where an item of the index stands, in every generation. */
export const placeOf = (item: Item): Place => [partsOf(item['sk']!.S!).name, item['lastActive']!.S!];

/** The index key to go on from. */
export const startKey = (userId: string, list: string, [sk, lastActive]: Place, generation: number): Item => ({
  pk: { S: userId },
  sk: { S: inGeneration(sk, generation) },
  list: { S: list },
  lastActive: { S: lastActive },
});

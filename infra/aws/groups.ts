/**
 * The function groups, by what they may touch (DESIGN section 5): the one table to read before a change of permissions.
 *
 * A group's folder is `functions/<name>`; its variables are those that its `index.ts` asks `environment()` for.
 */
import { audit } from './groups/audit.ts';
import { entrance } from './groups/entrance.ts';
import { followers } from './groups/followers.ts';
import type { Group } from './groups/group.ts';
import { privacy } from './groups/privacy.ts';
import { turns } from './groups/turns.ts';

export type { Group } from './groups/group.ts';

export const groups = { ...entrance, ...turns, ...followers, ...privacy, ...audit } satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;
export const groupNames = Object.keys(groups) as GroupName[];

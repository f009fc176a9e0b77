/**
 * What caused what, out of the headers. A commit that came of another stream names the event that caused it (`causation`).
 * One that names none goes on with what its own stream began under the same correlation, such as the steps of a turn.
 */
import { eventId, parseSortKey, sortKey, type CommitHeader } from '../../../../events/core/commit.ts';

/** `parent` is the position of the commit that caused it, and null for one whose cause is outside the tree. */
export type Node = { commit: CommitHeader; parent: string | null; depth: number };

export const positionOf = ({ stream, number }: Pick<CommitHeader, 'stream' | 'number'>): string =>
  sortKey(stream, number);

/** The place of the commit whose event caused this one: `session/<id>#0000000007.0` stands there, with its index. */
export const causeOf = ({ causation = '' }: Pick<CommitHeader, 'causation'>) => {
  const dot = causation.lastIndexOf('.');
  const place = parseSortKey(causation.slice(0, Math.max(0, dot)));
  return place && causation === eventId(place.stream, place.number, Number(causation.slice(dot + 1))) ? place : null;
};

const inTime = (a: Node, b: Node): number => {
  const [before, after] = [a, b].map(({ commit }) => `${commit.at} ${positionOf(commit)}`) as [string, string];
  return before < after ? -1 : 1;
};

/** The first commit of each stream. */
export const beginnings = (commits: readonly CommitHeader[]): Map<string, CommitHeader> => {
  const first = new Map<string, CommitHeader>();
  for (const commit of commits) {
    const known = first.get(commit.stream);
    if (!known || commit.number < known.number) first.set(commit.stream, commit);
  }
  return first;
};

/**
 * Commits of a tree in its order: each followed by what it caused, what happened first coming first.
 * @param above commits of the same tree that are not to be shown, for parents and depths
 */
export const treeOf = (commits: readonly CommitHeader[], above: readonly CommitHeader[] = []): Node[] => {
  const known = new Map([...above, ...commits].map((commit) => [positionOf(commit), commit]));
  const begun = beginnings([...above, ...commits]);
  const parentOf = (commit: CommitHeader): CommitHeader | undefined => {
    if (commit.causation !== undefined) {
      const cause = causeOf(commit);
      return cause ? known.get(positionOf(cause)) : undefined;
    }
    const first = begun.get(commit.stream);
    return first && positionOf(first) !== positionOf(commit) ? first : undefined;
  };

  /** A ring, which only somebody who changed the table can make, ends where it closes. */
  const depthOf = (commit: CommitHeader): number => {
    const seen = new Set<CommitHeader>();
    for (let each = parentOf(commit); each && !seen.has(each); each = parentOf(each)) seen.add(each);
    return seen.size;
  };

  const nodes = commits.map((commit): Node => {
    const parent = parentOf(commit);
    return { commit, parent: parent ? positionOf(parent) : null, depth: depthOf(commit) };
  });
  const shown = new Set(commits.map(positionOf));
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const placed = new Set<Node>();
  const ordered: Node[] = [];
  const place = (node: Node): void => {
    if (placed.has(node)) return;
    placed.add(node);
    ordered.push(node);
    for (const child of (children.get(positionOf(node.commit)) ?? []).toSorted(inTime)) place(child);
  };
  const roots = nodes.filter(({ parent }) => parent === null || !shown.has(parent)).toSorted(inTime);
  for (const node of [...roots, ...nodes]) place(node);
  return ordered;
};

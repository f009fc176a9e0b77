/** What compliance asks of the history. */
import { document, type Page } from './document.ts';

export type Commit = {
  subject: string;
  stream: string;
  number: number;
  position: string;
  events: { id: string; type: string; version: number }[];
  at: string;
  actor: { kind: string; id: string };
  correlation: string;
  causation: string | null;
  hash: string;
};
export type CommitPage = { commits: Commit[]; nextToken: string | null };
export type TreeNode = { commit: Commit; parent: string | null; depth: number };
export type Tree = { subject: string; correlation: string; nodes: TreeNode[]; nextToken: string | null };
export type Opened = {
  commit: Commit;
  events: { id: string; type: string; version: number; data: string }[];
  access: string;
};
export type Bundle = {
  bundleId: string;
  subject: string;
  entries: number;
  bytes: number;
  sha256: string;
  url: string;
  expiresAt: string;
};
export type Digest = { name: string; from: string; to: string; commits: number; root: string; keyId: string };
export type DigestPage = Page<Digest> & { publicKey: string };

export const COMMIT = `subject stream number position events { id type version } at actor { kind id } correlation
  causation command hash prev commitment`;

export const searchHistory = document<CommitPage>(`
  query SearchHistory($filter: LedgerFilter, $limit: Int, $nextToken: String) {
    searchHistory(filter: $filter, limit: $limit, nextToken: $nextToken) { commits { ${COMMIT} } nextToken }
  }`);

export const causationTree = document<Tree>(`
  query CausationTree($subject: String!, $correlation: String!, $nextToken: String) {
    getCausationTree(subject: $subject, correlation: $correlation, nextToken: $nextToken) {
      subject correlation nodes { commit { ${COMMIT} } parent depth } nextToken
    }
  }`);

export const openHistory = document<Opened>(`
  mutation OpenHistory($subject: String!, $stream: String!, $number: Int!, $reason: String!, $commandId: String) {
    openHistory(subject: $subject, stream: $stream, number: $number, reason: $reason, commandId: $commandId) {
      commit { ${COMMIT} } events { id type version data } access
    }
  }`);

export const createBundle = document<Bundle>(`
  mutation CreateBundle($subject: String!, $from: String, $to: String, $commandId: String) {
    createAuditBundle(subject: $subject, from: $from, to: $to, commandId: $commandId) {
      bundleId subject entries bytes sha256 url expiresAt
    }
  }`);

export const listDigests = document<DigestPage>(`
  query ListDigests($from: String, $to: String, $limit: Int, $nextToken: String) {
    listDigests(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {
      items { name from to commits root previous sealedAt keyId statement signature } publicKey nextToken
    }
  }`);

/** What people ask for under data protection law, and what compliance does about it. */
import { document, type Page } from './document.ts';

export type PrivacyRequest = {
  id: string;
  userId: string;
  kind: string;
  scope: string | null;
  state: string;
  explanation: string;
  receivedAt: string;
  dueAt: string;
  endedAt: string | null;
  failedStep: string | null;
  failure: string | null;
  steps: { step: string; found: number; removed: number; left: number }[];
  progress: { step: string; done: number; of: number | null } | null;
};

export const REQUEST = `id userId kind scope sessionId vehicleId via state explanation receivedAt dueAt extended refused
  holdId failedStep failure endedAt expiresAt backupsUntil steps { step found removed left } progress { step done of }
  position`;

export const ownRequests = document<PrivacyRequest[]>(`query OwnRequests { getPrivacyRequests { ${REQUEST} } }`);

export const requestsOf = document<PrivacyRequest[]>(`
  query RequestsOf($userId: String!) { listPrivacyRequests(userId: $userId) { ${REQUEST} } }`);

export const dueRequests = document<Page<PrivacyRequest>>(`
  query DueRequests($limit: Int, $nextToken: String, $dueBefore: String) {
    listDuePrivacyRequests(limit: $limit, nextToken: $nextToken, dueBefore: $dueBefore) {
      items { ${REQUEST} } nextToken
    }
  }`);

export const openRequest = document<PrivacyRequest>(`
  mutation OpenRequest(
    $userId: String!, $kind: String!, $scope: String, $sessionId: String, $vehicleId: String, $commandId: String
  ) {
    openPrivacyRequest(
      userId: $userId, kind: $kind, scope: $scope, sessionId: $sessionId, vehicleId: $vehicleId, commandId: $commandId
    ) { ${REQUEST} }
  }`);

export const confirmRequest = document<PrivacyRequest>(`
  mutation ConfirmRequest($requestId: String!, $code: String, $commandId: String) {
    confirmPrivacyRequest(requestId: $requestId, code: $code, commandId: $commandId) { ${REQUEST} }
  }`);

export const confirmIdentity = document<PrivacyRequest>(`
  mutation ConfirmIdentity($userId: String!, $requestId: String!, $commandId: String) {
    confirmIdentity(userId: $userId, requestId: $requestId, commandId: $commandId) { ${REQUEST} }
  }`);

export const extendRequest = document<PrivacyRequest>(`
  mutation ExtendRequest($userId: String!, $requestId: String!, $reason: String!, $commandId: String) {
    extendPrivacyRequest(userId: $userId, requestId: $requestId, reason: $reason, commandId: $commandId) { ${REQUEST} }
  }`);

export const refuseRequest = document<PrivacyRequest>(`
  mutation RefuseRequest($userId: String!, $requestId: String!, $reason: String!, $commandId: String) {
    refusePrivacyRequest(userId: $userId, requestId: $requestId, reason: $reason, commandId: $commandId) { ${REQUEST} }
  }`);

export const retryRequest = document<PrivacyRequest>(`
  mutation RetryRequest($userId: String!, $requestId: String!, $commandId: String) {
    retryPrivacyRequest(userId: $userId, requestId: $requestId, commandId: $commandId) { ${REQUEST} }
  }`);

export const getReceipt = document<string | null>(`
  query GetReceipt($requestId: String!) { getPrivacyReceipt(requestId: $requestId) }`);

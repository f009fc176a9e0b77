/** What people take with them and what they have erased; what compliance holds, and what a retention would remove. */
import { document } from './document.ts';
import { REQUEST, type PrivacyRequest } from './requests.ts';

export type Exported = {
  vehicles: unknown[] | null;
  sessions: unknown[] | null;
  files: unknown[] | null;
  exportedAt: string;
  request: PrivacyRequest | null;
};
export type FileLink = { url: string; expiresAt: string };
export type Hold = {
  id: string;
  userId: string;
  sessionId: string | null;
  reason: string;
  placedBy: string;
  placedAt: string;
};
export type RetentionForecast = {
  at: string;
  sessions: number;
  held: number;
  byAge: { olderThanDays: number; sessions: number }[];
  byKind: { kind: string; sessions: number }[];
  examples: string[];
};

const VEHICLE = `id userId vehicleData { basic { year make model trim } vin { vin nhtsa_data verified lastVerified }
  nickname } createdAt lastUsed usageCount`;
const SESSION = `id userId title handle vehicleId diagnosticLevel status tags customFields { name value } lastAccessed
  messageCount fileCount firstMessage createdAt`;
const HOLD = 'id userId sessionId reason placedBy placedAt position';

export const exportData = document<Exported>(`
  mutation ExportData {
    exportUserData {
      profile {
        userId name vehicleCount sessionCount dataRetentionDays consents { purpose version givenAt } email
        emailVerified restricted createdAt
      }
      vehicles { ${VEHICLE} }
      sessions { ${SESSION} }
      conversations {
        id userId createdAt messages { id sender message timestamp diagnosticLevel vehicleContext }
      }
      files { sessionId uploadId name contentType size attachedAt }
      exportedAt format request { ${REQUEST} }
    }
  }`);

export const requestExport = document<PrivacyRequest>(`
  mutation RequestExport($commandId: String) { requestExport(commandId: $commandId) { ${REQUEST} } }`);

export const exportLink = document<FileLink>(`
  query ExportLink($requestId: String!) { getExportLink(requestId: $requestId) { url expiresAt } }`);

export const requestErasure = document<PrivacyRequest>(`
  mutation RequestErasure($scope: String!, $sessionId: String, $vehicleId: String, $commandId: String) {
    requestErasure(scope: $scope, sessionId: $sessionId, vehicleId: $vehicleId, commandId: $commandId) { ${REQUEST} }
  }`);

export const listHolds = document<Hold[]>(
  `query ListHolds($userId: String!) { getHolds(userId: $userId) { ${HOLD} } }`,
);

export const placeHold = document<Hold>(`
  mutation PlaceHold($userId: String!, $sessionId: String, $reason: String!, $commandId: String) {
    placeHold(userId: $userId, sessionId: $sessionId, reason: $reason, commandId: $commandId) { ${HOLD} }
  }`);

export const releaseHold = document<boolean>(`
  mutation ReleaseHold($userId: String!, $holdId: String!, $reason: String!, $commandId: String) {
    releaseHold(userId: $userId, holdId: $holdId, reason: $reason, commandId: $commandId)
  }`);

export const simulateRetention = document<RetentionForecast>(`
  query SimulateRetention($days: Int!, $at: String) {
    simulateRetention(days: $days, at: $at) {
      at sessions held byAge { olderThanDays sessions } byKind { kind sessions } examples
    }
  }`);

/** What a driver asks about their sessions. */
import { document, type Page } from './document.ts';

export type Session = {
  id: string;
  title: string;
  handle: string | null;
  status: string;
  diagnosticLevel: string;
  messageCount: number;
  fileCount: number;
  lastAccessed: string;
  createdAt: string;
  tags: string[];
};
export type Message = { sender: string; message: string; timestamp: string; diagnosticLevel: string };
export type Conversation = { id: string; createdAt: string; messages: Message[] };
export type SessionContext = {
  diagnosticLevel: string;
  vehicleContext: { basic: { year: number; make: string; model: string }; nickname: string | null } | null;
  lastDiagnosis: { name: string; system: string; confidence: number; urgency: string }[];
  fileCount: number;
  position: string;
};
type ExplainedCommit = { position: string; at: string; events: string[]; actor: string; hash: string };
export type Explanation = {
  row: Session | null;
  refolded: Session;
  commits: ExplainedCommit[];
  matches: boolean;
  verified: boolean;
};

const SESSION = `id title handle vehicleId diagnosticLevel status tags customFields { name value } lastAccessed
  messageCount fileCount firstMessage isActive createdAt version position`;

export const listSessions = document<Page<Session>>(`
  query ListSessions($limit: Int, $nextToken: String, $status: SessionStatus, $search: String) {
    listChatSessions(limit: $limit, nextToken: $nextToken, status: $status, search: $search) {
      items { ${SESSION} } nextToken
    }
  }`);

export const getConversation = document<Conversation>(`
  query GetConversation($sessionId: String!) {
    getConversation(conversationId: $sessionId) {
      id createdAt position messages { id sender message timestamp diagnosticLevel vehicleContext }
    }
  }`);

export const getContext = document<SessionContext>(`
  query GetContext($sessionId: String!, $asOf: String) {
    getSessionContext(sessionId: $sessionId, asOf: $asOf) {
      diagnosticLevel vehicleContext { basic { year make model trim } nickname } fileCount position
      lastDiagnosis { fault name system confidence urgency }
    }
  }`);

export const renameSession = document<boolean>(`
  mutation RenameSession($sessionId: String!, $title: String!, $commandId: String) {
    updateSessionTitle(sessionId: $sessionId, title: $title, commandId: $commandId)
  }`);

export const archiveSession = document<boolean>(`
  mutation ArchiveSession($sessionId: String!, $commandId: String) {
    archiveSession(sessionId: $sessionId, commandId: $commandId)
  }`);

export const reopenSession = document<boolean>(`
  mutation ReopenSession($sessionId: String!, $commandId: String) {
    reopenSession(sessionId: $sessionId, commandId: $commandId)
  }`);

export const deleteSession = document<boolean>(`
  mutation DeleteSession($sessionId: String!, $commandId: String) {
    deleteSession(sessionId: $sessionId, commandId: $commandId)
  }`);

export const explainSession = document<Explanation>(`
  query ExplainSession($sessionId: String!) {
    explainSession(sessionId: $sessionId) {
      row { ${SESSION} } refolded { ${SESSION} } matches verified
      commits { position at events actor correlation hash }
    }
  }`);

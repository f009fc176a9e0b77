import type { Topic } from '../../operation.ts';
import { createChatSession } from './create-chat-session.ts';
import { deleteChatSession } from './delete-session.ts';
import { getChatSessions, listChatSessions } from './get-chat-sessions.ts';
import { getSessionContext } from './get-session-context.ts';
import {
  annotateChatSession,
  archiveChatSession,
  clearSessionVehicle,
  reopenChatSession,
  selectDiagnosticLevel,
  selectSessionVehicle,
  updateSessionHandle,
  updateSessionPreferences,
  updateSessionTitle,
} from './manage-session.ts';

export const sessions: Topic = {
  queries: (parts) => ({
    getChatSessions: getChatSessions(parts),
    listChatSessions: listChatSessions(parts),
    getSessionContext: getSessionContext(parts),
  }),
  mutations: (parts) => ({
    createChatSession: createChatSession(parts),
    updateSessionTitle: updateSessionTitle(parts),
    updateSessionHandle: updateSessionHandle(parts),
    annotateSession: annotateChatSession(parts),
    archiveSession: archiveChatSession(parts),
    reopenSession: reopenChatSession(parts),
    selectSessionVehicle: selectSessionVehicle(parts),
    selectDiagnosticLevel: selectDiagnosticLevel(parts),
    updateSessionPreferences: updateSessionPreferences(parts),
  }),
  controls: (parts) => ({
    deleteSession: deleteChatSession(parts),
    clearSessionVehicle: clearSessionVehicle(parts),
  }),
};

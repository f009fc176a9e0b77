/** Every field of the schema and the one function behind it. */
import type { ApiParts } from '../ports.ts';
import type { Asked, Principal } from '../principal.ts';
import { claimAnonymousSession } from './visitors/claim-anonymous-session.ts';
import { clearAllUserData } from './account/clear-all-user-data.ts';
import { createChatSession } from './sessions/create-chat-session.ts';
import { createConversation } from './talking/create-conversation.ts';
import { deleteChatSession } from './sessions/delete-session.ts';
import { endAnonymousSession } from './visitors/end-anonymous-session.ts';
import { exportUserData } from './account/export-user-data.ts';
import { generateSession } from './visitors/generate-session.ts';
import { explainSession } from './history/explain-session.ts';
import { getAnswerRecord } from './history/get-answer-record.ts';
import { getChatSessions, listChatSessions } from './sessions/get-chat-sessions.ts';
import { getConversation } from './talking/get-conversation.ts';
import { getReceipt } from './history/get-receipt.ts';
import { getSessionContext } from './sessions/get-session-context.ts';
import { getUserProfile } from './account/get-user-profile.ts';
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
} from './sessions/manage-session.ts';
import { attachFile } from './uploads/attach-file.ts';
import { getFileLink, getFiles, removeFile } from './uploads/files.ts';
import { requestUpload } from './uploads/request-upload.ts';
import { onTurnProgress } from './talking/on-turn-progress.ts';
import { sendMessage } from './talking/send-message.ts';
import { updatePrivacySettings } from './account/update-privacy-settings.ts';
import { decodeVin } from './vin/decode-vin.ts';
import { saveDecodedVehicle } from './vin/save-decoded-vehicle.ts';
import { validateSession } from './visitors/validate-session.ts';
import {
  addUserVehicle,
  clearAllVehicles,
  deleteUserVehicle,
  getUserVehicles,
  updateUserVehicle,
} from './garage/vehicles.ts';

export type Operation = (args: unknown, principal: Principal) => Promise<unknown>;

/** One that answers somebody without an identity too. */
export type OpenOperation = (args: unknown, asked: Asked) => Promise<unknown>;

export const queries = (parts: ApiParts): Record<string, Operation> => ({
  getConversation: getConversation(parts),
  getChatSessions: getChatSessions(parts),
  listChatSessions: listChatSessions(parts),
  getSessionContext: getSessionContext(parts),
  getUserProfile: getUserProfile(parts),
  explainSession: explainSession(parts),
  getReceipt: getReceipt(parts),
  getAnswerRecord: getAnswerRecord(parts),
  getUserVehicles: getUserVehicles(parts),
  getFiles: getFiles(parts),
  getFileLink: getFileLink(parts),
});

/** The whole list of what nobody may do (SPEC B1). */
export const openMutations = (parts: ApiParts): Record<string, OpenOperation> => ({
  generateSession: generateSession(parts),
  validateSession: validateSession(parts),
  endAnonymousSession: endAnonymousSession(parts),
});

export const mutations = (parts: ApiParts): Record<string, Operation> => ({
  sendMessage: sendMessage(parts),
  createConversation: createConversation(parts),
  addUserVehicle: addUserVehicle(parts),
  decodeVin: decodeVin(parts),
  saveDecodedVehicle: saveDecodedVehicle(parts),
  updateUserVehicle: updateUserVehicle(parts),
  deleteUserVehicle: deleteUserVehicle(parts),
  // to the library both are one: what the history holds of the vehicle is the erasure's business
  clearVehicleData: deleteUserVehicle(parts),
  clearAllVehicles: clearAllVehicles(parts),
  createChatSession: createChatSession(parts),
  updateSessionTitle: updateSessionTitle(parts),
  updateSessionHandle: updateSessionHandle(parts),
  annotateSession: annotateChatSession(parts),
  archiveSession: archiveChatSession(parts),
  reopenSession: reopenChatSession(parts),
  clearSessionVehicle: clearSessionVehicle(parts),
  selectSessionVehicle: selectSessionVehicle(parts),
  selectDiagnosticLevel: selectDiagnosticLevel(parts),
  updateSessionPreferences: updateSessionPreferences(parts),
  deleteSession: deleteChatSession(parts),
  requestUpload: requestUpload(parts),
  attachFile: attachFile(parts),
  removeFile: removeFile(parts),
  updatePrivacySettings: updatePrivacySettings(parts),
  clearAllUserData: clearAllUserData(parts),
  exportUserData: exportUserData(parts),
  claimAnonymousSession: claimAnonymousSession(parts),
});

/** What a subscriber must pass; what is then heard comes from elsewhere. */
export const subscriptions = (parts: ApiParts): Record<string, Operation> => ({
  onTurnProgress: onTurnProgress(parts),
});

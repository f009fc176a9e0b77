/** Every field of the schema and the one function behind it. */
import type { ApiParts } from '../ports.ts';
import type { Asked, Principal } from '../principal.ts';
import { claimAnonymousSession } from './visitors/claim-anonymous-session.ts';
import { clearAllUserData } from './account/clear-all-user-data.ts';
import { giveConsent, withdrawConsent } from './account/consent.ts';
import { getConsentTexts } from './account/consent-texts.ts';
import { getPrivacySettings } from './account/privacy-settings.ts';
import { requestEmailCode } from './account/request-email-code.ts';
import { liftRestriction, restrictProcessing } from './account/restrict-processing.ts';
import { updateUserProfile } from './account/update-user-profile.ts';
import { verifyEmail } from './account/verify-email.ts';
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
import { simulateRetention } from './retention/simulate-retention.ts';
import { onTurnProgress } from './talking/on-turn-progress.ts';
import { sendMessage } from './talking/send-message.ts';
import { updatePrivacySettings } from './account/update-privacy-settings.ts';
import { decodeVin } from './vin/decode-vin.ts';
import { saveDecodedVehicle } from './vin/save-decoded-vehicle.ts';
import { extendPrivacyRequest, refusePrivacyRequest } from './privacy/decide-requests.ts';
import { getHolds, placeHold, releaseHold } from './privacy/holds.ts';
import { getPrivacyRequests, listPrivacyRequests } from './privacy/requests.ts';
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
  getPrivacySettings: getPrivacySettings(parts),
  getConsentTexts: getConsentTexts(),
  getPrivacyRequests: getPrivacyRequests(parts),
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

/** What begins a turn. */
export const turns = (parts: ApiParts): Record<string, Operation> => ({
  sendMessage: sendMessage(parts),
});

/** What works with people's data: refused while they restrict it (Art. 18 GDPR). */
export const mutations = (parts: ApiParts): Record<string, Operation> => ({
  createConversation: createConversation(parts),
  addUserVehicle: addUserVehicle(parts),
  decodeVin: decodeVin(parts),
  saveDecodedVehicle: saveDecodedVehicle(parts),
  updateUserVehicle: updateUserVehicle(parts),
  createChatSession: createChatSession(parts),
  updateSessionTitle: updateSessionTitle(parts),
  updateSessionHandle: updateSessionHandle(parts),
  annotateSession: annotateChatSession(parts),
  archiveSession: archiveChatSession(parts),
  reopenSession: reopenChatSession(parts),
  selectSessionVehicle: selectSessionVehicle(parts),
  selectDiagnosticLevel: selectDiagnosticLevel(parts),
  updateSessionPreferences: updateSessionPreferences(parts),
  requestUpload: requestUpload(parts),
  attachFile: attachFile(parts),
  claimAnonymousSession: claimAnonymousSession(parts),
});

/** What people may always do: say what becomes of their data, have it corrected, given out and deleted. */
export const controls = (parts: ApiParts): Record<string, Operation> => ({
  giveConsent: giveConsent(parts),
  withdrawConsent: withdrawConsent(parts),
  requestEmailCode: requestEmailCode(parts),
  verifyEmail: verifyEmail(parts),
  updateUserProfile: updateUserProfile(parts),
  restrictProcessing: restrictProcessing(parts),
  liftRestriction: liftRestriction(parts),
  updatePrivacySettings: updatePrivacySettings(parts),
  exportUserData: exportUserData(parts),
  deleteSession: deleteChatSession(parts),
  removeFile: removeFile(parts),
  clearSessionVehicle: clearSessionVehicle(parts),
  deleteUserVehicle: deleteUserVehicle(parts),
  // to the library both are one: what the history holds of the vehicle is the erasure's business
  clearVehicleData: deleteUserVehicle(parts),
  clearAllVehicles: clearAllVehicles(parts),
  clearAllUserData: clearAllUserData(parts),
});

/** What compliance sees of somebody, whom `arguments.userId` names. Each needs the role. */
export const complianceQueries = (parts: ApiParts): Record<string, Operation> => ({
  getHolds: getHolds(parts),
  listPrivacyRequests: listPrivacyRequests(parts),
  simulateRetention: simulateRetention(parts),
});

/** What compliance decides about somebody's data. Each needs the role. */
export const complianceMutations = (parts: ApiParts): Record<string, Operation> => ({
  placeHold: placeHold(parts),
  releaseHold: releaseHold(parts),
  extendPrivacyRequest: extendPrivacyRequest(parts),
  refusePrivacyRequest: refusePrivacyRequest(parts),
});

/** What a subscriber must pass; what is then heard comes from elsewhere. */
export const subscriptions = (parts: ApiParts): Record<string, Operation> => ({
  onTurnProgress: onTurnProgress(parts),
});

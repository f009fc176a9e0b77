/** Every operation of the schema, with what is somebody else's wherever an id, a token or a command can stand. */
import { consentTexts } from '../../schemas/consent.ts';
import { PNG } from './files.ts';

export type Args = Record<string, unknown>;

/** What somebody else may have got hold of. `token` is none that is good. */
export type Ids = {
  userId: string;
  sessionId: string;
  vehicleId: string;
  messageId: string;
  uploadId: string;
  commandId: string;
  /** That was sent to their address, and still holds. */
  code: string;
  nextToken: string;
  /** Of a legal hold on their data, and of a request of theirs. */
  holdId: string;
  requestId: string;
  position: string;
  token: string;
};

export type Try = {
  args: (ids: Ids) => Args;
  /**
   * `NotFound` and other names: how it is refused. `own`: it asks about the caller alone, and tells them of nobody else.
   * `nothing`: null, as for what is not there.
   */
  theirs: string;
  /** Whether it is for people who signed in, so that visitors are refused for being visitors. */
  signedIn?: true;
  /** Whether it is for whoever has no identity yet. */
  open?: true;
};

const ofSession = (more: Args = {}): Try => ({
  args: ({ sessionId }) => ({ sessionId, ...more }),
  theirs: 'NotFound',
});
const ofCaller = (more: (ids: Ids) => Args = () => ({})): Try => ({ args: more, theirs: 'own' });
const signedIn = (attempt: Try): Try => ({ ...attempt, signedIn: true });

/** A parked stream of theirs, for ops alone. */
const ofParked: Try = {
  args: ({ userId, sessionId }) => ({ consumer: 'views', subject: userId, stream: `session/${sessionId}` }),
  theirs: 'PermissionDenied',
};

/** For ops alone, and about nobody's data. */
const ofOps = (more: Args = {}): Try => ({ args: () => more, theirs: 'PermissionDenied' });

/** Of compliance alone, who are told whose data it is about. */
const ofCompliance = (more: (ids: Ids) => Args = () => ({})): Try => ({
  args: (ids) => ({ userId: ids.userId, ...more(ids) }),
  theirs: 'PermissionDenied',
});

/** Of compliance alone, about anybody. */
const ofAudit = (args: (ids: Ids) => Args): Try => ({ args, theirs: 'PermissionDenied' });

const ofUpload: Try = { args: ({ sessionId, uploadId }) => ({ sessionId, uploadId }), theirs: 'NotFound' };

const KIA = { basic: { year: 2020, make: 'Kia', model: 'Rio' } };
const ofVehicle = (more: Args = {}): Try =>
  signedIn({ args: ({ vehicleId }) => ({ vehicleId, ...more }), theirs: 'NotFound' });

export const TRIES: Record<string, Try> = {
  getConversation: { args: ({ sessionId }) => ({ conversationId: sessionId }), theirs: 'NotFound' },
  getUserVehicles: signedIn(ofCaller()),
  getChatSessions: ofCaller(() => ({ search: 'quorvath' })),
  listChatSessions: { args: ({ nextToken }) => ({ limit: 1, nextToken }), theirs: 'InvalidInput' },
  getSessionContext: ofSession({ asOf: '2100-01-01T00:00:00.000Z' }),
  getUserProfile: ofCaller(),
  getPrivacySettings: ofCaller(),
  getConsentTexts: ofCaller(),
  getPrivacyRequests: ofCaller(),
  getExportLink: { args: ({ requestId }) => ({ requestId }), theirs: 'NotFound' },
  listPrivacyRequests: ofCompliance(),
  listDuePrivacyRequests: { args: () => ({ limit: 10 }), theirs: 'PermissionDenied' },
  // whoever has the id of a request that is done may see its receipt; theirs is not done
  getPrivacyReceipt: { args: ({ requestId }) => ({ requestId }), theirs: 'NotFound', open: true },
  getReceiptKey: { ...ofCaller(), open: true },
  getHolds: ofCompliance(),
  listDigests: { args: () => ({ limit: 10 }), theirs: 'PermissionDenied' },
  simulateRetention: { args: () => ({ days: 30 }), theirs: 'PermissionDenied' },
  searchHistory: ofAudit(({ userId }) => ({ filter: { subject: userId } })),
  getCausationTree: ofAudit(({ userId, sessionId }) => ({ subject: userId, correlation: sessionId })),
  getEventCensus: { args: () => ({}), theirs: 'PermissionDenied' },
  explainSession: ofSession(),
  getReceipt: { args: ({ commandId, sessionId }) => ({ commandId, sessionId }), theirs: 'nothing' },
  getAnswerRecord: { args: ({ sessionId, messageId }) => ({ sessionId, messageId }), theirs: 'NotFound' },
  getFiles: ofSession(),
  getFileLink: ofUpload,
  sendMessage: { args: ({ sessionId }) => ({ conversationId: sessionId, message: 'Hello' }), theirs: 'NotFound' },
  createConversation: ofCaller(({ commandId }) => ({ commandId })),
  addUserVehicle: signedIn(ofCaller(({ commandId }) => ({ vehicleData: KIA, commandId }))),
  updateUserVehicle: ofVehicle({ vehicleData: KIA }),
  deleteUserVehicle: ofVehicle(),
  clearVehicleData: ofVehicle(),
  clearAllVehicles: signedIn(ofCaller(({ commandId }) => ({ commandId }))),
  decodeVin: ofSession({ vin: '1HGCM82633A004352' }),
  saveDecodedVehicle: signedIn(ofSession()),
  createChatSession: ofVehicle({ title: 'Mine now' }),
  updateSessionTitle: ofSession({ title: 'Mine now' }),
  updateSessionHandle: ofSession({ handle: 'mine-now' }),
  annotateSession: ofSession({ tags: ['mine'] }),
  archiveSession: ofSession(),
  reopenSession: ofSession(),
  deleteSession: ofSession(),
  clearSessionVehicle: ofSession(),
  selectSessionVehicle: signedIn({
    args: ({ sessionId, vehicleId }) => ({ sessionId, vehicleId }),
    theirs: 'NotFound',
  }),
  selectDiagnosticLevel: ofSession({ level: 'precision' }),
  updateSessionPreferences: ofSession({ preferences: { partsPreference: 'budget' } }),
  requestUpload: ofSession({ contentType: 'image/png', size: PNG.length }),
  attachFile: ofUpload,
  removeFile: ofUpload,
  giveConsent: ofCaller(({ commandId }) => ({ version: consentTexts['keep-data'].at(-1)!.version, commandId })),
  withdrawConsent: ofCaller(({ commandId }) => ({ commandId })),
  // a visitor who did not consent has no address that may be kept
  requestEmailCode: signedIn(ofCaller(({ commandId }) => ({ email: 'mallory@example.com', commandId }))),
  verifyEmail: { args: ({ code, commandId }) => ({ code, commandId }), theirs: 'NotFound' },
  updateUserProfile: ofCaller(({ commandId }) => ({ name: 'Mallory', commandId })),
  restrictProcessing: ofCaller(({ commandId }) => ({ commandId })),
  liftRestriction: ofCaller(({ commandId }) => ({ commandId })),
  updatePrivacySettings: signedIn(ofCaller(() => ({ settings: '{"dataRetention":"30_days"}' }))),
  clearAllUserData: ofCaller(({ commandId }) => ({ commandId })),
  requestErasure: ofSession({ scope: 'session' }),
  requestExport: ofCaller(({ commandId }) => ({ commandId })),
  confirmPrivacyRequest: { args: ({ requestId, code }) => ({ requestId, code }), theirs: 'NotFound' },
  openPrivacyRequest: ofCompliance(({ sessionId }) => ({ kind: 'erasure', scope: 'session', sessionId })),
  confirmIdentity: ofCompliance(({ requestId }) => ({ requestId })),
  retryPrivacyRequest: ofCompliance(({ requestId }) => ({ requestId })),
  placeHold: ofCompliance(({ sessionId }) => ({ sessionId, reason: 'Mine now' })),
  releaseHold: ofCompliance(({ holdId }) => ({ holdId, reason: 'Mine now' })),
  extendPrivacyRequest: ofCompliance(({ requestId }) => ({ requestId, reason: 'complex' })),
  refusePrivacyRequest: ofCompliance(({ requestId }) => ({ requestId, reason: 'excessive' })),
  exportUserData: ofCaller(),
  generateSession: { ...ofCaller(), open: true },
  validateSession: { ...ofCaller(({ token }) => ({ token })), open: true },
  endAnonymousSession: { args: ({ token }) => ({ token }), theirs: 'PermissionDenied', open: true },
  claimAnonymousSession: signedIn({ args: ({ token }) => ({ token }), theirs: 'PermissionDenied' }),
  listViews: ofOps(),
  forecastRebuild: ofOps({ view: 'sessions' }),
  getRebuild: ofOps({ view: 'sessions' }),
  rebuildView: ofOps({ view: 'sessions' }),
  switchView: ofOps({ view: 'sessions', generation: 2 }),
  rollBackView: ofOps({ view: 'sessions' }),
  retireGeneration: ofOps({ view: 'sessions' }),
  listParkedStreams: { args: ({ nextToken }) => ({ consumer: 'views', nextToken }), theirs: 'PermissionDenied' },
  getParkedStream: ofParked,
  redriveStream: ofParked,
  redriveStreams: { args: () => ({ limit: 10 }), theirs: 'PermissionDenied' },
  createAuditBundle: { args: ({ userId }) => ({ subject: userId }), theirs: 'PermissionDenied' },
  verifyHistory: { args: ({ userId }) => ({ subject: userId }), theirs: 'PermissionDenied' },
  startVerification: { args: ({ commandId }) => ({ digests: false, commandId }), theirs: 'PermissionDenied' },
  getVerification: { args: ({ requestId }) => ({ verificationId: requestId }), theirs: 'PermissionDenied' },
  openHistory: ofAudit(({ userId, sessionId }) => ({
    subject: userId,
    stream: `session/${sessionId}`,
    number: 1,
    reason: 'Mine to read now',
  })),
  onTurnProgress: ofSession(),
};

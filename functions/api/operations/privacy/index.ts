import type { Topic } from '../../operation.ts';
import { confirmIdentity, openPrivacyRequest, retryPrivacyRequest } from './ask-for-somebody.ts';
import { confirmPrivacyRequest } from './confirm-request.ts';
import { extendPrivacyRequest, refusePrivacyRequest } from './decide-requests.ts';
import { getExportLink } from './get-export-link.ts';
import { getPrivacyReceipt } from './get-privacy-receipt.ts';
import { getReceiptKey } from './get-receipt-key.ts';
import { getHolds, placeHold, releaseHold } from './holds.ts';
import { listDuePrivacyRequests } from './list-due-requests.ts';
import { requestErasure } from './request-erasure.ts';
import { requestExport } from './request-export.ts';
import { getPrivacyRequests, listPrivacyRequests } from './requests.ts';

export const privacy: Topic = {
  queries: (parts) => ({
    getPrivacyRequests: getPrivacyRequests(parts),
    getExportLink: getExportLink(parts),
  }),
  openQueries: (parts) => ({
    getPrivacyReceipt: getPrivacyReceipt(parts),
    getReceiptKey: getReceiptKey(parts),
  }),
  controls: (parts) => ({
    requestErasure: requestErasure(parts),
    requestExport: requestExport(parts),
    confirmPrivacyRequest: confirmPrivacyRequest(parts),
  }),
  complianceQueries: (parts) => ({
    getHolds: getHolds(parts),
    listPrivacyRequests: listPrivacyRequests(parts),
    listDuePrivacyRequests: listDuePrivacyRequests(parts),
  }),
  complianceMutations: (parts) => ({
    placeHold: placeHold(parts),
    releaseHold: releaseHold(parts),
    openPrivacyRequest: openPrivacyRequest(parts),
    confirmIdentity: confirmIdentity(parts),
    retryPrivacyRequest: retryPrivacyRequest(parts),
    extendPrivacyRequest: extendPrivacyRequest(parts),
    refusePrivacyRequest: refusePrivacyRequest(parts),
  }),
};

import type { Topic } from '../../operation.ts';
import { clearAllUserData } from './clear-all-user-data.ts';
import { getConsentTexts } from './consent-texts.ts';
import { giveConsent, withdrawConsent } from './consent.ts';
import { exportUserData } from './export-user-data.ts';
import { getUserProfile } from './get-user-profile.ts';
import { getPrivacySettings } from './privacy-settings.ts';
import { requestEmailCode } from './request-email-code.ts';
import { liftRestriction, restrictProcessing } from './restrict-processing.ts';
import { updatePrivacySettings } from './update-privacy-settings.ts';
import { updateUserProfile } from './update-user-profile.ts';
import { verifyEmail } from './verify-email.ts';

export const account: Topic = {
  queries: (parts) => ({
    getUserProfile: getUserProfile(parts),
    getPrivacySettings: getPrivacySettings(parts),
    getConsentTexts: getConsentTexts(),
  }),
  controls: (parts) => ({
    giveConsent: giveConsent(parts),
    withdrawConsent: withdrawConsent(parts),
    requestEmailCode: requestEmailCode(parts),
    verifyEmail: verifyEmail(parts),
    updateUserProfile: updateUserProfile(parts),
    restrictProcessing: restrictProcessing(parts),
    liftRestriction: liftRestriction(parts),
    updatePrivacySettings: updatePrivacySettings(parts),
    exportUserData: exportUserData(parts),
    clearAllUserData: clearAllUserData(parts),
  }),
};

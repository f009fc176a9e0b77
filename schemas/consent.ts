/**
 * What people consent to (SPEC B5), word for word. A fact names purpose and version, so a text that somebody was shown
 * is never changed: a new one goes below the old one, and the last one is asked for.
 */
import * as z from 'zod';

/** `keep-data`: conversations and what belongs to them are kept beyond a visitor's hour. */
export const Purpose = z.enum(['keep-data']);
export type Purpose = z.infer<typeof Purpose>;

export const ConsentVersion = z.string().min(1).max(40);

export type ConsentText = { version: string; text: string };

export const consentTexts: Record<Purpose, readonly ConsentText[]> = {
  'keep-data': [
    {
      version: '2026-11',
      text: [
        'Dixon may keep what I write, the answers, the files that I send and my email address, so that I can come back to them.',
        'They are kept for as long as I choose in the privacy settings: 30 or 90 days after the last activity of a conversation, or until I delete them. They serve to answer me and for nothing else.',
        'I can withdraw this consent at any time in the privacy settings. What was done until then stays lawful. As a visitor I then find every conversation gone an hour after its last activity; with an account, my data is only stored and not worked with until I consent again or delete it.',
        'Whether I consent or not, I can have my data shown, corrected, exported and deleted.',
      ].join('\n\n'),
    },
  ],
};

/** The texts that people consent to, as they are asked for now (SPEC B5). */
import { createHash } from 'node:crypto';
import { consentTexts, Purpose, type ConsentText } from '../../../../schemas/consent.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';

const currentTextOf = (purpose: Purpose): ConsentText => consentTexts[purpose].at(-1)!;

/** SHA-256, hex. */
export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is given is given to the text that is shown now. Throws `InvalidInput` for any other version. */
export const textToConsentTo = (purpose: Purpose, version: string): ConsentText => {
  const text = currentTextOf(purpose);
  if (text.version !== version)
    throw new InvalidInput('Check version: show the text that getConsentTexts gives now, and send its version.', {
      field: 'version',
    });
  return text;
};

/** `getConsentTexts`: one text for each purpose. */
export const getConsentTexts = () => async () =>
  Purpose.options.map((purpose) => ({ purpose, ...currentTextOf(purpose) }));

/** Whether the driver gives a VIN, as characters or as a picture, or speaks of one. */
import type { Conversation, Said } from '../conversation.ts';
import { wordCount } from '../words.ts';
import { tellsOfTrouble } from './car-words.ts';
import { vinTyped } from './vin-typed.ts';

const PICTURE = /\b(?:pictures?|photos?|pics?|images?|photographs?|snapshots?)\b/i;
/** Where a VIN stands on a car. */
const PLATE = /\b(?:vin|sticker|plate|label|door ?jamb)\b/i;
const CAMERA = /\b(?:camera|(?:took|taken|snapped|shot)\b.{0,20}\b(?:pictures?|photos?|pics?|images?))\b/i;

/** "Can I send you a picture?" is short; a story comes with pictures of other things. */
const SHORT = 16;

export const mentionsVin = (text: string): boolean =>
  /\bvin\b/i.test(text) || (PICTURE.test(text) && wordCount(text) <= SHORT);

/** A picture of a leak shows no VIN. */
export const givesPicture = ({ text }: Said): boolean =>
  PICTURE.test(text) && (PLATE.test(text) || !tellsOfTrouble(text));

/** "Here is a picture, from my camera" tells of nothing that a camera does. */
export const onlySendsPicture = (text: string): boolean => PICTURE.test(text) && !tellsOfTrouble(text);

export const fromCamera = ({ text }: Said): boolean => CAMERA.test(text);

/** A picture counts where there is one; "can I send a picture?" is a question. */
export const givesVin = (said: Said, { context: { pictures } }: Conversation): boolean =>
  vinTyped(said.text) !== undefined || (pictures > 0 && givesPicture(said));

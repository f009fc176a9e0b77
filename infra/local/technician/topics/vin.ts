/** A VIN, typed or in a picture: first the tool, then what it says. Nothing is claimed that the tool did not answer. */
import type { VinMethod, VinProcessed, VinSource } from '../../../../schemas/tools/vin-processor.ts';
import { lastSaid, type Conversation } from '../conversation.ts';
import { fromCamera, givesPicture } from '../hear/vin-given.ts';
import { vinTyped } from '../hear/vin-typed.ts';
import { vehicleKnown, vehicleName, vinOf } from '../known.ts';
import { WHAT_DOES_IT_DO } from '../lines.ts';
import { sentence } from '../words.ts';
import { VIN_NEEDS_PRECISION } from './levels.ts';
import { callOf, hasFailed, told, type Told, type Topic } from './topic.ts';
import { vehicleInWords } from './vehicle-in-words.ts';

const TOOL = 'vin_processor';

const FAILED =
  'I could not look the VIN up just now, the tool failed, so nothing was decoded. Please send it again in a minute.';
const WHERE_IT_IS =
  'Type its 17 letters and digits here, or attach a picture of it and say so: it stands behind the windshield on the driver’s side, on the sticker in the driver’s door frame, and on the registration.';
const NO_PICTURE = `I see no picture in this session yet. Attach one of the VIN and tell me, or type the 17 letters and digits.`;

const sources: Record<VinSource, string> = {
  nhtsa: 'with NHTSA, the US vehicle registry',
  'vpic-embedded': 'in the built-in vehicle database',
};

const readings: Record<NonNullable<VinProcessed['readBy']>, string> = {
  typed: '',
  barcode: ' I read the VIN from the barcode in your picture.',
  text: ' I read the VIN from the letters in your picture, so please tell me if that is not your car.',
};

const tellProcessed = ({ decoded, details, source, readBy, problem }: VinProcessed): Told => {
  if (!decoded || !details)
    return told(
      `I could not decode that VIN. ${sentence(problem ?? 'The tool did not say why')} Send it again when that is put right; until then I go on without it.`,
    );
  const lookedUp = source === undefined ? '' : ` I looked it up ${sources[source]}.`;
  const reading = readBy === undefined ? '' : readings[readBy];
  return {
    paragraphs: [`By its VIN this is ${vehicleInWords(details)}.${lookedUp}${reading}`],
    question: WHAT_DOES_IT_DO,
  };
};

/** The driver speaks of a VIN and gives none. */
const tellOfNone = (conversation: Conversation): Told => {
  const { vinSource } = conversation.context;
  const vehicle = vehicleKnown(conversation);
  if (vinSource !== undefined && vehicle)
    return {
      paragraphs: [
        `The VIN of this session is decoded: it is a ${vehicleName(vehicle)}, looked up ${sources[vinSource]}.`,
      ],
      question: WHAT_DOES_IT_DO,
    };
  return told(
    givesPicture(lastSaid(conversation)) ? NO_PICTURE : `I have not decoded a VIN in this session. ${WHERE_IT_IS}`,
  );
};

export const vin: Topic = {
  ask: (conversation) => {
    const said = lastSaid(conversation);
    const typed = vinTyped(said.text);
    if (typed !== undefined) return callOf(conversation, TOOL, { method: 'manual' satisfies VinMethod, vin: typed });
    if (conversation.context.pictures === 0 || !givesPicture(said)) return [];
    const method: VinMethod = fromCamera(said) ? 'camera' : 'image_upload';
    return callOf(conversation, TOOL, { method });
  },
  tell: (conversation) => {
    const processed = vinOf(conversation);
    if (processed) return tellProcessed(processed);
    if (hasFailed(conversation, TOOL, processed)) return told(FAILED);
    return conversation.offers(TOOL) ? tellOfNone(conversation) : told(VIN_NEEDS_PRECISION);
  },
};

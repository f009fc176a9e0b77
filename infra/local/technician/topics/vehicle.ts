/** Which car it is: said by the driver, or asked. What the level may not show is not shown. */
import * as z from 'zod';
import type { Conversation } from '../conversation.ts';
import { vehicleIn } from '../hear/vehicle-said.ts';
import { vehicleKnown, vehicleName, wasAsked } from '../known.ts';
import { ASK_FOR_VEHICLE, ASK_FOR_VIN, WHAT_DOES_IT_DO } from '../lines.ts';
import { noTools, type Topic } from './topic.ts';

const AT_QUICK =
  'In a quick session I look at no particular vehicle and go by what the car does. Switch the session to the vehicle level and I take year, make and model into account.';
const UNKNOWN = 'No vehicle has been chosen for this session, so I do not know which car it is.';
const NOTED =
  'Thank you, I will read that along with what you tell me. To keep it, and for parts that fit, choose or add the vehicle for this session.';

const aboutVehicle = (conversation: Conversation): string => {
  if (!conversation.offers('interactive_parts_selector')) return AT_QUICK;
  const vehicle = vehicleKnown(conversation);
  if (vehicle) return `The vehicle of this session is a ${vehicleName(vehicle)}.`;
  return vehicleIn(conversation.said.at(-1)?.plain ?? '') === undefined ? UNKNOWN : NOTED;
};

export const vehicle: Topic = {
  ask: noTools,
  tell: (conversation) => ({ paragraphs: [aboutVehicle(conversation)], question: WHAT_DOES_IT_DO }),
};

const wasSaid = ({ said }: Conversation, line: string): boolean => said.some(({ after }) => after?.includes(line));

/** An answer that found something can be made more exact. */
const Useful = z.union([z.object({ found: z.literal(true) }), z.object({ causes: z.array(z.unknown()).min(1) })]);

/**
 * Asks for the VIN, or for the vehicle where the level takes no VIN; once in a conversation, and not of a driver who has
 * just told.
 */
export const whichCar = (conversation: Conversation): string | undefined => {
  const { said, offers, context, outcomes } = conversation;
  if (!outcomes.some(({ result }) => Useful.safeParse(result).success)) return undefined;
  if (offers('vin_processor')) {
    const isKnown = context.vinSource !== undefined || wasAsked(conversation, 'vin_processor');
    return isKnown || wasSaid(conversation, ASK_FOR_VIN) ? undefined : ASK_FOR_VIN;
  }
  const isKnown = context.vehicle !== undefined || said.some(({ plain }) => vehicleIn(plain) !== undefined);
  if (!offers('interactive_parts_selector') || isKnown || wasSaid(conversation, ASK_FOR_VEHICLE)) return undefined;
  return ASK_FOR_VEHICLE;
};

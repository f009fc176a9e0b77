/** Pieces that the answers about parts, time and money share. */
import type { PartsPreference } from '../../../../schemas/tools/work.ts';
import { capital, uncapital } from '../words.ts';

export const qualities: Record<PartsPreference, string> = {
  oem: "the car maker's own parts (OEM)",
  equivalent: 'parts of equal quality from other makers',
  budget: 'the cheapest parts that a shop would still fit',
};

export const qualityNames: Record<PartsPreference, string> = {
  oem: 'OEM',
  equivalent: 'equal quality',
  budget: 'budget',
};

/** "replace the brake pads and rotors on one axle" */
export const workName = (name = 'what you asked about'): string => uncapital(name);

/** "Brake rotor (2)" */
export const partName = (name: string, quantity: number): string =>
  capital(quantity === 1 ? name : `${name} (${quantity})`);

/** So many parts a driver wants to hear by name. */
const MOST_PARTS = 6;

export const bullets = (all: readonly string[]): string => all.map((line) => `- ${line}`).join('\n');

/** The first parts, and how many more there are. */
export const firstParts = (all: readonly string[]): string[] => {
  const more = all.length - MOST_PARTS;
  return [...all.slice(0, MOST_PARTS), ...(more > 0 ? [`and ${more} more`] : [])];
};

/** Said where a tool does not know the work by the words that the driver used. */
export const UNKNOWN_WORK =
  'I do not find that work by the name you gave it, so I have no figures for it. Name the part, such as "front brake pads", or tell me what the car does.';

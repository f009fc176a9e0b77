/** Every thing that a driver may want, and who answers it. */
import type { Want } from '../hear/wants.ts';
import { availability } from './availability.ts';
import { labor } from './labor.ts';
import { parts } from './parts.ts';
import { price } from './price.ts';
import { problem } from './problem.ts';
import { recap } from './recap.ts';
import { repair } from './repair.ts';
import { safety } from './safety.ts';
import { smallTalk } from './small-talk.ts';
import type { Topic } from './topic.ts';
import { vehicle } from './vehicle.ts';
import { vin } from './vin.ts';

export const topics: Record<Want, Topic> = {
  ...smallTalk,
  vin,
  vehicle,
  problem,
  safety,
  recap,
  price,
  labor,
  parts,
  availability,
  repair,
};

/** How well a fault, or a whole system, fits the car: what makes it likelier, and what the car cannot have. */
import type { Fault, Likelier, System } from '../../../schemas/knowledge.ts';
import type { Circumstances } from './circumstances.ts';

/** Log odds of what a car does not have: words may be wrong, and a description may be of another car. */
const IMPOSSIBLE = -4;

const holds = ({ when }: Likelier, car: Circumstances): boolean => {
  if ('minAgeYears' in when) return (car.ageYears ?? 0) >= when.minAgeYears;
  if ('minMileage' in when) return (car.mileage ?? 0) >= when.minMileage;
  if ('engine' in when) return when.engine === 'turbo' ? car.turbo === true : car.fuel === when.engine;
  if ('drivetrain' in when) return car.drive === when.drivetrain || car.transmission === when.drivetrain;
  return car.climates.includes(when.climate);
};

/** Faults of parts that only some cars have, by the fault's name. */
const parts: readonly { readonly named: RegExp; readonly had: (car: Circumstances) => boolean }[] = [
  { named: /\bdiesel|\bDPF\b|\bDEF\b|glow plug/i, had: ({ fuel }) => fuel === undefined || fuel === 'diesel' },
  { named: /\bturbo/i, had: ({ turbo }) => turbo !== false },
  {
    named: /\bhybrid|traction battery|high-voltage|regenerat|charge port/i,
    had: ({ fuel }) => fuel === undefined || fuel === 'hybrid' || fuel === 'electric',
  },
  { named: /\bCVT\b/i, had: ({ transmission }) => transmission === undefined || transmission === 'cvt' },
  {
    named: /\bclutch (?:disc|pedal|hydraulic|release)|worn clutch|slipping clutch/i,
    had: ({ transmission }) => transmission === undefined || transmission === 'manual',
  },
  {
    named:
      /spark plug|ignition coil|timing (?:chain|belt)|head gasket|engine oil|fuel (?:pump|injector|filter)|catalytic/i,
    had: ({ fuel }) => fuel !== 'electric',
  },
];

/** Log odds that the car's age, miles, build and climate add to a fault. */
export const fitOf = (fault: Fault, car: Circumstances): number =>
  fault.likelier.reduce((sum, likelier) => sum + (holds(likelier, car) ? Math.log(likelier.factor) : 0), 0) +
  parts.reduce((sum, { named, had }) => sum + (named.test(fault.name) && !had(car) ? IMPOSSIBLE : 0), 0);

/** The Insight and the Prius came to America for 2000; stability control and cameras spread after that. */
const FIRST_HYBRID = 1999;
const FIRST_ASSISTANT = 1998;

/** Systems that a car of this year or engine does not have. */
export const systemFitOf = (system: System, { year, fuel }: Circumstances): number => {
  if (system === 'hybrid_ev' && ((year ?? FIRST_HYBRID) < FIRST_HYBRID || fuel === 'petrol' || fuel === 'diesel'))
    return IMPOSSIBLE;
  if (system === 'driver_assist' && (year ?? FIRST_ASSISTANT) < FIRST_ASSISTANT) return IMPOSSIBLE / 2;
  if (fuel === 'electric' && (system === 'exhaust_emissions' || system === 'fuel')) return IMPOSSIBLE;
  return fuel === 'electric' && system === 'engine' ? IMPOSSIBLE / 2 : 0;
};

/** Sets that an engine takes one of for each cylinder: where a VIN told how many there are, it is for those. */
import type { VehicleFacts } from '../../../schemas/tools/context.ts';
import type { Work } from './works.ts';

const perCylinder = new Set(['spark-plug', 'ignition-coil', 'fuel-injector']);
/** Fewer than these are single ones, whatever the engine. */
const A_SET = 4;

export const forCylinders = (work: Work, vehicle: VehicleFacts | undefined): Work => {
  const cylinders = vehicle?.engine?.cylinders;
  if (cylinders === undefined) return work;
  const parts = work.parts.map((part) =>
    perCylinder.has(part.id) && part.quantity >= A_SET ? { ...part, quantity: cylinders } : part,
  );
  return { ...work, parts };
};

/** repair_instructions: how a fault is mended, step by step. Pure: no clock, no I/O. */
import type { RepairInstructions, RepairInstructionsInput } from '../../../schemas/tools/repair-instructions.ts';
import { faultById, type KnownFault } from '../knowledge/index.ts';
import { repairFor } from './find.ts';

/** What a turn can carry of one result, in bytes of JSON. */
const LARGEST = 4000;

const NOTHING: RepairInstructions = { found: false, tools: [], steps: [], warnings: [] };

const meant = ({ fault, problem }: RepairInstructionsInput): KnownFault | undefined =>
  (fault === undefined ? undefined : faultById.get(fault)) ?? (problem === undefined ? undefined : repairFor(problem));

const fits = (instructions: RepairInstructions): boolean => Buffer.byteLength(JSON.stringify(instructions)) <= LARGEST;

/** The last steps go first: warnings and when to leave it to a shop are never cut. */
export const cutToFit = (instructions: RepairInstructions): RepairInstructions => {
  const all = instructions.steps.length;
  let result = instructions;
  while (!fits(result) && result.steps.length > 0) {
    const steps = result.steps.slice(0, -1);
    result = { ...result, steps, cut: `The last ${all - steps.length} of ${all} steps are left out here.` };
  }
  return result;
};

/** The instructions for a fault by its id, or for a problem in words; `found: false` where nothing fits. */
export const instruct = (input: RepairInstructionsInput): RepairInstructions => {
  const known = meant(input);
  if (!known) return NOTHING;
  const { title, difficulty, minutes, tools, steps, warnings, leaveToShop } = known.fault.repair;
  return cutToFit({
    found: true,
    fault: known.fault.id,
    title,
    difficulty,
    minutes,
    tools,
    steps,
    warnings,
    leaveToShop,
  });
};

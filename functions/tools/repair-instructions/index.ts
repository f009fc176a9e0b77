/** repair_instructions: how a fault is mended, step by step. Pure: no clock, no I/O. */
import type { RepairInstructions, RepairInstructionsInput } from '../../../schemas/tools/repair-instructions.ts';
import type { ToolContext } from '../../../schemas/tools/context.ts';
import { cutToFit as cut } from '../cut-to-fit.ts';
import { repairFor } from './find.ts';

/** What a turn can carry of one result, in bytes of JSON. */
const LARGEST = 4000;

const NOTHING: RepairInstructions = { found: false, tools: [], steps: [], warnings: [] };

/** The last steps go first: warnings and when to leave it to a shop are never cut. */
export const cutToFit = (instructions: RepairInstructions): RepairInstructions => cut(instructions, 'steps', LARGEST);

/**
 * The instructions for a fault or job by its id, for a problem in words, or for the last diagnosis.
 * @param context of the session, where there is one
 * @returns `found: false` where nothing fits
 */
export const instruct = (input: RepairInstructionsInput, context?: ToolContext): RepairInstructions => {
  const known = repairFor(input, context);
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

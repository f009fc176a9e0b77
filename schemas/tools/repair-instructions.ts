import * as z from 'zod';

export const RepairInstructionsInput = z.strictObject({
  fault: z
    .string()
    .regex(/^[a-z_]+\.[a-z0-9-]+$/)
    .optional()
    .describe('The id of the fault, as the diagnosis named it.'),
  problem: z.string().trim().min(1).max(400).optional().describe('The repair in words, where no fault id is known.'),
});
export type RepairInstructionsInput = z.infer<typeof RepairInstructionsInput>;

export const RepairInstructions = z.object({
  found: z.boolean(),
  fault: z.string().optional(),
  title: z.string().optional(),
  difficulty: z.enum(['easy', 'moderate', 'hard', 'shop only']).optional(),
  minutes: z.object({ low: z.number(), high: z.number() }).optional(),
  tools: z.array(z.string()),
  steps: z.array(z.string()),
  warnings: z.array(z.string()),
  leaveToShop: z.string().optional(),
  /** Said where the steps were cut to the size a turn can carry. */
  cut: z.string().optional(),
});
export type RepairInstructions = z.infer<typeof RepairInstructions>;

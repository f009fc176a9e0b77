/** What a model is told of each tool. Without the knowledge base, so that the model group's bundle stays small. */
import * as z from 'zod';
import type { ToolSpec } from '../../schemas/converse.ts';
import type { ToolName } from '../../schemas/tools/access.ts';
import { RepairInstructionsInput } from '../../schemas/tools/repair-instructions.ts';
import { SymptomDiagnosisInput } from '../../schemas/tools/symptom-diagnosis-analyzer.ts';

/** The tools that are built; the others of `ToolName` are not offered to a model yet. */
export const toolInputs = {
  symptom_diagnosis_analyzer: {
    description:
      'Finds the likely causes of a car problem from what the driver noticed, with what to check first and whether it is safe to drive. Use it for every description of a problem, with the words of the driver.',
    input: SymptomDiagnosisInput,
  },
  repair_instructions: {
    description:
      'Gives the steps, tools, time and warnings of a repair, by the fault id of a diagnosis or by the repair in words. Use it when the driver asks how to fix something.',
    input: RepairInstructionsInput,
  },
} satisfies Partial<Record<ToolName, { description: string; input: z.ZodType }>>;

export type BuiltTool = keyof typeof toolInputs;
export const isBuilt = (name: ToolName): name is BuiltTool => Object.hasOwn(toolInputs, name);

const specOf = (name: BuiltTool): ToolSpec => {
  const { description, input } = toolInputs[name];
  const { $schema: _dialect, ...json } = z.toJSONSchema(input, { io: 'input' });
  return { name, description, inputSchema: { json } };
};

const specs = new Map<BuiltTool, ToolSpec>();

/** The Converse tool specs of the given tools, in their order; tools that are not built are left out. */
export const toolSpecs = (names: readonly ToolName[]): ToolSpec[] =>
  names.filter(isBuilt).map((name) => {
    const spec = specs.get(name) ?? specOf(name);
    specs.set(name, spec);
    return spec;
  });

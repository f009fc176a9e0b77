/** The tools that are built: what each takes, gives and does. Importing this loads the knowledge base. */
import type * as z from 'zod';
import { RepairInstructions } from '../../schemas/tools/repair-instructions.ts';
import { SymptomDiagnosis } from '../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { instruct } from './repair-instructions/index.ts';
import { toolInputs, type BuiltTool } from './specs.ts';
import { diagnose } from './symptom-diagnosis-analyzer/index.ts';

export type Tool<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly name: BuiltTool;
  readonly description: string;
  readonly input: In;
  readonly output: Out;
  /** Pure and synchronous: a tool reaches nothing. */
  readonly run: (input: z.output<In>) => z.input<Out>;
};

const tool = <In extends z.ZodType, Out extends z.ZodType>(tool: Tool<In, Out>): Tool<In, Out> => tool;

export const registry = {
  symptom_diagnosis_analyzer: tool({
    name: 'symptom_diagnosis_analyzer',
    ...toolInputs.symptom_diagnosis_analyzer,
    output: SymptomDiagnosis,
    run: diagnose,
  }),
  repair_instructions: tool({
    name: 'repair_instructions',
    ...toolInputs.repair_instructions,
    output: RepairInstructions,
    run: instruct,
  }),
} satisfies Record<BuiltTool, unknown>;

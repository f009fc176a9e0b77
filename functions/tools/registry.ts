/** The tools of this group: what each takes, gives and does. Importing this loads the knowledge base. */
import type * as z from 'zod';
import type { ToolName } from '../../schemas/tools/access.ts';
import type { ToolContext } from '../../schemas/tools/context.ts';
import { PartsSelection } from '../../schemas/tools/interactive-parts-selector.ts';
import { LaborEstimate } from '../../schemas/tools/labor-estimator.ts';
import { PartsAvailability } from '../../schemas/tools/parts-availability-lookup.ts';
import { Price } from '../../schemas/tools/pricing-calculator.ts';
import { RepairInstructions } from '../../schemas/tools/repair-instructions.ts';
import { SymptomDiagnosis } from '../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { selectParts } from './interactive-parts-selector/index.ts';
import { estimateLabor } from './labor-estimator/index.ts';
import { lookUpAvailability } from './parts-availability-lookup/index.ts';
import type { PartsSupplier } from './parts-availability-lookup/ports.ts';
import { price } from './pricing-calculator/index.ts';
import { instruct } from './repair-instructions/index.ts';
import { toolInputs } from './specs.ts';
import { diagnose } from './symptom-diagnosis-analyzer/index.ts';

/** vin_processor runs in a state machine of its own. */
export type OwnTool = Exclude<ToolName, 'vin_processor'>;

export type Tool<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly name: OwnTool;
  readonly description: string;
  readonly input: In;
  readonly output: Out;
  /** A tool reaches no data. Only the availability lookup waits: for a supplier, where one is configured. */
  readonly run: (input: z.output<In>, context: ToolContext) => z.input<Out> | Promise<z.input<Out>>;
};

/** Keeps the type of `run` as it is: most answer at once. */
const tool = <N extends OwnTool, Out extends z.ZodType, Run extends Tool<(typeof toolInputs)[N]['input'], Out>['run']>(
  name: N,
  output: Out,
  run: Run,
) => ({ name, ...toolInputs[name], output, run });

/** @param parts.supplier asked for availability before the catalogue, where there is one */
export const createRegistry = (parts: { supplier?: PartsSupplier | undefined } = {}) =>
  ({
    symptom_diagnosis_analyzer: tool('symptom_diagnosis_analyzer', SymptomDiagnosis, diagnose),
    repair_instructions: tool('repair_instructions', RepairInstructions, instruct),
    interactive_parts_selector: tool('interactive_parts_selector', PartsSelection, selectParts),
    parts_availability_lookup: tool('parts_availability_lookup', PartsAvailability, lookUpAvailability(parts)),
    labor_estimator: tool('labor_estimator', LaborEstimate, estimateLabor),
    pricing_calculator: tool('pricing_calculator', Price, price),
  }) satisfies Record<OwnTool, unknown>;

export const registry = createRegistry();

/** What a model is told of each tool. Without the knowledge base, so that the model group's bundle stays small. */
import * as z from 'zod';
import type { ToolSpec } from '../../schemas/converse.ts';
import type { ToolName } from '../../schemas/tools/access.ts';
import { LaborInput } from '../../schemas/tools/labor-estimator.ts';
import { PartsAvailabilityInput } from '../../schemas/tools/parts-availability-lookup.ts';
import { PartsSelectorInput } from '../../schemas/tools/interactive-parts-selector.ts';
import { PricingInput } from '../../schemas/tools/pricing-calculator.ts';
import { RepairInstructionsInput } from '../../schemas/tools/repair-instructions.ts';
import { SymptomDiagnosisInput } from '../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { VinProcessorInput } from '../../schemas/tools/vin-processor.ts';

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
  interactive_parts_selector: {
    description:
      'Lists the parts of a repair in the quality that the driver prefers (oem, equivalent, budget), with the other qualities and what to ask before ordering. Prices are US dollars for one of each part. Use it when the driver asks which parts are needed or which quality to take; tell the driver its `note` and `ask`.',
    input: PartsSelectorInput,
  },
  parts_availability_lookup: {
    description:
      'Says how soon parts can be had, in working days, for the parts of a repair or for parts that are named. Use it when the driver asks whether a part is in stock or how long it takes to get. With the source `catalogue` it is what is usual for the part, not what is in stock today: say so.',
    input: PartsAvailabilityInput,
  },
  labor_estimator: {
    description:
      "Estimates the hours that a mechanic takes for a repair or service, and what they cost at the shop rates of the driver's state. Its cost is narrower than hours times rate at the ends, since the longest hours seldom meet the dearest shop. Use it when the driver asks how long the work takes or what the labor costs.",
    input: LaborInput,
  },
  pricing_calculator: {
    description:
      'Works out what a repair or service comes to: parts in the quality that the driver prefers, labor, shop supplies and the total, before tax. Use it when the driver asks what something costs. The price of a part is for all of its quantity. Give the range, never one figure, and tell the driver its `note`.',
    input: PricingInput,
  },
  vin_processor: {
    description:
      'Decodes a VIN that the driver typed or sent as a picture, so that the vehicle and its engine are known. Use it when the driver gives a VIN or says that a picture of it was sent. Never claim that a VIN was processed without it.',
    input: VinProcessorInput,
  },
} satisfies Record<ToolName, { description: string; input: z.ZodType }>;

const specOf = (name: ToolName): ToolSpec => {
  const { description, input } = toolInputs[name];
  const { $schema: _dialect, ...json } = z.toJSONSchema(input, { io: 'input' });
  return { name, description, inputSchema: { json } };
};

const specs = new Map<ToolName, ToolSpec>();

/** The Converse tool specs of the given tools, in their order. */
export const toolSpecs = (names: readonly ToolName[]): ToolSpec[] =>
  names.map((name) => {
    const spec = specs.get(name) ?? specOf(name);
    specs.set(name, spec);
    return spec;
  });

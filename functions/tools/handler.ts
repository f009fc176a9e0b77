import type { Logger } from '@aws-lambda-powertools/logger';
import { toolsContract } from '../../workflows/chat-turn/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import type { PartsSupplier } from './parts-availability-lookup/ports.ts';
import { createRegistry } from './registry.ts';
import { runTool } from './run-tool.ts';

/**
 * One task per tool.
 * @param parts.supplier of parts; without one the catalogue says what is usual
 */
export const tools = (logger: Logger, parts: { supplier?: PartsSupplier | undefined } = {}) => {
  const registry = createRegistry(parts);
  return tasks(
    toolsContract,
    {
      SymptomDiagnosisAnalyzer: runTool(registry.symptom_diagnosis_analyzer),
      RepairInstructions: runTool(registry.repair_instructions),
      InteractivePartsSelector: runTool(registry.interactive_parts_selector),
      PartsAvailabilityLookup: runTool(registry.parts_availability_lookup),
      LaborEstimator: runTool(registry.labor_estimator),
      PricingCalculator: runTool(registry.pricing_calculator),
    },
    logger,
  );
};

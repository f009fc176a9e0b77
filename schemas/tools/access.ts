/** SPEC A5, A6: which level has which tools. The one table that all three enforcements read. */
import * as z from 'zod';
import type { DiagnosticLevel } from '../values.ts';

export const ToolName = z.enum([
  'symptom_diagnosis_analyzer',
  'repair_instructions',
  'interactive_parts_selector',
  'parts_availability_lookup',
  'labor_estimator',
  'pricing_calculator',
  'vin_processor',
]);
export type ToolName = z.infer<typeof ToolName>;

const quick: ToolName[] = ['symptom_diagnosis_analyzer', 'repair_instructions'];
const vehicle: ToolName[] = [...quick, 'interactive_parts_selector', 'parts_availability_lookup', 'labor_estimator'];
const precision: ToolName[] = [...vehicle, 'pricing_calculator', 'vin_processor'];

export const toolsAt: Record<DiagnosticLevel, readonly ToolName[]> = { quick, vehicle, precision };

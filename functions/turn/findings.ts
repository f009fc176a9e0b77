/** What a round of tools means for the conversation, read out of what the tools returned. */
import type { Findings } from '../../events/session/index.ts';
import { diagnosisTitle } from '../../events/session/index.ts';
import type { ToolName } from '../../schemas/tools/access.ts';
import { Build, type VehicleFacts } from '../../schemas/tools/context.ts';
import { PartsSelection } from '../../schemas/tools/interactive-parts-selector.ts';
import { LaborEstimate } from '../../schemas/tools/labor-estimator.ts';
import { PartsAvailability } from '../../schemas/tools/parts-availability-lookup.ts';
import { Price } from '../../schemas/tools/pricing-calculator.ts';
import { SymptomDiagnosis } from '../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { VinProcessed } from '../../schemas/tools/vin-processor.ts';
import type { Dollars } from '../../schemas/tools/work.ts';
import type { Conversation, ToolResult } from '../../workflows/chat-turn/contract.ts';
import type * as z from 'zod';
import { nameOf } from './vehicle-context.ts';

/** The results of a tool that are what the tool promises; a tool that failed brought none. */
const resultsOf = <T extends z.ZodType>(results: readonly ToolResult[], tool: ToolName, schema: T): z.output<T>[] =>
  results.filter(({ name }) => name === tool).flatMap(({ result }) => schema.safeParse(result).data ?? []);

/** The first diagnosis worth remembering. */
const diagnosisIn = (results: readonly ToolResult[]) =>
  resultsOf(results, 'symptom_diagnosis_analyzer', SymptomDiagnosis).find(
    ({ verdict, causes }) => verdict !== 'unclear' && causes.length > 0,
  );

const partsIn = (results: readonly ToolResult[]): string[] => [
  ...new Set(
    [
      ...resultsOf(results, 'interactive_parts_selector', PartsSelection),
      ...resultsOf(results, 'parts_availability_lookup', PartsAvailability),
    ].flatMap(({ parts }) => parts.map(({ part }) => part)),
  ),
];

type Estimate = { work?: string; dollars?: Dollars };

const costsIn = (turnId: string, results: readonly ToolResult[]) =>
  [
    ...resultsOf(results, 'pricing_calculator', Price).map(({ work, total }): Estimate => ({ work, dollars: total })),
    ...resultsOf(results, 'labor_estimator', LaborEstimate).map(({ work, cost }): Estimate => ({
      work,
      dollars: cost,
    })),
  ].flatMap(({ work, dollars }) => (work && dollars ? [{ turnId, work, ...dollars }] : []));

const vinIn = (results: readonly ToolResult[]) =>
  resultsOf(results, 'vin_processor', VinProcessed).find(({ decoded }) => decoded);

/** What the tools of the next round, and the answer, know of the session after this one. */
export const contextAfter = (
  { context, vinSource }: Conversation,
  results: readonly ToolResult[],
): Pick<Conversation, 'context' | 'vinSource'> => {
  const diagnosis = diagnosisIn(results);
  const vin = vinIn(results);
  const vehicle = vin?.details ? vehicleOf(vin.details) : context.vehicle;
  const source = vin?.source ?? vinSource;
  return {
    context: {
      ...context,
      ...(vehicle ? { vehicle } : {}),
      faults: diagnosis?.causes.map(({ fault }) => fault) ?? context.faults,
    },
    ...(source ? { vinSource: source } : {}),
  };
};

const vehicleOf = (details: NonNullable<VinProcessed['details']>): VehicleFacts => {
  const { year, make, model, trim } = details;
  return { year, make, model, trim, ...Build.parse(details) };
};

/** @param vehicle the vehicle that this turn may see: a session is named after it and the trouble (SPEC A4) */
export const findingsOf = (
  turnId: string,
  results: readonly ToolResult[],
  vehicle: VehicleFacts | undefined,
): Findings => {
  const diagnosis = diagnosisIn(results);
  const parts = partsIn(results);
  return {
    ...(diagnosis
      ? {
          diagnosis: {
            turnId,
            causes: diagnosis.causes.map(({ evidence: _evidence, ...cause }) => cause),
            parts: diagnosis.parts,
          },
        }
      : {}),
    ...(parts.length > 0 ? { parts: { turnId, parts } } : {}),
    costs: costsIn(turnId, results),
    // without a vehicle the day it began says more
    ...(diagnosis && vehicle ? { title: diagnosisTitle(nameOf(vehicle), diagnosis.causes[0]!.system) } : {}),
  };
};

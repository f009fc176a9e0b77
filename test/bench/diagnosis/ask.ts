/** Asks the tool as a turn would: its input parsed, the vehicle in the context where the level knows one. */
import type { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type { registry } from '../../../functions/tools/registry.ts';

export type DiagnosisTool = (typeof registry)['symptom_diagnosis_analyzer'];

/** What a case tells of its car. */
export type Car = {
  readonly make?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly year?: number | null | undefined;
};

/** The cases were collected up to this day; a fixed one keeps every run the same. */
const TODAY = '2026-01-01';
/** What the input takes; longer complaints are cut, as a chat message would be. */
export const LONGEST = 4000;

const vehicleOf = ({ make, model, year }: Car): ToolContext['vehicle'] =>
  make && model && year ? { make, model, year } : undefined;

export const contextFor = (car?: Car): ToolContext => {
  const vehicle = car && vehicleOf(car);
  return {
    today: TODAY,
    ...(vehicle ? { vehicle } : {}),
    preferences: { partsPreference: 'equivalent', costDisplay: 'summary' },
    faults: [],
    pictures: [],
  };
};

export const ask = (tool: DiagnosisTool, text: string, context: ToolContext): SymptomDiagnosis =>
  tool.output.parse(tool.run(tool.input.parse({ symptoms: text.slice(0, LONGEST) }), context));

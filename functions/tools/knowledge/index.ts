/**
 * The knowledge base, read once per process: 13 files, one per system, checked against their schema.
 *
 * Reading and checking 173 faults takes 40 to 50 ms of a cold start (18 ms once warm), and happens once per process.
 */
import { InvalidInput } from '../../../schemas/errors.ts';
import { SystemKnowledge, type Fault } from '../../../schemas/knowledge.ts';
import airbags from './airbags.json' with { type: 'json' };
import brakes from './brakes.json' with { type: 'json' };
import cooling from './cooling.json' with { type: 'json' };
import electrical from './electrical.json' with { type: 'json' };
import engine from './engine.json' with { type: 'json' };
import exhaustEmissions from './exhaust_emissions.json' with { type: 'json' };
import fuel from './fuel.json' with { type: 'json' };
import hvac from './hvac.json' with { type: 'json' };
import startingCharging from './starting_charging.json' with { type: 'json' };
import steering from './steering.json' with { type: 'json' };
import suspension from './suspension.json' with { type: 'json' };
import tiresWheels from './tires_wheels.json' with { type: 'json' };
import transmissionDrivetrain from './transmission_drivetrain.json' with { type: 'json' };

/**
 * Checks the contents of one knowledge file.
 * @throws InvalidInput that names the file, the field and what would be right there
 */
export const parseKnowledge = (system: string, contents: unknown): SystemKnowledge => {
  const file = `functions/tools/knowledge/${system}.json`;
  const parsed = SystemKnowledge.safeParse(contents);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = issue.path.join('.') || 'the whole file';
    throw new InvalidInput(`Check ${file}, ${field}: ${issue.message}`, { file, field });
  }
  if (parsed.data.system !== system)
    throw new InvalidInput(`Check ${file}, system: it must be ${system}, as the file is named.`, {
      file,
      field: 'system',
    });
  return parsed.data;
};

const files: Record<SystemKnowledge['system'], unknown> = {
  brakes,
  engine,
  starting_charging: startingCharging,
  transmission_drivetrain: transmissionDrivetrain,
  steering,
  suspension,
  cooling,
  fuel,
  electrical,
  airbags,
  tires_wheels: tiresWheels,
  hvac,
  exhaust_emissions: exhaustEmissions,
};

/** All systems, in the order of `System`. */
export const knowledge: readonly SystemKnowledge[] = Object.entries(files).map(([system, contents]) =>
  parseKnowledge(system, contents),
);

export type KnownFault = { readonly fault: Fault; readonly system: SystemKnowledge };

/** A fault and its system by the fault's id, such as `brakes.worn-pads`. The map keeps the order of the files. */
export const faultById: ReadonlyMap<string, KnownFault> = new Map(
  knowledge.flatMap((system) => system.faults.map((fault) => [fault.id, { fault, system }] as const)),
);

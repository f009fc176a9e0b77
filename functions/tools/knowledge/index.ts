/**
 * The knowledge base, read once per process: one file per system, checked against their schema.
 *
 * Reading and checking it takes some 40 ms of a cold start, and happens once per process.
 */
import { InvalidInput } from '../../../schemas/errors.ts';
import { System, SystemKnowledge, type Fault, type Job, type Part } from '../../../schemas/knowledge.ts';
import { readKnowledge } from './read.ts';

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

/** All systems, in the order of `System`. */
export const knowledge: readonly SystemKnowledge[] = System.options.map((system) =>
  parseKnowledge(system, readKnowledge(`${system}.json`)),
);

export type KnownFault = { readonly fault: Fault; readonly system: SystemKnowledge };

/** A fault and its system by the fault's id, such as `brakes.worn-pads`. The map keeps the order of the files. */
export const faultById: ReadonlyMap<string, KnownFault> = new Map(
  knowledge.flatMap((system) => system.faults.map((fault) => [fault.id, { fault, system }] as const)),
);

/** Every part of the catalogue by its id, such as `front-brake-pads`. */
export const partById: ReadonlyMap<string, Part> = new Map(
  knowledge.flatMap(({ parts }) => parts.map((part) => [part.id, part] as const)),
);

export type KnownJob = { readonly job: Job; readonly system: SystemKnowledge };

/** Every job that a shop sells under its own name, by its id, such as `engine.job-oil-change`. */
export const jobById: ReadonlyMap<string, KnownJob> = new Map(
  knowledge.flatMap((system) => system.jobs.map((job) => [job.id, { job, system }] as const)),
);

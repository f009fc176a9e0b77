/**
 * By which words owners name or imply a system, one file per system: "takata" speaks for the airbags, "pops out of
 * gear" for the drivetrain. The heading of a list is its strength, 1 (a hint) to 6 (no other system is meant).
 *
 * The phrases are a mechanic's; their strengths were judged by hand and then fitted to the labelled complaints, in steps
 * of a half, see `symptom-diagnosis-analyzer/systems/weights.ts`.
 */
import { InvalidInput } from '../../../../schemas/errors.ts';
import { Cues, System } from '../../../../schemas/knowledge.ts';
import { readKnowledge } from '../read.ts';

export type Cue = { readonly system: System; readonly say: string; readonly strength: number };

/** @throws InvalidInput that names the file and what is wrong in it */
export const parseCues = (system: System, contents: unknown): Cue[] => {
  const parsed = Cues.safeParse(contents);
  if (!parsed.success) {
    const file = `functions/tools/knowledge/cues/${system}.json`;
    const { path, message } = parsed.error.issues[0]!;
    throw new InvalidInput(`Check ${file}, ${path.join('.')}: ${message}`, { file, field: path.join('.') });
  }
  return Object.entries(parsed.data).flatMap(([strength, phrases]) =>
    phrases.map((say) => ({ system, say, strength: Number(strength) })),
  );
};

/** Every cue of every system. */
export const cues: readonly Cue[] = System.options.flatMap((system) =>
  parseCues(system, readKnowledge(`cues/${system}.json`)),
);

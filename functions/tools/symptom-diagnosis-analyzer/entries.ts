/** A fault's entry in the knowledge, read once for all who search it: the stems of each of its sentences, by chapter. */
import type { Fault } from '../../../schemas/knowledge.ts';
import { stemsIn } from './words.ts';

type Stems = readonly string[];

export type Entry = {
  readonly name: Stems;
  readonly symptoms: readonly Stems[];
  readonly explanation: Stems;
  readonly causes: readonly Stems[];
  readonly checks: readonly Stems[];
  readonly parts: readonly Stems[];
};

export const entryOf = ({ name, symptoms, explanation, causes, checks, parts }: Fault): Entry => ({
  name: stemsIn(name),
  symptoms: symptoms.map(stemsIn),
  explanation: stemsIn(explanation),
  causes: causes.map(stemsIn),
  checks: checks.map(stemsIn),
  parts: parts.map(({ id }) => stemsIn(id.replaceAll('-', ' '))),
});

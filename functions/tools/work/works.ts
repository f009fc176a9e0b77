/** All the work that the knowledge base knows: every fault's repair, and every job that a shop sells by name. */
import type { Needed, Range, System } from '../../../schemas/knowledge.ts';
import { faultById, jobById, partById } from '../knowledge/index.ts';
import { isTelling, workWords } from './words.ts';
import { matcherOf, type Matcher, type Named } from './matcher.ts';

export type Work = {
  /** Id of the fault or job. */
  readonly id: string;
  /** "Replace the brake pads and rotors on one axle". */
  readonly name: string;
  readonly system: System;
  readonly parts: readonly Needed[];
  /** Hours of a trained mechanic. */
  readonly labor: Range;
  /** The fault whose repair instructions show how, where one does. */
  readonly fault?: string;
  /** Parts of which a look decides which are needed: "Replace the relay or control module". Empty: all are. */
  readonly oneOf: readonly string[];
};

type Known = { readonly work: Work; readonly named: Named };

/** How surely a name means the work: a shop's own name most, a part that only goes along with it least. */
const A_JOBS_NAME = 1;
const A_REPAIRS_TITLE = 0.92;
const A_FAULTS_NAME = 0.88;
const ITS_PART = 0.8;
const A_PART_BESIDE = 0.65;

/** A job that falls due by itself is asked for more often than one that does not. */
const ROUTINE = 5;
const USUAL = 3;

const partNames = (parts: readonly Needed[]) =>
  parts.map(({ id }, index) => ({
    text: partById.get(id)?.name ?? '',
    weight: index === 0 ? ITS_PART : A_PART_BESIDE,
  }));

/** "Clean or replace the valve" is a choice of what to do, not of parts. */
const OF_PARTS = /\bor (?!replace|repair|reprogram|reset|renew|tighten)/;

/** The parts that a title names side by side with "or". */
const choiceIn = (title: string, parts: readonly Needed[]): string[] => {
  if (!OF_PARTS.test(title)) return [];
  const named = new Set(tellingStems(title));
  const those = parts.filter(({ id }) => tellingStems(partById.get(id)?.name ?? '').some((stem) => named.has(stem)));
  return those.length > 1 ? those.map(({ id }) => id) : [];
};
const tellingStems = (text: string): string[] =>
  workWords(text)
    .filter(isTelling)
    .map(({ stem }) => stem);

const repairs: Known[] = [...faultById.values()].map(({ fault, system: { system } }) => ({
  work: {
    id: fault.id,
    name: fault.repair.title,
    system,
    parts: fault.parts,
    labor: fault.labor,
    fault: fault.id,
    oneOf: choiceIn(fault.repair.title, fault.parts),
  },
  named: {
    names: [
      { text: fault.repair.title, weight: A_REPAIRS_TITLE },
      { text: fault.name, weight: A_FAULTS_NAME },
      ...partNames(fault.parts),
    ],
    commonness: fault.commonness,
  },
}));

const jobs: Known[] = [...jobById.values()].map(({ job, system: { system } }) => ({
  work: {
    id: job.id,
    name: job.name,
    system,
    parts: job.parts,
    labor: job.labor,
    ...(job.shownBy === undefined ? {} : { fault: job.shownBy }),
    oneOf: [],
  },
  named: {
    names: [...[job.name, ...job.also].map((text) => ({ text, weight: A_JOBS_NAME })), ...partNames(job.parts)],
    commonness: job.due === undefined ? USUAL : ROUTINE,
  },
}));

const known = [...jobs, ...repairs];

export const works: readonly Work[] = known.map(({ work }) => work);
export const workById: ReadonlyMap<string, Work> = new Map(works.map((work) => [work.id, work]));

let matcher: Matcher | undefined;
/** Which of `works` a text names. Built when words are first asked for: that takes some 50 ms, ids take none. */
export const worksByName = (): Matcher => (matcher ??= matcherOf(known.map(({ named }) => named)));

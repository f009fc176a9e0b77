/** Which work is meant: the one place where the tools about repairs, parts and money look it up. */
import type { ToolContext, VehicleFacts } from '../../../schemas/tools/context.ts';
import { forCylinders } from './per-cylinder.ts';
import { isTelling, workWords } from './words.ts';
import { workById, works, worksByName, type Work } from './works.ts';

export type { Work } from './works.ts';

export type Asked = { readonly fault?: string | undefined; readonly problem?: string | undefined };

/** A model that made up an id said in words what it meant: `brakes.front-pads`. */
const wordsOf = ({ fault, problem }: Asked): string =>
  problem ?? fault?.replace(/^[a-z_]+\.(?:job-)?/, '').replaceAll('-', ' ') ?? '';

/** Spark plugs of a V6 are another job than those of four cylinders; who does not say so means the car at hand. */
const forEngine = (words: string, vehicle: VehicleFacts | undefined): string => {
  const cylinders = vehicle?.engine?.cylinders;
  const depends = /plug|coil|injector|tune|valve cover/i.test(words) && !/cyl|\bv[68]\b/i.test(words);
  return cylinders !== undefined && depends ? `${words} (${cylinders} cyl)` : words;
};

/** The likeliest cause of the last diagnosis that the words could be about; the first, where they name nothing. */
const diagnosed = (words: string, telling: number, faults: readonly string[]): Work | undefined =>
  faults
    .flatMap((id) => workById.get(id) ?? [])
    .find((work) => telling === 0 || worksByName().touches(words, works.indexOf(work)));

/**
 * The work that was asked for: by id, else by words, else the likeliest cause of the last diagnosis. Words that name
 * something else than that diagnosis are not answered with it.
 * @param among which works may be meant; all of them unless told
 * @returns undefined where nothing fits
 */
export const workFor = (
  asked: Asked,
  { faults, vehicle }: Pick<ToolContext, 'faults' | 'vehicle'>,
  among: (work: Work) => boolean = () => true,
): Work | undefined => {
  const byId = asked.fault === undefined ? undefined : workById.get(asked.fault);
  if (byId && among(byId)) return forCylinders(byId, vehicle);
  const words = wordsOf(asked);
  const said = workWords(words);
  const telling = said.filter(isTelling).length;
  const match = worksByName().match(forEngine(words, vehicle), (index) => among(works[index]!));
  // a single word such as "filter" could be many things: better to ask than to guess
  const named = match && (!match.vague || said.length > 1) ? works[match.index] : undefined;
  // "the brakes", said after a diagnosis of them, are what was diagnosed; an "oil change" is a name by itself
  const isClear = match?.exact === true || (match?.vague === false && telling > 1);
  const work = isClear ? named : (diagnosed(words, telling, faults) ?? named);
  return work && forCylinders(work, vehicle);
};

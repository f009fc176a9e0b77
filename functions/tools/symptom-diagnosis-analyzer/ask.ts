/** The question that would help most: between two close causes, or for a text that names none. */
import { knowledge } from '../knowledge/index.ts';
import { information, type Ranked, type Ranking } from './rank.ts';
import { read } from './words.ts';

const SHORTEST = 12;
const LONGEST = 70;

/** A symptom of one fault that the other does not show and that the driver has not told yet. */
const tellingSymptom = (one: Ranked, other: Ranked, { heard }: Ranking): string | undefined => {
  const telling = (symptom: string): number => {
    const stems = read(symptom).sentences.flat();
    const sum = stems.reduce((total, { stem }) => {
      const apart = other.vocabulary.has(stem) || heard.has(stem) ? -1 : 1;
      return total + apart * information(stem);
    }, 0);
    return stems.length === 0 ? -Infinity : sum / Math.sqrt(stems.length);
  };
  return one.fault.symptoms
    .filter(({ length }) => length >= SHORTEST && length <= LONGEST)
    .filter((symptom) => !/\b(code|dealer|shop|mechanic)\b/i.test(symptom))
    .map((symptom) => ({ symptom, value: telling(symptom) }))
    .sort((a, b) => b.value - a.value)[0]?.symptom;
};

const quoted = (symptom: string): string =>
  `"${symptom.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}"`;

/** Asks what tells two close causes apart; undefined where the knowledge has no short symptom for either. */
export const askBetween = (one: Ranked, other: Ranked, ranking: Ranking): string | undefined => {
  const symptoms = [tellingSymptom(one, other, ranking), tellingSymptom(other, one, ranking)];
  if (symptoms[0] === undefined || symptoms[1] === undefined) return undefined;
  return `Which fits better: ${quoted(symptoms[0])} or ${quoted(symptoms[1])}?`;
};

/** What to ask when the text names no cause; a system that was named is asked about. */
export const askForMore = ({ heard }: Ranking): string => {
  const system = knowledge.find(({ words }) => words.some((word) => [...heard.values()].includes(word)));
  return system
    ? `What exactly do you notice about the ${system.name}: a noise, a smell, a leak, a warning light, a change in how the car drives? When does it happen?`
    : 'I could not find a car problem in this. Please describe in English what you see, hear, smell or feel, where on the car, and when it happens.';
};

/** "Are you sure?", "and now?": what was found, how sure it is, and what can be asked next. */
import { causesKnown } from '../known.ts';
import { inWords, listed } from '../words.ts';
import { noTools, told, type Topic } from './topic.ts';

const MOST = 3;

export const recap: Topic = {
  ask: noTools,
  tell: (conversation) => {
    const causes = causesKnown(conversation)
      .slice(0, MOST)
      .map(({ name, confidence }) => `${name} (${inWords(confidence)})`);
    return told(
      `By what you told me so far it is ${listed(causes)}; I cannot be surer from here, a look at the car decides. Tell me if you notice anything more, or ask me whether it is safe to drive, how it is repaired, or what that takes.`,
    );
  },
};

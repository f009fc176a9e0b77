import type { Logger } from '@aws-lambda-powertools/logger';
import type { EventStore } from '../../events/core/event-store.ts';
import { turnContract } from '../../workflows/chat-turn/contract.ts';
import { recordVinContract } from '../../workflows/decode-vin/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { answerPrivacyTurn } from './answer-about-privacy.ts';
import { closeTurn, failTurnWith } from './close-turn.ts';
import { openTurn } from './open-turn.ts';
import { discreetly, type Progress } from './progress.ts';
import { recordToolRound } from './record-tools.ts';
import { recordDecodedVin } from './record-vin.ts';
import { stepsOfEnd, stepsOfOpening, stepsOfRound, stepsOfTools, type Step } from './steps.ts';

export type TurnParts = {
  store: EventStore;
  progress: Progress;
  /** The current instant, ISO 8601. */
  now: () => string;
};

/** The tasks of chat-turn and decode-vin that append facts, each telling of its steps once they are appended. */
export const turn = (parts: TurnParts, logger: Logger) => {
  const tell = discreetly(parts.progress, logger);
  const telling =
    <I, O>(task: (input: I) => Promise<O>, stepsOf: (input: I, output: O) => Step[]) =>
    async (input: I): Promise<O> => {
      const output = await task(input);
      const at = parts.now();
      await tell(stepsOf(input, output).map((step) => ({ ...step, at })));
      return output;
    };
  return tasks(
    { ...turnContract, ...recordVinContract },
    {
      OpenTurn: telling(openTurn(parts), stepsOfOpening),
      AnnounceTools: telling(async () => ({}), stepsOfTools),
      RecordVin: recordDecodedVin(parts),
      RecordTools: telling(recordToolRound(parts), stepsOfRound),
      AnswerAboutPrivacy: telling(answerPrivacyTurn(parts), stepsOfEnd),
      CloseTurn: telling(closeTurn(parts), stepsOfEnd),
      FailTurn: telling(failTurnWith(parts), stepsOfEnd),
    },
    logger,
  );
};

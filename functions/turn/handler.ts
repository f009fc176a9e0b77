import type { Logger } from '@aws-lambda-powertools/logger';
import type { EventStore } from '../../events/core/event-store.ts';
import { turnContract } from '../../workflows/chat-turn/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { closeTurn, failTurnWith } from './close-turn.ts';
import { openTurn } from './open-turn.ts';
import { recordToolRound } from './record-tools.ts';

/** The tasks of chat-turn that append facts. */
export const turn = (parts: { store: EventStore }, logger: Logger) =>
  tasks(
    turnContract,
    {
      OpenTurn: openTurn(parts),
      RecordTools: recordToolRound(parts),
      CloseTurn: closeTurn(parts),
      FailTurn: failTurnWith(parts),
    },
    logger,
  );

/** Which steps each task of a turn tells of, from what went in and what came out. */
import type { ToolName } from '../../schemas/tools/access.ts';
import type { TurnRef, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { ProgressStep } from './progress.ts';

type Input<T extends keyof typeof turnContract> = InputOf<typeof turnContract, T>;
type Output<T extends keyof typeof turnContract> = OutputOf<typeof turnContract, T>;

export type Step = Omit<ProgressStep, 'at'>;

const stepOf = ({ sessionId, turnId }: TurnRef, step: Step['step'], tool?: ToolName): Step => ({
  sessionId,
  turnId,
  step,
  ...(tool ? { tool } : {}),
});

/**
 * Only tools that the model was offered: any other one is refused, so it neither runs nor is done, and its name is
 * something a model made up, which may hold what a person said.
 */
const stepsOf = (turn: TurnRef, step: Step['step'], offered: readonly ToolName[], wanted: readonly string[]): Step[] =>
  wanted.flatMap((name) => {
    const tool = offered.find((known) => known === name);
    return tool ? [stepOf(turn, step, tool)] : [];
  });

/** Nothing where the command was carried out before: its first run told of itself. */
export const stepsOfOpening = (_input: Input<'OpenTurn'>, opening: Output<'OpenTurn'>): Step[] =>
  opening.outcome === 'answered' ? [] : [stepOf(opening.turn, 'STARTED')];

export const stepsOfTools = ({ turn, offered, wanted }: Input<'AnnounceTools'>): Step[] =>
  stepsOf(turn, 'TOOL_RUNNING', offered, wanted);

/** A tool that failed is done too: the model goes on without it. */
export const stepsOfRound = ({ turn, conversation, results }: Input<'RecordTools'>): Step[] =>
  stepsOf(
    turn,
    'TOOL_DONE',
    conversation.tools,
    results.map(({ name }) => name),
  );

/** By the reply, not by the task: FailTurn may find the turn answered, CloseTurn may find it given up by `reconcile`. */
export const stepsOfEnd = ({ turn }: { turn: TurnRef }, { success }: { success: boolean }): Step[] => [
  stepOf(turn, success ? 'ANSWERED' : 'FAILED'),
];

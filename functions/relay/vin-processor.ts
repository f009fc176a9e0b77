/**
 * VinProcessor, the one tool that records a fact: it runs decode-vin and answers once `VinDecoded` is appended, so that
 * the assistant can speak of no VIN that the history does not hold.
 */
import { InvalidInput, NotFound } from '../../schemas/errors.ts';
import { VinProcessorInput, type VinProcessed } from '../../schemas/tools/vin-processor.ts';
import type { VinToolInput } from '../../workflows/chat-turn/contract.ts';
import type { DecodeVinInput, RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
import { parse } from '../runtime/parse.ts';
import { requireTool } from '../tools/require-tool.ts';
import type * as z from 'zod';

type Input = z.infer<typeof VinToolInput>;

/** With the turn's id it makes a command id, which has at most 100 characters; Bedrock's own may have 64. */
const LONGEST_TOOL_USE_ID = 60;

const problem = (sentence: string): VinProcessed => ({ decoded: false, problem: sentence });

/** Which VIN is meant: the one that was typed, or the picture, which must be one of the session's own. */
const asked = (wish: VinProcessorInput, pictures: readonly string[]): Pick<DecodeVinInput, 'vin' | 'uploadId'> => {
  if (wish.method === 'manual') {
    if (!wish.vin) throw new InvalidInput('Send the 17 characters of the VIN.', { field: 'vin' });
    return { vin: wish.vin };
  }
  const uploadId = pictures.find((id) => wish.uploadId === undefined || id === wish.uploadId);
  if (!uploadId)
    throw new InvalidInput('There is no such picture in this session. Attach one first, or type the VIN.', {
      field: 'uploadId',
    });
  return { uploadId };
};

/** What a person can mend is an answer; anything else fails the tool. */
const answerOf = async (decoding: Promise<VinProcessed>): Promise<VinProcessed> => {
  try {
    return await decoding;
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof NotFound) return problem(error.message);
    throw error;
  }
};

/** @throws ToolNotAllowed below `precision` */
export const processVin =
  ({ decodeVin }: { decodeVin: RunDecodeVin }) =>
  async ({ turn, level, toolUseId, input, context }: Input): Promise<{ result: VinProcessed }> => {
    requireTool('vin_processor', level);
    const wish = parse(VinProcessorInput, input);
    const decode = async (): Promise<VinProcessed> => {
      const { details, source, sourceVersion, readBy } = await decodeVin({
        userId: turn.userId,
        into: { sessionId: turn.sessionId },
        turnId: turn.turnId,
        // a step that runs again finds its first outcome
        commandId: `${turn.turnId}/${toolUseId.slice(-LONGEST_TOOL_USE_ID)}`,
        actor: { kind: 'assistant', id: 'vin_processor' },
        method: wish.method,
        ...asked(wish, context.pictures),
      });
      return { decoded: true, details, source, sourceVersion, readBy };
    };
    return { result: await answerOf(decode()) };
  };

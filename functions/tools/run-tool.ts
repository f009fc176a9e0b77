/** A tool's door: the level has the tool, the input is right, the result is right and small enough to store. */
import type * as z from 'zod';
import { ContractBroken, InvalidInput, QuotaExceeded } from '../../schemas/errors.ts';
import type { ToolInput } from '../../workflows/chat-turn/contract.ts';
import { parse } from '../runtime/parse.ts';
import type { Tool } from './registry.ts';
import { requireTool } from './require-tool.ts';

/** A tool cuts its own result and says so; a result above this is a defect, not a long answer. */
export const MAX_RESULT_BYTES = 8_000;

const bounded = (tool: string, result: unknown): void => {
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes > MAX_RESULT_BYTES)
    throw new QuotaExceeded('The answer of a tool was too long. Ask for less at once.', {
      tool,
      bytes,
      limit: MAX_RESULT_BYTES,
    });
};

/** A result that is not what the tool promised is the tool's defect, not the model's input. */
const checked = <Out extends z.ZodType>(tool: Tool<z.ZodType, Out>, result: unknown): z.output<Out> => {
  const parsed = tool.output.safeParse(result);
  if (!parsed.success) throw new ContractBroken(tool.name, { cause: parsed.error });
  return parsed.data;
};

/**
 * Serves one tool as a task.
 * @throws ToolNotAllowed where the level does not have it, InvalidInput for an input that is not the tool's
 */
export const runTool =
  <In extends z.ZodType, Out extends z.ZodType<Record<string, unknown>>>(tool: Tool<In, Out>) =>
  async ({ name, input, level, context }: ToolInput): Promise<{ result: Record<string, unknown> }> => {
    requireTool(tool.name, level);
    if (name !== tool.name) throw new InvalidInput(`Check name: this task runs ${tool.name}.`, { field: 'name' });
    const result = checked(tool, await tool.run(parse(tool.input, input), context));
    bounded(tool.name, result);
    return { result };
  };

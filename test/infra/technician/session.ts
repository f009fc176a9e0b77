/** A driver's session with the local technician: tools run for real, the context is kept as the turn workflow keeps it. */
import { registry } from '../../../functions/tools/registry.ts';
import { toolSpecs } from '../../../functions/tools/specs.ts';
import { contextAfter, findingsOf } from '../../../functions/turn/findings.ts';
import { systemPrompt } from '../../../functions/turn/prompts/v3.ts';
import { createTechnician } from '../../../infra/local/technician/index.ts';
import type { ChatMessage, ConverseReply } from '../../../schemas/converse.ts';
import { toolsAt, type ToolName } from '../../../schemas/tools/access.ts';
import type { VehicleFacts } from '../../../schemas/tools/context.ts';
import type { VinProcessed, VinSource } from '../../../schemas/tools/vin-processor.ts';
import type { DiagnosticLevel, Preferences } from '../../../schemas/values.ts';
import { MAX_TOOL_ROUNDS, type Conversation, type ToolResult } from '../../../workflows/chat-turn/contract.ts';

export type Call = { name: string; input: Record<string, unknown> };
type Asked = Call & { toolUseId: string };

type Setting = {
  level?: DiagnosticLevel;
  vehicle?: VehicleFacts;
  vinSource?: VinSource;
  pictures?: number;
  preferences?: Preferences;
  /** What vin_processor answers. */
  vin?: VinProcessed;
  /** Tools that fail. */
  failing?: readonly ToolName[];
  /** In place of the level's tools. */
  tools?: readonly ToolName[];
};

export const model = createTechnician();

export const user = (text: string): ChatMessage => ({ role: 'user', content: [{ text }] });
export const textOf = ({ message }: ConverseReply): string =>
  message.content.map((block) => ('text' in block ? block.text : '')).join('');
export const usesOf = ({ message }: ConverseReply): Asked[] =>
  message.content.flatMap((block) => ('toolUse' in block ? [block.toolUse] : []));

const PICTURE = '00000000-0000-4000-8000-00000000000a';
const TURN = '00000000-0000-4000-8000-000000000001';

const resultBlock = ({ toolUseId, result, error }: ToolResult): ChatMessage['content'][number] => ({
  toolResult: result
    ? { toolUseId, content: [{ json: result }], status: 'success' }
    : { toolUseId, content: [{ text: `The tool failed: ${error}.` }], status: 'error' },
});

/** @returns a driver who can say something, and what the technician asked of tools in the last turn, round by round */
export const session = (setting: Setting = {}) => {
  const { level = 'quick', preferences = { partsPreference: 'equivalent', costDisplay: 'detailed' } } = setting;
  const offered = toolSpecs(setting.tools ?? toolsAt[level]);
  const messages: ChatMessage[] = [];
  const rounds: Call[][] = [];
  let { vehicle, vinSource } = setting;
  let diagnosis: ReturnType<typeof findingsOf>['diagnosis'];

  const answerOf = async ({ name, input }: Asked, context: Conversation['context']): Promise<unknown> => {
    if (setting.failing?.some((tool) => tool === name)) throw new Error('Timeout');
    if (name === 'vin_processor') return setting.vin;
    const tool = registry[name as Exclude<ToolName, 'vin_processor'>];
    return tool.output.parse(await tool.run(tool.input.parse(input) as never, context));
  };
  const run = async (use: Asked, context: Conversation['context']): Promise<ToolResult> => {
    try {
      return { ...use, result: (await answerOf(use, context)) as Record<string, unknown> };
    } catch (error) {
      return { ...use, error: (error as Error).name };
    }
  };

  const says = async (text: string): Promise<string> => {
    rounds.length = 0;
    messages.push(user(text));
    const pictures = setting.pictures ?? 0;
    const system = systemPrompt({
      level,
      ...(vehicle ? { vehicle } : {}),
      ...(vinSource ? { vinSource } : {}),
      ...(level === 'precision' ? { pictures } : {}),
      preferences,
      ...(diagnosis ? { lastDiagnosis: diagnosis } : {}),
    });
    let shown = [...messages];
    let context: Conversation['context'] = {
      today: '2026-11-20',
      ...(vehicle ? { vehicle } : {}),
      preferences,
      pictures: Array.from({ length: pictures }, () => PICTURE),
      faults: (diagnosis?.causes ?? []).map(({ fault }) => fault),
    };
    let reply = await model({ system, messages: shown, tools: offered });
    for (let uses = usesOf(reply); uses.length > 0; uses = usesOf(reply)) {
      rounds.push(uses.map(({ name, input }) => ({ name, input })));
      if (rounds.length > MAX_TOOL_ROUNDS) throw new Error('The technician asks for tools without end.');
      const known = context;
      const results = await Promise.all(uses.map((use) => run(use, known)));
      const after = contextAfter({ context, vinSource } as Conversation, results);
      context = after.context;
      vehicle = context.vehicle;
      vinSource = after.vinSource;
      diagnosis = findingsOf(TURN, results, vehicle).diagnosis ?? diagnosis;
      shown = [...shown, reply.message, { role: 'user', content: results.map(resultBlock) }];
      reply = await model({ system, messages: shown, tools: offered });
    }
    messages.push(reply.message);
    return textOf(reply);
  };

  /** The names of the tools of the last turn, round by round. */
  const tools = (): string[][] => rounds.map((round) => round.map(({ name }) => name));
  /** What a tool was asked in the last turn. */
  const inputOf = (tool: ToolName): Record<string, unknown> | undefined =>
    rounds.flat().find(({ name }) => name === tool)?.input;
  return { says, tools, inputOf };
};

/** Models that misbehave on purpose. */
import type { ConverseReply, ConverseRequest, Model } from '../../schemas/converse.ts';

const usage = { inputTokens: 10, outputTokens: 5 };

export const says = (text: string): ConverseReply => ({
  model: 'test-model',
  message: { role: 'assistant', content: [{ text }] },
  stopReason: 'end_turn',
  usage,
});

export const asksFor = (name: string, input: Record<string, unknown>, toolUseId = 'use-1'): ConverseReply => ({
  model: 'test-model',
  message: { role: 'assistant', content: [{ toolUse: { toolUseId, name, input } }] },
  stopReason: 'tool_use',
  usage,
});

/** A model that goes through a script, one reply or error a call, and keeps what it was shown. */
export const scripted = (...script: (ConverseReply | Error | ((request: ConverseRequest) => ConverseReply))[]) => {
  const shown: ConverseRequest[] = [];
  const model: Model = async (request) => {
    shown.push(structuredClone(request));
    const step = script[Math.min(shown.length, script.length) - 1]!;
    if (step instanceof Error) throw step;
    return typeof step === 'function' ? step(request) : step;
  };
  return { model, shown };
};

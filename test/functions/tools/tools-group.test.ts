import { describe, expect, it } from 'vitest';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { tools } from '../../../functions/tools/handler.ts';
import { registry, type OwnTool } from '../../../functions/tools/registry.ts';
import { requireTool } from '../../../functions/tools/require-tool.ts';
import { MAX_RESULT_BYTES, runTool } from '../../../functions/tools/run-tool.ts';
import { toolsAt, type ToolName } from '../../../schemas/tools/access.ts';
import { DiagnosticLevel } from '../../../schemas/values.ts';
import { bytesOf, inSession } from './in-session.ts';

const context = inSession({ faults: ['brakes.worn-pads'] });
const handler = tools(new Logger({ logLevel: 'SILENT' }));
const taskOf = (name: string): string => name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
const call = (
  name: string,
  input: Record<string, unknown>,
  level: DiagnosticLevel = 'precision',
  task = taskOf(name),
) => handler({ task, input: { toolUseId: 't-1', name, input, level, context } }, { awsRequestId: 'r-1' } as Context);

/** A question to each tool of the group that it can answer. */
const questions: Record<OwnTool, Record<string, unknown>> = {
  symptom_diagnosis_analyzer: { symptoms: 'My brakes are squealing' },
  repair_instructions: { fault: 'brakes.worn-pads' },
  interactive_parts_selector: {},
  parts_availability_lookup: {},
  labor_estimator: { state: 'ca' },
  pricing_calculator: { problem: 'front brake pads' },
};
const ownTools = Object.keys(questions) as OwnTool[];
const everyLevel = ownTools.flatMap((tool) => DiagnosticLevel.options.map((level) => [tool, level] as const));

describe('the group of tools', () => {
  it.each(['quick', 'vehicle', 'precision'] as const)('diagnoses at the level %s', async (level) => {
    const { symptom_diagnosis_analyzer: symptoms } = questions;
    await expect(call('symptom_diagnosis_analyzer', symptoms, level)).resolves.toHaveProperty(
      'result.causes.0.fault',
      'brakes.worn-pads',
    );
  });

  it.each(everyLevel)(
    '%s at the level %s: answers where the level has it, and is refused where not',
    async (tool, level) => {
      const answer = call(tool, questions[tool], level);
      if (toolsAt[level].includes(tool)) await expect(answer).resolves.toHaveProperty('result');
      else await expect(answer).rejects.toMatchObject({ name: 'ToolNotAllowed', facts: { tool, level } });
    },
  );

  it('parts and labor begin with a vehicle, prices and VINs with precision', () => {
    const levelsOf = (tool: ToolName) => DiagnosticLevel.options.filter((level) => toolsAt[level].includes(tool));
    for (const tool of ['interactive_parts_selector', 'parts_availability_lookup', 'labor_estimator'] as const)
      expect(levelsOf(tool)).toEqual(['vehicle', 'precision']);
    for (const tool of ['pricing_calculator', 'vin_processor'] as const) expect(levelsOf(tool)).toEqual(['precision']);
    expect(() => requireTool('vin_processor', 'vehicle')).toThrow(expect.objectContaining({ name: 'ToolNotAllowed' }));
  });

  it.each(ownTools)('%s takes nothing that it has no field for', async (tool) => {
    await expect(call(tool, { ...questions[tool], userId: 'user-1' })).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it.each<[string, OwnTool, Record<string, unknown>]>([
    ['an oversized description', 'symptom_diagnosis_analyzer', { symptoms: 'squeal '.repeat(600) }],
    ['an empty description', 'symptom_diagnosis_analyzer', { symptoms: '   ' }],
    ['a code that is none', 'symptom_diagnosis_analyzer', { symptoms: 'squeal', codes: ['DROP TABLE'] }],
    ['no input at all', 'symptom_diagnosis_analyzer', {}],
    ['an oversized problem', 'labor_estimator', { problem: 'brake '.repeat(80) }],
    ['a fault that is no id', 'pricing_calculator', { fault: 'Robert"); --' }],
    ['a state that is none', 'labor_estimator', { state: 'California' }],
    ['a quality that is none', 'interactive_parts_selector', { preference: 'gold' }],
    ['a display that is none', 'pricing_calculator', { display: 'chart' }],
    ['more parts than a repair has', 'parts_availability_lookup', { parts: Array.from({ length: 9 }, () => 'tire') }],
    ['a part that is a story', 'parts_availability_lookup', { parts: ['tire '.repeat(20)] }],
    ['a number in place of words', 'repair_instructions', { problem: 7 }],
  ])('%s is refused', async (_what, tool, input) => {
    await expect(call(tool, input)).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it.each(ownTools)('%s stays small for the longest question that it takes', async (tool) => {
    const longest: Partial<Record<OwnTool, Record<string, unknown>>> = {
      symptom_diagnosis_analyzer: { symptoms: 'grinding brake noise '.repeat(190) },
      parts_availability_lookup: { parts: Array.from({ length: 8 }, (_, at) => `${at}${'ü'.repeat(79)}`) },
    };
    const { result } = (await call(tool, longest[tool] ?? { problem: 'brake pads '.repeat(36) })) as { result: object };
    expect(bytesOf(result)).toBeLessThanOrEqual(tool === 'repair_instructions' ? 4_000 : 2_500);
  });

  it('a task does not run under the name of another tool', async () => {
    await expect(call('labor_estimator', {}, 'precision', 'RepairInstructions')).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });

  it('an unknown task is refused', async () => {
    await expect(call('vin_processor', { method: 'manual' })).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('a result that is too large to store is refused', async () => {
    const chatty = runTool({
      ...registry.repair_instructions,
      output: z.object({ text: z.string() }),
      run: () => ({ text: 'x'.repeat(MAX_RESULT_BYTES) }),
    });
    await expect(
      chatty({ toolUseId: 't-1', name: 'repair_instructions', input: {}, level: 'quick', context }),
    ).rejects.toMatchObject({ name: 'QuotaExceeded' });
  });

  it('a result that is not what the tool promised is a defect of ours', async () => {
    const odd = runTool({ ...registry.labor_estimator, run: () => ({ found: 'perhaps' }) as never });
    await expect(
      odd({ toolUseId: 't-1', name: 'labor_estimator', input: {}, level: 'vehicle', context }),
    ).rejects.toMatchObject({ name: 'ContractBroken' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { handler } from '../../../functions/tools/index.ts';
import { registry } from '../../../functions/tools/registry.ts';
import { MAX_RESULT_BYTES, requireTool, runTool } from '../../../functions/tools/run-tool.ts';
import { toolSpecs } from '../../../functions/tools/specs.ts';
import { toolsAt } from '../../../schemas/tools/access.ts';

const call = (task: string, name: string, input: Record<string, unknown>, level = 'quick') =>
  handler({ task, input: { toolUseId: 't-1', name, input, level } }, { awsRequestId: 'r-1' } as Context);

const diagnosing = (input: Record<string, unknown>, level?: string) =>
  call('SymptomDiagnosisAnalyzer', 'symptom_diagnosis_analyzer', input, level);

describe('the group of tools', () => {
  it.each(['quick', 'vehicle', 'precision'])('diagnoses at the level %s', async (level) => {
    await expect(diagnosing({ symptoms: 'My brakes are squealing' }, level)).resolves.toMatchObject({
      result: { verdict: 'likely', causes: [{ fault: 'brakes.worn-pads' }] },
    });
  });

  it('gives repair instructions', async () => {
    await expect(
      call('RepairInstructions', 'repair_instructions', { fault: 'brakes.worn-pads' }),
    ).resolves.toMatchObject({ result: { found: true } });
  });

  it('a tool above the level is refused', () => {
    expect(() => requireTool('pricing_calculator', 'quick')).toThrow(
      expect.objectContaining({ name: 'ToolNotAllowed', facts: { tool: 'pricing_calculator', level: 'quick' } }),
    );
    expect(() => requireTool('pricing_calculator', 'precision')).not.toThrow();
  });

  it.each([
    ['oversized input', { symptoms: 'squeal '.repeat(600) }],
    ['an empty description', { symptoms: '   ' }],
    ['a field that the tool does not have', { symptoms: 'squeal', userId: 'user-1' }],
    ['a code that is none', { symptoms: 'squeal', codes: ['DROP TABLE'] }],
    ['no input at all', {}],
  ])('%s is refused', async (_what, input) => {
    await expect(diagnosing(input)).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('a task does not run under the name of another tool', async () => {
    await expect(
      call('RepairInstructions', 'symptom_diagnosis_analyzer', { fault: 'brakes.worn-pads' }),
    ).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('an unknown task is refused', async () => {
    await expect(call('PricingCalculator', 'pricing_calculator', {})).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('a result that is too large to store is refused', async () => {
    const chatty = runTool({
      ...registry.repair_instructions,
      output: z.object({ text: z.string() }),
      run: () => ({ text: 'x'.repeat(MAX_RESULT_BYTES) }),
    });
    await expect(
      chatty({ toolUseId: 't-1', name: 'repair_instructions', input: {}, level: 'quick' }),
    ).rejects.toMatchObject({ name: 'QuotaExceeded' });
  });
});

describe('what a model is told of the tools', () => {
  it('each built tool has a description and a closed JSON schema', () => {
    const specs = toolSpecs(toolsAt.precision);
    expect(specs.map(({ name }) => name)).toEqual(Object.keys(registry));
    for (const { description, inputSchema } of specs) {
      expect(description.length).toBeGreaterThan(40);
      expect(inputSchema.json).toMatchObject({ type: 'object', additionalProperties: false });
      expect(inputSchema.json).not.toHaveProperty('$schema');
    }
  });

  it('a tool that is not built yet is not offered', () => {
    expect(toolSpecs(['vin_processor'])).toEqual([]);
  });
});

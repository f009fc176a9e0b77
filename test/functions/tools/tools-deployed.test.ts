import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from 'aws-lambda';
import { toolSpecs } from '../../../functions/tools/specs.ts';
import { ToolName, toolsAt } from '../../../schemas/tools/access.ts';
import { startLoopback } from '../../support/loopback.ts';
import { aCivic, inSession } from './in-session.ts';

describe('the group as it is deployed', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  const deployedWith = async (url: string | undefined) => {
    vi.stubEnv('PARTS_SUPPLIER_URL', url);
    vi.resetModules();
    const { handler } = await import('../../../functions/tools/index.ts');
    const input = {
      toolUseId: 't-1',
      name: 'parts_availability_lookup',
      input: { parts: ['alternator'] },
      level: 'vehicle',
      context: inSession({ vehicle: aCivic }),
    };
    return handler({ task: 'PartsAvailabilityLookup', input }, { awsRequestId: 'r-1' } as Context);
  };

  it.each([undefined, ''])('asks nobody where the supplier is %j', async (url) => {
    await expect(deployedWith(url)).resolves.toMatchObject({ result: { source: 'catalogue' } });
  });

  it('asks the supplier that is configured', async () => {
    const parts = [{ part: 'alternator', availability: 'dealer only', days: { low: 4, high: 4 } }];
    await using server = await startLoopback(() => ({ body: JSON.stringify({ parts }) }));
    await expect(deployedWith(server.endpoint)).resolves.toMatchObject({ result: { source: 'supplier', parts } });
  });

  it.each(['http://parts.example.com', 'https://me:secret@parts.example.com', 'parts.example.com'])(
    'does not start with a supplier at %s',
    async (url) => {
      await expect(deployedWith(url)).rejects.toThrow(/PARTS_SUPPLIER_URL/);
    },
  );
});

describe('what a model is told of the tools', () => {
  it('each tool of a level has a description and a closed JSON schema', () => {
    const specs = toolSpecs(toolsAt.precision);
    expect(specs.map(({ name }) => name).sort()).toEqual([...ToolName.options].sort());
    for (const { description, inputSchema } of specs) {
      expect(description.length).toBeGreaterThan(40);
      expect(inputSchema.json).toMatchObject({ type: 'object', additionalProperties: false });
      expect(inputSchema.json).not.toHaveProperty('$schema');
    }
  });

  it('come in the order of the level', () => {
    expect(toolSpecs(toolsAt.vehicle).map(({ name }) => name)).toEqual(toolsAt.vehicle);
  });
});

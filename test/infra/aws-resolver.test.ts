/** AppSync's side of a field, run as it will be: the file's own functions, with AppSync's `util` in the test's hands. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Resolver = {
  request: (ctx: unknown) => { operation: string; payload: Record<string, unknown> };
  response: (ctx: unknown) => unknown;
};
type Raised = { message: string; type: string; data: unknown; info: unknown };

const raise = (message: string, type: string, data: unknown, info: unknown): never => {
  throw Object.assign(new Error(message), { raised: { message, type, data, info } satisfies Raised });
};

const load = async (): Promise<Resolver> => {
  const text = readFileSync(new URL('../../infra/aws/resolver.js', import.meta.url), 'utf8');
  const code = text.replace(
    /import \{ util \} from '@aws-appsync\/utils';/,
    'const { util } = globalThis.appSyncStub;',
  );
  expect(code).not.toContain('import ');
  Object.assign(globalThis, { appSyncStub: { util: { error: raise } } });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Resolver;
};

describe('AppSync’s resolver', () => {
  it('hands over what the api function parses, and no more', async () => {
    const { request } = await load();
    const identity = { resolverContext: { userId: 'user-sam' } };
    const info = {
      fieldName: 'getChatSessions',
      parentTypeName: 'Query',
      selectionSetList: ['id'],
      variables: { a: 1 },
    };
    const ctx = { arguments: { limit: 3 }, identity, info, request: { headers: { a: 'b' } }, source: null, stash: {} };
    expect(request(ctx)).toEqual({
      operation: 'Invoke',
      payload: {
        arguments: { limit: 3 },
        identity,
        request: { headers: { a: 'b' } },
        info: { fieldName: 'getChatSessions', parentTypeName: 'Query' },
        errorsAsData: true,
      },
    });
  });

  it('gives the result', async () => {
    const { response } = await load();
    expect(response({ result: { result: [1, 2] } })).toEqual([1, 2]);
  });

  it('raises a named error with its name, its sentence and whether trying again can help', async () => {
    const { response } = await load();
    const error = { code: 'TurnInProgress', message: 'Wait.', recoverable: true };
    expect(() => response({ result: { error } })).toThrow(
      expect.objectContaining({
        raised: {
          message: 'Wait.',
          type: 'TurnInProgress',
          data: null,
          info: { code: 'TurnInProgress', recoverable: true },
        },
      }),
    );
  });

  it('raises what kept the function from answering at all', async () => {
    const { response } = await load();
    expect(() => response({ error: { message: 'Task timed out', type: 'Lambda:Unhandled' } })).toThrow(
      'Task timed out',
    );
  });
});

/** Live progress: who watches a session sees what its turns do, in order, and nobody's words. */
import { afterEach, expect, it, vi } from 'vitest';
import { ModelUnavailable } from '../../schemas/errors.ts';
import { subscribe } from '../../infra/cli/event-stream.ts';
import { startLocal, type Local } from '../support/local.ts';
import { asksFor, says, scripted } from '../support/models.ts';

type Step = { sessionId: string; turnId: string; step: string; tool: string | null; at: string };

let dixon: Local;
const watchers: AbortController[] = [];
afterEach(async () => {
  for (const watcher of watchers.splice(0)) watcher.abort();
  await dixon.stop();
});

const WATCH = `subscription ($sessionId: String!) {
  onTurnProgress(sessionId: $sessionId) { sessionId turnId step tool at }
}`;

const MESSAGE = 'My Zanzibar brakes are squealing';
const diagnose = asksFor('symptom_diagnosis_analyzer', { symptoms: MESSAGE });
const oneRound = () => scripted(diagnose, says('Worn Kilimanjaro pads, most likely.')).model;

const begin = async (): Promise<string> => {
  const { data } = await dixon.query('mutation { createConversation { id } }');
  return (data!['createConversation'] as unknown as { id: string }).id;
};

/** Watches as somebody; the steps in the order they come. */
const watch = async (sessionId: string, authorization = 'local:sam') => {
  const end = new AbortController();
  watchers.push(end);
  const to = { url: dixon.url, authorization };
  const answers = await subscribe<{ onTurnProgress: Step }>(to, WATCH, { sessionId }, end.signal);
  return {
    next: async () =>
      ((await answers.next()) as IteratorResult<{ onTurnProgress: Step }, undefined>).value?.onTurnProgress,
    /** The steps of one turn. */
    turn: async (): Promise<Step[]> => {
      const steps: Step[] = [];
      for await (const { onTurnProgress: step } of answers) {
        steps.push(step);
        if (step.step === 'ANSWERED' || step.step === 'FAILED') break;
      }
      return steps;
    },
    leave: () => end.abort(),
  };
};

const short = ({ step, tool }: Step): string => (tool ? `${step} ${tool}` : step);

it('a turn with a tool is seen from its start to its answer', async () => {
  dixon = await startLocal({ model: oneRound() });
  const sessionId = await begin();
  const watcher = await watch(sessionId);
  const steps = watcher.turn();
  expect(await dixon.send(MESSAGE, { conversationId: sessionId })).toMatchObject({ success: true });
  const seen = await steps;
  expect(seen.map(short)).toEqual([
    'STARTED',
    'TOOL_RUNNING symptom_diagnosis_analyzer',
    'TOOL_DONE symptom_diagnosis_analyzer',
    'ANSWERED',
  ]);
  expect(new Set(seen.map((step) => step.sessionId))).toEqual(new Set([sessionId]));
  expect(new Set(seen.map(({ turnId }) => turnId)).size).toBe(1);
  expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted());
  // ids and names of tools: not a word of what was asked, answered or given to a tool
  expect(JSON.stringify(seen)).not.toMatch(/zanzibar|kilimanjaro|squeal|brake|user-sam/i);
});

it('a model that stays away is seen to fail', async () => {
  dixon = await startLocal({ model: scripted(new ModelUnavailable()).model });
  const sessionId = await begin();
  const steps = (await watch(sessionId)).turn();
  await dixon.send(MESSAGE, { conversationId: sessionId });
  expect((await steps).map(short)).toEqual(['STARTED', 'FAILED']);
});

it('a tool that the model was not offered is never said to run, whatever it is called', async () => {
  const asked = asksFor('pricing_calculator', {});
  asked.message.content.push({ toolUse: { toolUseId: 'use-2', name: 'Zanzibar', input: {} } });
  dixon = await startLocal({ model: scripted(asked, says('Then without.')).model });
  const sessionId = await begin();
  const steps = (await watch(sessionId)).turn();
  await dixon.send(MESSAGE, { conversationId: sessionId });
  expect((await steps).map(short)).toEqual(['STARTED', 'ANSWERED']);
});

it('the first turn of two is told to both who watch, and a repeated command tells nothing', async () => {
  dixon = await startLocal({ model: scripted(says('Hello.')).model });
  const sessionId = await begin();
  const [first, second] = [await watch(sessionId), await watch(sessionId)];
  const repeat = { conversationId: sessionId, commandId: 'say-hello-once' };
  await dixon.send('Hello', repeat);
  expect((await first.next())?.step).toBe('STARTED');
  expect((await first.next())?.step).toBe('ANSWERED');
  expect((await second.turn()).map(short)).toEqual(['STARTED', 'ANSWERED']);
  await dixon.send('Hello', repeat);
  await dixon.send('And again', { conversationId: sessionId });
  expect((await first.turn()).map(short)).toEqual(['STARTED', 'ANSWERED']);
});

it('another person hears what they would hear of a session that is not there', async () => {
  dixon = await startLocal({ model: oneRound() });
  const sessionId = await begin();
  const missing = '00000000-0000-4000-8000-000000000000';
  const refusals = await Promise.all(
    [watch(sessionId, 'local:eve'), watch(missing, 'local:eve'), watch(missing)].map(async (attempt) =>
      (await attempt).next().catch((error: unknown) => error),
    ),
  );
  for (const refusal of refusals) expect(refusal).toMatchObject({ name: 'ApiError', code: 'NotFound' });
  expect(new Set(refusals.map((refusal) => (refusal as Error).message)).size).toBe(1);
  expect(dixon.progress.listeners()).toBe(0);
});

it.each([
  ['no identity', 'nobody', 'PermissionDenied'],
  ['an id in other letters', 'local:sam', 'InvalidInput'],
])('%s is refused by its name', async (_, authorization, code) => {
  dixon = await startLocal({ model: oneRound() });
  const sessionId = authorization === 'local:sam' ? 'ABCDEF00-0000-4000-8000-000000000000' : await begin();
  const attempt = watch(sessionId, authorization).then((watcher) => watcher.next());
  await expect(attempt).rejects.toMatchObject({ code });
});

it('who leaves is let go, and who stays does not keep the server from stopping', async () => {
  dixon = await startLocal({ model: oneRound() });
  const sessionId = await begin();
  const [leaves, stays] = [await watch(sessionId), await watch(sessionId)];
  expect(dixon.progress.listeners()).toBe(2);
  leaves.leave();
  await vi.waitFor(() => expect(dixon.progress.listeners()).toBe(1));
  const end = stays.next();
  const begun = performance.now();
  await dixon.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(await end).toBeUndefined();
  dixon = await startLocal();
});

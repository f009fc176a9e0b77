import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parse } from '../../../functions/runtime/parse.ts';
import { InvalidInput } from '../../../schemas/errors.ts';
import { ChatTurnInput, toolsContract, turnContract } from '../../../workflows/chat-turn/contract.ts';

const right = {
  userId: 'user-7f3a',
  sessionId: '5b1f0f6e-3f0e-4c2a-9a53-0d2f6a1b7c11',
  turnId: '0c9f4c44-7a51-4b0e-8a6f-3f1f1b0f9d01',
  commandId: 'command-81d2',
  message: 'my brakes squeal',
  level: 'quick',
  mayBegin: true,
  actor: { kind: 'person', id: 'user-7f3a' },
};

const refusalOf = (schema: z.ZodType, value: unknown): InvalidInput => {
  try {
    parse(schema, value);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('expected a refusal');
};

/** What somebody wrote: long enough that no sentence of ours holds it by chance. */
const written = fc.stringMatching(/^secret [a-z ]{8,30}$/);
/** The same words as a value that no field of a message takes. */
const misplaced = written.chain((words) =>
  fc.constantFrom<unknown>([words], { words }, { [words]: words }, [[words]], { nested: { words } }).map((value) => ({
    words,
    value,
  })),
);

describe('input at the border', () => {
  test('comes out as its schema says', () => {
    expect(parse(ChatTurnInput, { ...right, sessionId: right.sessionId.toUpperCase(), surplus: 1 })).toEqual(right);
  });

  test.each([
    ['message', { ...right, message: '  ' }],
    ['commandId', { ...right, commandId: 'short' }],
    ['level', { ...right, level: 'deep' }],
    ['actor.kind', { ...right, actor: { kind: 'robot', id: 'r2' } }],
    ['turnId', { ...right, turnId: undefined }],
    ['input', 'not an object at all'],
    ['input', undefined],
  ])('a refusal names the field %s, in its sentence and in its facts', (field, value) => {
    const refusal = refusalOf(ChatTurnInput, value);
    expect(refusal.message).toMatch(`Check ${field}: `);
    expect(refusal.facts).toEqual({ field });
  });

  test.each([
    ['message', 'x'.repeat(4_001), 'Check message: Shorten the message to 4000 characters.'],
    ['message', undefined, 'Check message: it is missing.'],
    ['mayBegin', 'yes', 'Check mayBegin: it must be of the type boolean.'],
    ['level', 'deep', 'Check level: use one of quick, vehicle, precision.'],
    ['sessionId', '12', 'Check sessionId: it must be a UUID.'],
  ])('a refusal of %s says what would be right', (name, value, sentence) => {
    expect(refusalOf(ChatTurnInput, { ...right, [name]: value }).message).toBe(sentence);
  });

  test('whatever was written into whichever field, a refusal names that field and repeats nothing', () => {
    const field = fc.constantFrom(...Object.keys(right));
    fc.assert(
      fc.property(field, misplaced, (name, { words, value }) => {
        const refusal = refusalOf(ChatTurnInput, { ...right, [name]: value });
        expect(String(refusal.facts['field']).split('.')[0]).toBe(name);
        expect(refusal.message).toContain(`Check ${name}`);
        expect(refusal.message + JSON.stringify(refusal)).not.toContain(words);
      }),
    );
  });

  test('text in the wrong form is not repeated either', () => {
    const field = fc.constantFrom('userId', 'sessionId', 'turnId', 'commandId', 'level');
    fc.assert(
      fc.property(field, written, (name, words) => {
        const refusal = refusalOf(ChatTurnInput, { ...right, [name]: words });
        expect(refusal.facts).toEqual({ field: name });
        expect(refusal.message + JSON.stringify(refusal)).not.toContain(words);
      }),
    );
  });

  test('nor is what stands in the kinds of schema that the contracts are made of', () => {
    const schemas = [
      toolsContract.RepairInstructions.input,
      turnContract.OpenTurn.output,
      turnContract.RecordTools.input,
      z.object({ at: z.iso.datetime() }),
      z.object({ at: z.union([z.object({ json: z.number() }), z.object({ text: z.number() })]) }),
      z.object({ at: z.tuple([z.number(), z.number()]) }),
      z.object({ at: z.literal('opened') }),
      z.strictObject({ other: z.unknown() }),
      z.object({ at: z.record(z.enum(['a', 'b']), z.number()) }),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...schemas), written, (schema, words) => {
        for (const value of [
          words,
          { at: words },
          { outcome: words },
          { at: [words] },
          { at: { json: words } },
          { [words]: 1 },
        ]) {
          const refusal = refusalOf(schema, value);
          expect(refusal.message + JSON.stringify(refusal)).not.toContain(words);
        }
      }),
    );
  });
});

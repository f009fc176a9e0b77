/** What a command works with: the API, what it writes to, and the world around it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, createApiClient } from './api-client.ts';
import type { Document } from './documents/document.ts';
import { printerOf, type Printer } from './output/printer.ts';
import { tokenFrom, urlFrom, type GlobalOptions } from './settings.ts';
import type { World } from './world.ts';

type Variables = Record<string, unknown>;

export type Api = {
  /** One request; answers with its one field. Throws ApiError. */
  ask: <Answer>(document: Document<Answer>, variables?: Variables) => Promise<Answer>;
  /** The same for a change that takes a `commandId`: what the storage did not take is sent again, and done once. */
  change: <Answer>(document: Document<Answer>, variables?: Variables) => Promise<Answer>;
};

export type Context = Api & { world: World; print: Printer; options: GlobalOptions };

/** So many times is a change sent that may not have arrived. */
const TRIES = 3;

/** @param anybody the token to send where none is given: for what needs no Authorization */
const apiOf = (options: GlobalOptions, world: World, anybody?: string): Api => {
  const ask: Api['ask'] = async <Answer>(document: Document<Answer>, variables: Variables = {}) => {
    const send = createApiClient(urlFrom(options, world), tokenFrom(options, world, anybody), world);
    const data = await send<Record<string, Answer>>(document, variables);
    return Object.values(data)[0]!;
  };
  return {
    ask,
    change: async (document, variables = {}) => {
      const once = { ...variables, commandId: randomUUID() };
      for (let tries = 1; ; tries += 1)
        try {
          return await ask(document, once);
        } catch (error) {
          const isWorthIt =
            error instanceof ApiError && ['StorageUnavailable', 'ConcurrentModification'].includes(error.code);
          if (!isWorthIt || tries >= TRIES) throw error;
          await sleep(world.pause, undefined, { signal: world.signal });
        }
    },
  };
};

export const contextOf = (world: World, options: GlobalOptions, anybody?: string): Context => ({
  ...apiOf(options, world, anybody),
  world,
  options,
  print: printerOf(world, options.json === true),
});

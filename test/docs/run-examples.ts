/** Runs the examples of docs/api.md against a local Dixon, handing what one gives to the next. */
import { parse, visit, type DocumentNode } from 'graphql';
import { vi } from 'vitest';
import { invoke } from '../../infra/local/lambda.ts';
import { PNG, sendTo, type Ticket } from '../support/files.ts';
import type { Local } from '../support/local.ts';
import { newestCode } from '../support/outbox.ts';
import { fill, matches, partAt } from './answers.ts';
import type { Example } from './api-document.ts';

type Answer = { data?: unknown; errors?: { extensions: { code: string } }[] };

export type Outcome = {
  /** What came back, in the form of the documented answer. */
  answer: unknown;
  /** The name of the error, where there was one. */
  error: string | undefined;
  /** The documented answer with its `$names` filled in. */
  documented: unknown;
};

const variablesOf = (document: DocumentNode): string[] => {
  const names: string[] = [];
  visit(document, { VariableDefinition: ({ variable }) => void names.push(variable.name.value) });
  return names;
};

/** The answers of a stream of server-sent events, as they come. */
async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator {
  let text = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    text += piece;
    const messages = text.split('\n\n');
    text = messages.pop()!;
    for (const message of messages) {
      const data = /^data: ?(.+)$/m.exec(message)?.[1];
      if (data) yield JSON.parse(data) as unknown;
    }
  }
}

export const createRunner = (dixon: Local) => {
  const captures = new Map<string, unknown>();

  const bodyOf = ({ request, variables }: Example): string => {
    const declared = variablesOf(parse(request)).filter((name) => captures.has(name));
    const known = Object.fromEntries(declared.map((name) => [name, captures.get(name)]));
    return JSON.stringify({ query: request, variables: { ...known, ...fill(variables, captures) } });
  };

  const direct = async (event: unknown): Promise<Outcome['answer']> => {
    try {
      return await invoke('api', dixon.api, event);
    } catch (error) {
      const { name, message } = error as Error;
      return { errorType: name, errorMessage: message };
    }
  };

  const outcomeOf = (example: Example, answer: unknown): Outcome => {
    const data = example.direct ? answer : (answer as Answer).data;
    for (const [name, path] of example.save) {
      const part = partAt(data, path);
      if (part !== undefined) captures.set(name, part);
    }
    const error = example.direct
      ? (answer as { errorType?: string } | null)?.errorType
      : (answer as Answer).errors?.[0]?.extensions.code;
    return { answer, error, documented: fill(example.answer, captures) };
  };

  const run = async (example: Example): Promise<Outcome> => {
    if (example.direct) return outcomeOf(example, await direct(fill(JSON.parse(example.request), captures)));
    const { result } = await dixon.post(bodyOf(example), fill(example.as, captures));
    if (example.sends) await sendTo(Object.values(result.data ?? {})[0] as unknown as Ticket, PNG);
    if (example.mails) captures.set('code', newestCode(dixon.dataDir));
    return outcomeOf(example, result);
  };

  /** Listens, does `meanwhile`, and answers with all that was heard once it is what is documented, or after 5 s. */
  const listen = async (example: Example, meanwhile: () => Promise<void>): Promise<Outcome> => {
    const leaving = new AbortController();
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: fill(example.as, captures),
    };
    const init = { method: 'POST', headers, body: bodyOf(example), signal: leaving.signal };
    const response = await fetch(dixon.url, init);
    const heard: unknown[] = [];
    const hearing = (async () => {
      for await (const event of eventsIn(response.body!)) heard.push(event);
    })().catch(() => undefined);
    await meanwhile();
    const documented = fill(example.answer, captures);
    const complete = vi.waitUntil(() => matches(documented, heard), { timeout: 5_000, interval: 20 });
    await complete.catch(() => undefined);
    leaving.abort();
    await hearing;
    return { answer: heard, error: (heard[0] as Answer | undefined)?.errors?.[0]?.extensions.code, documented };
  };

  return { run, listen };
};

/** The command line as a test uses it: one run in this process, with streams of its own. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { graphql } from 'graphql';
import { expect } from 'vitest';
import { run } from '../../infra/cli/program.ts';
import type { World } from '../../infra/cli/world.ts';
import type { DixonError } from '../../schemas/errors.ts';
import { schema } from './schema.ts';

const DOCUMENTS = resolve('infra/cli/documents');
const modules = await Promise.all(
  readdirSync(DOCUMENTS).map((name) => import(join(DOCUMENTS, name)) as Promise<Record<string, unknown>>),
);

/** Every request of the command line, by its name. */
export const documents: Readonly<Record<string, string>> = Object.fromEntries(
  modules
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, string] => /^(query|mutation|subscription) /.test(String(entry[1]))),
);

const known = new Set(Object.values(documents));

/** Lets only what the schema was held against out of the house. */
const checkedFetch: typeof fetch = (url, init) => {
  if (init?.method === 'POST') {
    const { query } = JSON.parse(init.body as string) as { query: string };
    expect(known).toContain(query);
  }
  return fetch(url, init);
};

/** An API that answers as it is told, in the form of the schema: for what a whole Dixon hardly ever says. */
export const answering =
  (answers: Record<string, unknown>): typeof fetch =>
  async (_url, init) => {
    init!.signal?.throwIfAborted();
    const { query: source, variables: variableValues } = JSON.parse(init!.body as string) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const { data, errors = [] } = await graphql({ schema, source, rootValue: answers, variableValues });
    const named = errors.map(({ message, originalError }) => ({
      message,
      extensions: { code: (originalError as DixonError | null)?.name ?? 'Unanswered' },
    }));
    return Response.json(named.length > 0 ? { data, errors: named } : { data });
  };

export type Ran = {
  code: number;
  stdout: string;
  stderr: string;
  /** What stdout holds as one document. */
  json: Record<string, unknown>;
};

export type CliOptions = {
  url?: string;
  token?: string;
  env?: Record<string, string>;
  /** What is typed. */
  stdin?: string;
  /** Which of the streams are a terminal. */
  terminal?: ('stdin' | 'stdout' | 'stderr')[];
  fetch?: typeof fetch;
  signal?: AbortSignal;
  /** Hears what is written to stderr, as it is written. */
  onStderr?: (text: string) => void;
};

const sink = (isTTY: boolean, heard: (text: string) => void = () => {}) => {
  const pieces: string[] = [];
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  stream.on('data', (piece: Buffer) => {
    pieces.push(piece.toString());
    heard(piece.toString());
  });
  return { stream, text: () => pieces.join('') };
};

const parsed = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** Runs one command line. The token is in nothing that it writes, whatever it is about. */
export const dixonCli = async (argv: string[], options: CliOptions = {}): Promise<Ran> => {
  const { url, token, env = {}, stdin = '', terminal = [], signal, fetch: get = checkedFetch, onStderr } = options;
  const out = sink(terminal.includes('stdout'));
  const err = sink(terminal.includes('stderr'), onStderr);
  const world: World = {
    env: { ...env, ...(url ? { DIXON_URL: url } : {}), ...(token ? { DIXON_TOKEN: token } : {}) },
    stdin: Object.assign(Readable.from([stdin]), { isTTY: terminal.includes('stdin') }),
    stdout: out.stream,
    stderr: err.stream,
    fetch: get,
    signal: signal ?? new AbortController().signal,
    pause: 20,
  };
  const code = await run(argv, world);
  // what was written last is heard a moment later
  await new Promise((resolve) => setImmediate(resolve));
  const [stdout, stderr] = [out.text(), err.text()];
  if (token) expect(stdout + stderr).not.toContain(token);
  return { code, stdout, stderr, json: parsed(stdout) };
};

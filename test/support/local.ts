/** The whole of Dixon for one test: a runtime and its GraphQL server on a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { startRuntime, type Runtime, type RuntimeOptions } from '../../infra/local/runtime.ts';
import { startServer } from '../../infra/local/server.ts';
import { retriesAtOnce } from './asl.ts';

export type GraphqlError = { message: string; extensions: { code: string; recoverable: boolean } };
export type Result = { data?: Record<string, never> | null; errors?: GraphqlError[] };

export type Local = Runtime & {
  url: string;
  dataDir: string;
  /** Sends any body as any person, and answers with status and JSON. */
  post: (body: string, authorization?: string | null) => Promise<{ status: number; result: Result }>;
  query: (query: string, variables?: Record<string, unknown>, authorization?: string) => Promise<Result>;
  send: (message: string, more?: Record<string, unknown>, authorization?: string) => Promise<Sent>;
  /** How many commits there are, of everybody. */
  commits: () => Promise<number>;
};

export type Sent = {
  conversationId: string;
  message: string;
  success: boolean;
  position: number;
  diagnostic_accuracy: string;
  error?: GraphqlError;
};

const SEND = `mutation ($conversationId: String, $message: String!, $userId: String, $diagnostic_context: String, $commandId: String) {
  sendMessage(conversationId: $conversationId, message: $message, userId: $userId,
    diagnostic_context: $diagnostic_context, commandId: $commandId) {
    conversationId message success position diagnostic_accuracy
  }
}`;

export const startLocal = async (options: Partial<RuntimeOptions> = {}): Promise<Local> => {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'dixon-test-'));
  const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
  const runtime = await startRuntime({
    logger,
    retryIntervalOverrides: retriesAtOnce,
    limits: { messages: 1_000_000, vins: 1_000_000, uploads: 1_000_000, sessionIds: 1_000_000, receipts: 1_000_000 },
    ...options,
    dataDir,
  });
  const server = await startServer(runtime, 0);

  const post: Local['post'] = async (body, authorization = 'local:sam') => {
    const headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) };
    const response = await fetch(server.url, { method: 'POST', headers, body });
    return { status: response.status, result: (await response.json()) as Result };
  };
  const query: Local['query'] = async (text, variables = {}, authorization = 'local:sam') =>
    (await post(JSON.stringify({ query: text, variables }), authorization)).result;

  return {
    ...runtime,
    url: server.url,
    dataDir,
    post,
    query,
    send: async (message, more = {}, authorization) => {
      const { data, errors } = await query(SEND, { message, ...more }, authorization);
      return { ...(data?.['sendMessage'] as unknown as Sent), ...(errors ? { error: errors[0]! } : {}) };
    },
    commits: async () => {
      const today = new Date().toISOString().slice(0, 10);
      const range = { from: `${today}T00:00:00.000Z`, to: `${today}T23:59:59.999Z` };
      return (await Array.fromAsync(runtime.log.ledger(range))).length;
    },
    stop: async () => {
      await server.stop();
      await runtime.stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

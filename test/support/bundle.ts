/** A function group as the cloud gets it: bundled by the code of the deployment, run by itself in another process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { codeOf } from '../../infra/aws/bundle.ts';
import type { GroupName } from '../../infra/aws/groups.ts';
import type { HostAnswer } from './lambda-host.ts';

/** What Lambda makes of an error that a handler threw. */
export type LambdaError = { errorType: string; errorMessage: string };

export type HostedLambda = {
  /** Node's version in there. */
  node: string;
  invoke: (event: unknown) => Promise<{ result?: unknown; error?: LambdaError }>;
  stop: () => Promise<void>;
};

/** Writes the group's bundle into a new folder. */
export const bundle = (group: GroupName): { file: string; remove: () => void } => {
  const outdir = mkdtempSync(join(tmpdir(), 'dixon-bundle-'));
  codeOf(group).bind(new Stack(new App({ outdir }), 'Bundle'));
  const [asset] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  if (!asset) throw new Error(`${group} was not bundled.`);
  return { file: join(outdir, asset, 'index.mjs'), remove: () => rmSync(outdir, { recursive: true, force: true }) };
};

/**
 * Loads a bundle in a Node of its own, with nothing in the environment but what is given.
 * Throws where the bundle cannot be loaded, with what it said.
 */
export const hostLambda = async (file: string, env: Record<string, string>): Promise<HostedLambda> => {
  const host = join(import.meta.dirname, 'lambda-host.ts');
  const child = fork(host, [file], { env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The hosted bundle ended. It said: ${said}`);
  });
  gone.catch(() => {});
  const waiting = new Map<number, (answer: HostAnswer) => void>();
  const ready = new Promise<HostAnswer>((resolve) => waiting.set(0, resolve));
  child.on('message', (answer: HostAnswer) => waiting.get(answer.id)?.(answer));

  let last = 0;
  const { result: node } = await Promise.race([ready, gone]);
  return {
    node: String(node),
    invoke: async (event) => {
      const id = (last += 1);
      const answered = new Promise<HostAnswer>((resolve) => waiting.set(id, resolve));
      child.send({ id, event });
      const { result, error } = await Promise.race([answered, gone]);
      return { ...(result === undefined ? {} : { result }), ...(error ? { error } : {}) };
    },
    stop: async () => {
      child.kill();
      await gone.catch(() => {});
    },
  };
};

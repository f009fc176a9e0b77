#!/usr/bin/env node
/**
 * Starts `dixon` with a Node that reads TypeScript: the one that runs this, or the project's own. Whatever Node is first
 * on the path may be older than that.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const HERE = new URL('.', import.meta.url);
const LEAST = 24;

if (Number(process.versions.node.split('.')[0]) >= LEAST) await import(new URL('dixon.ts', HERE).href);
else {
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', HERE));
  const entry = fileURLToPath(new URL('dixon.ts', HERE));
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches both from the terminal; the child says how it ends
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', () => {
    process.stderr.write(
      `This needs Node ${LEAST}, or the project's own: run npm ci in ${fileURLToPath(new URL('../..', HERE))}\n`,
    );
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    for (const heard of ['SIGINT', 'SIGTERM']) process.removeAllListeners(heard);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

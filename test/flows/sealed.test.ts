/** What was said rests sealed: no word of it in the engine's file, the key file, the places or the logs. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, expect, it, vi } from 'vitest';
import { startLocal } from '../support/local.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-sealed-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

it('no word of a conversation rests unsealed anywhere on disk, or in a log line', async () => {
  const lines: string[] = [];
  const logger = new Logger({ serviceName: 'dixon', logLevel: 'DEBUG' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation((...args: unknown[]) => void lines.push(JSON.stringify(args)));

  const dixon = await startLocal({ dataDir, logger });
  const canary = 'Quagmirezebra';
  const sent = await dixon.send(`My ${canary} brakes are squealing`);
  await dixon.send(`Is the ${canary} safe?`, { conversationId: sent.conversationId });
  await dixon.send(canary, { conversationId: 'not-an-id' });
  await dixon.caughtUp();
  await dixon.stop();

  const files = filesIn(dataDir);
  expect(files.some((file) => file.endsWith('engine.db'))).toBe(true);
  expect(lines.length).toBeGreaterThan(10);
  const everything = [...files.map((file) => readFileSync(file, 'latin1')), ...lines];
  // the engine's file does hold the commits: their headers can be found in it
  expect(everything.some((text) => text.includes('TurnStarted'))).toBe(true);
  for (const word of [canary, 'squeal', 'brake', 'rotor'])
    expect(everything.filter((text) => text.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
});

/** Shells complete the commands: the scripts are run by the shells themselves, those that are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dixonCli } from '../../support/cli.ts';

let folder: string;
const scripts: Record<string, string> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dixon-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await dixonCli(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync((scripts[shell] = join(folder, `completion.${shell}`)), stdout);
  }
  writeFileSync(join(folder, 'receipt.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** What bash offers for the last of the words. */
const inBash = (...words: string[]): string[] => {
  const script = `
    source "$1"; shift
    COMP_WORDS=(dixon "$@"); COMP_CWORD=$#
    _dixon
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(
    execFileSync('bash', ['-c', script, 'bash', scripts['bash']!, ...words], { encoding: 'utf8', cwd: folder }),
  );
};

/** What fish offers for a line. */
const inFish = (line: string): string[] => {
  const script = `source ${scripts['fish']!}; complete -C '${line}'`;
  const offered = execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8', cwd: folder });
  return linesOf(offered).map((each) => each.split('\t')[0]!);
};

describe('bash', () => {
  it('offers the commands, and what stands below them', () => {
    expect(inBash('')).toEqual(expect.arrayContaining(['chat', 'sessions', 'verify', 'completion', '--json']));
    expect(inBash('se')).toEqual(['sessions']);
    expect(inBash('audit', '')).toEqual(expect.arrayContaining(['search', 'tree', 'open', 'bundle', 'digests']));
    expect(inBash('audit', 'b')).toEqual(['bundle']);
  });

  it('offers the options of a command, and those of every command', () => {
    expect(inBash('verify', '--re')).toEqual(['--resume']);
    expect(inBash('verify', '--t')).toEqual(['--token']);
    expect(inBash('census', '--resume')).toEqual([]);
  });

  it('offers what an option or an argument may be', () => {
    expect(inBash('requests', 'open', 'user-sam', '--kind', '')).toEqual(['export', 'erasure']);
    expect(inBash('views', 'rebuild', 'se')).toEqual(['sessions']);
    expect(inBash('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  it('does not take the value of an option for a command', () => {
    expect(inBash('--url', 'audit', 'par')).toEqual(['parked']);
    expect(inBash('--token', '')).toEqual([]);
  });

  it('offers files where a file is wanted', () => {
    expect(inBash('receipt', 'verify', 'rec')).toEqual(['receipt.json']);
    expect(inBash('export', '--out', '')).toContain('receipt.json');
    expect(inBash('sessions', 'show', 'rec')).toEqual([]);
  });
});

describe.skipIf(!isInstalled('fish'))('fish', () => {
  it('offers commands, options and values', () => {
    expect(inFish('dixon se')).toEqual(['sessions']);
    expect(inFish('dixon audit b')).toEqual(['bundle']);
    expect(inFish('dixon verify --re')).toEqual(['--resume']);
    expect(inFish('dixon requests open user-sam --kind e')).toEqual(['erasure', 'export']);
    expect(inFish('dixon --url audit par')).toEqual(['parked']);
    expect(inFish('dixon receipt verify rec')).toEqual(['receipt.json']);
  });
});

describe.skipIf(!isInstalled('zsh'))('zsh', () => {
  it('reads the script, which says what stands where', () => {
    const script = `
      compdef() { :; }
      _describe() { print -l -- \${(P)2} }
      compadd() { print -l -- "\${@:#--}" }
      source "$1"; shift
      words=(dixon "$@"); CURRENT=$(( $# + 1 ))
      _dixon`;
    const inZsh = (...words: string[]): string[] =>
      linesOf(execFileSync('zsh', ['-f', '-c', script, 'zsh', scripts['zsh']!, ...words], { encoding: 'utf8' }));
    expect(inZsh('audit', '')).toContain('bundle:a person’s history as a zip that verifies itself, for compliance');
    expect(inZsh('requests', 'open', 'user-sam', '--kind', '')).toEqual(['export', 'erasure']);
    expect(inZsh('--url', 'audit', '').join()).toContain('parked:');
  });
});

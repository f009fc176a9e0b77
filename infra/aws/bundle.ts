/**
 * A function group as one ES module: its `index.ts` with all it imports, the AWS SDK included, so that what was tested
 * is what runs. Nothing is asked of Docker or the network.
 */
import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type OutputFile } from 'esbuild';
import { groupNames, type GroupName } from './groups.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Dependencies that are CommonJS inside still call `require` for Node's own modules. */
const BANNER = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

let built: readonly OutputFile[] | undefined;

/** All groups in one run: esbuild then reads what they share once. The same sources give the same bytes everywhere. */
const build = (): readonly OutputFile[] => {
  built ??= buildSync({
    absWorkingDir: ROOT,
    entryPoints: groupNames.map((group) => ({ in: `functions/${group}/index.ts`, out: `${group}/index` })),
    // a name only: source map paths are relative to it, and must not depend on where an asset is staged
    outdir: 'dist/functions',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // the ES module side of the SDK can be shaken; its CommonJS side cannot
    mainFields: ['module', 'main'],
    banner: { js: BANNER },
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  }).outputFiles;
  return built;
};

/** Data of a group that it reads at run time, as `tools` does. `knowledge/read.ts` finds it beside the bundle. */
const knowledgeOf = (group: GroupName): string => join(ROOT, 'functions', group, 'knowledge');

/** What `audit` packs into bundles as it is; `functions/shared/bundle/contents.ts` finds it beside the bundle. */
const VERIFIER = join(ROOT, 'functions/shared/bundle/verify.mjs');

const isData = (path: string): boolean => statSync(path).isDirectory() || path.endsWith('.json');

/** Writes a group's `index.mjs`, its source map and its data into a folder. */
const bundleInto = (folder: string, group: GroupName): void => {
  const files = build().filter(({ path }) => basename(dirname(path)) === group);
  for (const { path, contents } of files) writeFileSync(join(folder, basename(path)), contents);
  const data = knowledgeOf(group);
  if (existsSync(data)) cpSync(data, folder, { recursive: true, filter: isData });
  if (group === 'audit') cpSync(VERIFIER, join(folder, basename(VERIFIER)));
};

/** A group's bundle as Lambda code. CDK asks for it only when the stack is really synthesized; it lies in `cdk.out`. */
export const codeOf = (group: GroupName): Code =>
  Code.fromAsset(join(ROOT, 'functions', group), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-pulled-the-local-bundler-does-it'),
      local: {
        tryBundle: (folder) => {
          bundleInto(folder, group);
          return true;
        },
      },
    },
  });

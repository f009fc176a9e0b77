/**
 * What decoding a VIN reads from disk: NHTSA's database, prepared, and the barcode decoder's WebAssembly. 90 MB, of the
 * 250 MB that a function and its layers may unpack to.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { vpicIn } from '../../functions/adapters/vpic/index.ts';

/** Where layers are mounted, and where Node looks for packages in them. */
const MOUNT = '/opt';
const PACKAGES = 'nodejs/node_modules';

const ROOT = join(import.meta.dirname, '../..');
/** The same folder as that of the local runtime. */
export const VPIC_DIR = join(ROOT, '.data/vpic');

const require = createRequire(import.meta.url);
const ZXING = 'zxing-wasm';
const wasm = require.resolve(`${ZXING}/reader/zxing_reader.wasm`);

/** The database's path in the layer. */
export const vpicInLayer = (): string => join(MOUNT, basename(vpicIn(VPIC_DIR)));

/** `app.ts` prepares the database before a real synth. */
const copyInto = (folder: string): void => {
  const database = vpicIn(VPIC_DIR);
  copyFileSync(database, join(folder, basename(database)));
  const home = wasm.slice(0, wasm.lastIndexOf(ZXING) + ZXING.length);
  const decoder = join(folder, PACKAGES, ZXING, wasm.slice(home.length));
  mkdirSync(dirname(decoder), { recursive: true });
  copyFileSync(wasm, decoder);
  copyFileSync(join(home, 'package.json'), join(folder, PACKAGES, ZXING, 'package.json'));
};

export const vinLayer = (scope: Construct): LayerVersion =>
  new LayerVersion(scope, 'VinData', {
    description: "NHTSA's vPIC database and a barcode decoder",
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
    // another folder than the function's own: CDK tells bundled assets apart by where they come from
    code: Code.fromAsset(join(ROOT, 'functions/adapters/vpic'), {
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        image: DockerImage.fromRegistry('never-pulled-the-local-bundler-does-it'),
        local: {
          tryBundle: (folder) => {
            copyInto(folder);
            return true;
          },
        },
      },
    }),
  });

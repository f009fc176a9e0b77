/**
 * The cloud home, as `cdk synth` and `cdk deploy` read it.
 *
 *     npm run synth -- --context stage=prod
 */
import { App } from 'aws-cdk-lib';
import { prepareVpic } from '../functions/adapters/vpic/index.ts';
import { dixon } from './aws/dixon.ts';
import { UnknownOrigin } from './aws/origins.ts';
import { UnknownSender } from './aws/sender.ts';
import { stageOf, UnknownStage } from './aws/stage.ts';
import { VPIC_DIR } from './aws/vin-layer.ts';

try {
  await prepareVpic(VPIC_DIR);
  const app = new App();
  dixon(app, stageOf(app));
  app.synth();
} catch (error) {
  // a sentence for a mistyped context; anything else keeps the stack trace that a developer needs
  if (!(error instanceof UnknownStage || error instanceof UnknownOrigin || error instanceof UnknownSender)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/**
 * The cloud home, as `cdk synth` and `cdk deploy` read it.
 *
 *     npm run synth -- --context stage=prod
 */
import { App } from 'aws-cdk-lib';
import { dixon } from './aws/dixon.ts';
import { stageOf, UnknownStage } from './aws/stage.ts';

try {
  const app = new App();
  dixon(app, stageOf(app));
  app.synth();
} catch (error) {
  // a sentence for a mistyped context; anything else keeps the stack trace that a developer needs
  if (!(error instanceof UnknownStage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

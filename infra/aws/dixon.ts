/** Dixon on AWS: its stacks by life span, and the rules they are held to. */
import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';
import type { Stage } from './stage.ts';

/** Puts the stacks of a stage into an app. They are bound to no account or region: the CLI's credentials decide. */
export const dixon = (app: App, stage: Stage): { data: DataStack; app: AppStack } => {
  const data = new DataStack(app, `dixon-${stage.name}-data`, { stage });
  const application = new AppStack(app, `dixon-${stage.name}-app`, { stage, data });
  Tags.of(app).add('project', 'dixon');
  Tags.of(app).add('stage', stage.name);
  // every synth is a review: a finding that nobody accepted with a reason fails it
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return { data, app: application };
};

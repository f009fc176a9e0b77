/** The three places Dixon is deployed to, and all in which they differ. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export const stageNames = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

export type Stage = {
  name: StageName;
  /** What happens to tables and keys when their stack goes. */
  data: RemovalPolicy;
  logRetention: RetentionDays;
  /** For how long nobody, not even the account's owner in prod, can take a digest away. */
  digests: ObjectLockRetention;
};

const stages: Record<StageName, Stage> = {
  dev: {
    name: 'dev',
    data: RemovalPolicy.DESTROY,
    logRetention: RetentionDays.ONE_WEEK,
    digests: ObjectLockRetention.governance(Duration.days(1)),
  },
  staging: {
    name: 'staging',
    data: RemovalPolicy.RETAIN,
    logRetention: RetentionDays.ONE_MONTH,
    digests: ObjectLockRetention.governance(Duration.days(30)),
  },
  prod: {
    name: 'prod',
    data: RemovalPolicy.RETAIN,
    logRetention: RetentionDays.THREE_MONTHS,
    // seven years: as long as books are kept
    digests: ObjectLockRetention.compliance(Duration.days(7 * 365)),
  },
};

export class UnknownStage extends Error {
  override readonly name = 'UnknownStage';
  constructor(given: unknown) {
    super(
      `There is no stage ${JSON.stringify(given)}. Choose ${stageNames.join(', ')}, ` +
        'such as: npm run synth -- --context stage=staging',
    );
  }
}

/** The stage that the context `stage` names; `dev` without one. Throws `UnknownStage`. */
export const stageOf = (scope: Construct): Stage => {
  const given: unknown = scope.node.tryGetContext('stage') ?? 'dev';
  const name = stageNames.find((known) => known === given);
  if (!name) throw new UnknownStage(given);
  return stages[name];
};

/** Where people sign in: one Cognito user pool. It outlives every release, as the data does. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPoolGroup, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** Groups whose name is a role of the API; whoever is in none is a customer. */
const GROUPS = ['compliance', 'ops'];

export class People extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      removalPolicy: stage.data,
      deletionProtection: stage.data === RemovalPolicy.RETAIN,
    });
    this.client = this.pool.addClient('Pages', {
      // pages keep no secret; the password itself never leaves the browser
      generateSecret: false,
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
    });
    for (const groupName of GROUPS)
      new CfnUserPoolGroup(this, groupName, { userPoolId: this.pool.userPoolId, groupName });
    accept(
      this.pool,
      'AwsSolutions-COG2',
      'A driver who asks about brakes may do without a second factor, and can add one.',
    );
    accept(
      this.pool,
      'AwsSolutions-COG8',
      'The Plus plan is paid per person; a leak is noticed by the audit of the history, which every deployment has.',
    );
  }
}

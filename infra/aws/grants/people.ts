/** The grants that reach people themselves: their mailbox and their sign-in. */
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { identitiesOf } from '../sender.ts';
import { allow } from './allow.ts';

/** Send mails from one address, whatever else its domain may send. */
export const maySendMail = (scope: Construct, who: IGrantable, mailFrom: string): void => {
  for (const [index, identity] of identitiesOf(scope, mailFrom).entries())
    allow(who, `MaySendMailAs${index === 0 ? 'Address' : 'Domain'}`, ['ses:SendEmail'], identity, {
      StringEquals: { 'ses:FromAddress': mailFrom },
    });
};

/** Take away a person's sign-in, and look whether it is gone. IAM knows no single person of a pool. */
export const mayEraseSignIns = (pool: UserPool, who: IGrantable): void =>
  allow(who, 'MayEraseSignIns', ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminGetUser'], pool.userPoolArn);

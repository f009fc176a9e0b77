import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag on one construct.
 * @param rule the finding's full id, such as `AwsSolutions-IAM5[Resource::*]`
 * @param reason a sentence that a reviewer can agree or disagree with
 */
export const accept = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: rule, reason });

/** One statement of a role's policy. Every grant but those of a whole prefix or service is made of these. */
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';

type Conditions = Record<string, Record<string, string>>;

/** @param intent becomes the statement's id, so that a template can be read by what its roles may do */
export const allow = (
  who: IGrantable,
  intent: string,
  actions: string[],
  resource: string,
  conditions: Conditions = {},
): void => {
  who.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ sid: intent, actions, resources: [resource], conditions }),
  );
};

/** AppSync over `schemas/api.graphql`: every field of `Query` and `Mutation` goes straight to the `api` function. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Definition,
  FieldLogLevel,
  GraphqlApi as AppSyncApi,
  LambdaDataSource,
  type CfnGraphQLApi,
} from 'aws-cdk-lib/aws-appsync';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { buildSchema } from 'graphql';
import { accept } from './accept.ts';
import { mayInvoke, mayWriteLogs } from './grants.ts';
import type { GroupFunction } from './group-function.ts';
import { serviceRole } from './service-role.ts';
import type { Stage } from './stage.ts';

const SCHEMA = resolve(import.meta.dirname, '../../schemas/api.graphql');

/** The root fields of the schema; subscriptions need no function. */
export const fieldsOf = (schema: string): { typeName: string; fieldName: string }[] => {
  const built = buildSchema(schema);
  return [built.getQueryType(), built.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((fieldName) => ({ typeName: type!.name, fieldName })),
  );
};

export class GraphqlApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, group }: { stage: Stage; group: GroupFunction }) {
    super(scope, id);
    const api = new AppSyncApi(this, 'Api', {
      name: `dixon-${stage.name}`,
      definition: Definition.fromFile(SCHEMA),
      // IAM until the Lambda authorizer comes: an API key would let in whoever reads it in a page's source. `api` wants
      // the authorizer's userId, so that even an IAM caller is refused here; operators invoke the function directly
      authorizationConfig: { defaultAuthorization: { authorizationType: AuthorizationType.IAM } },
      xrayEnabled: true,
    });
    this.url = api.graphqlUrl;
    this.logErrors(api, stage);
    const role = serviceRole(this, 'ResolverRole', 'appsync');
    mayInvoke(group, role);
    const source = new LambdaDataSource(this, 'Source', {
      api,
      name: 'api',
      lambdaFunction: group.fn,
      serviceRole: role.withoutPolicyUpdates(),
    });
    // without mapping templates AppSync hands the whole context over, which is what the handler parses
    for (const { typeName, fieldName } of fieldsOf(readFileSync(SCHEMA, 'utf8')))
      source.createResolver(`${typeName}-${fieldName}`, { typeName, fieldName });
  }

  /** Errors without their contents. Set on the resource: the construct's own way adds a function of CDK's. */
  private logErrors(api: AppSyncApi, stage: Stage): void {
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/appsync/apis/${api.apiId}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'LogRole', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
    mayWriteLogs(logs, role);
    (api.node.defaultChild as CfnGraphQLApi).logConfig = {
      cloudWatchLogsRoleArn: role.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
    accept(api, 'AwsSolutions-ASC3', 'Requests are logged without their contents: those are what a person wrote.');
  }
}

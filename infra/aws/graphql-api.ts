/** AppSync over `schemas/api.graphql`: every root field goes straight to the function whose door it is. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Code,
  Definition,
  FieldLogLevel,
  FunctionRuntime,
  GraphqlApi as AppSyncApi,
  LambdaDataSource,
  type CfnGraphQLApi,
} from 'aws-cdk-lib/aws-appsync';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { buildSchema } from 'graphql';
import { doorOf, type DoorName } from '../../functions/api/doors.ts';
import { accept } from './accept.ts';
import { appSyncSchema } from './api-schema.ts';
import { mayInvoke, mayWriteLogs } from './grants/index.ts';
import type { GroupFunction } from './group-function.ts';
import { Progress } from './progress.ts';
import { serviceRole } from './service-role.ts';
import type { Stage } from './stage.ts';

const RESOLVER = readFileSync(resolve(import.meta.dirname, 'resolver.js'), 'utf8');
const SCHEMA = readFileSync(resolve(import.meta.dirname, '../../schemas/api.graphql'), 'utf8');

type GraphqlApiProps = {
  stage: Stage;
  doors: Readonly<Record<DoorName, GroupFunction>>;
  authorizer: GroupFunction;
  bus: EventBus;
};

/** The root fields of the schema. A subscription's function is asked once, whether the caller may listen. */
export const fieldsOf = (schema: string): { typeName: string; fieldName: string }[] => {
  const built = buildSchema(schema);
  return [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((fieldName) => ({ typeName: type!.name, fieldName })),
  );
};

export class GraphqlApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, doors, authorizer, bus }: GraphqlApiProps) {
    super(scope, id);
    const api = new AppSyncApi(this, 'Api', {
      name: `dixon-${stage.name}`,
      definition: Definition.fromSchema(appSyncSchema(SCHEMA)),
      // one authorizer for visitors and people; an API key would let in whoever reads it in a page's source. IAM is for
      // the one mutation that feeds subscriptions; operators invoke the function directly. AppSync answers pages of any
      // origin: SPEC B6's list of origins is for the WAF to hold
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.LAMBDA,
          // the authorizer says itself for how long its answer holds
          lambdaAuthorizerConfig: { handler: authorizer.fn, resultsCacheTtl: Duration.seconds(0) },
        },
        additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
      },
      xrayEnabled: true,
    });
    this.url = api.graphqlUrl;
    this.logErrors(api, stage);
    const role = serviceRole(this, 'ResolverRole', 'appsync');
    const sourceOf = (name: DoorName): LambdaDataSource => {
      mayInvoke(doors[name], role);
      return new LambdaDataSource(this, `Source-${name}`, {
        api,
        name,
        lambdaFunction: doors[name].fn,
        serviceRole: role.withoutPolicyUpdates(),
      });
    };
    const sources = { api: sourceOf('api'), audit: sourceOf('audit'), ops: sourceOf('ops') };
    for (const { typeName, fieldName } of fieldsOf(SCHEMA))
      sources[doorOf(fieldName)].createResolver(`${typeName}-${fieldName}`, {
        typeName,
        fieldName,
        runtime: FunctionRuntime.JS_1_0_0,
        code: Code.fromInline(RESOLVER),
      });
    new Progress(this, 'progress', { api, bus });
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

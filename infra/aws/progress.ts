/**
 * Live progress: `turn` puts steps on the bus, a rule calls the mutation `publishTurnProgress`, and AppSync hands its
 * result to whoever subscribed to that session (`onTurnProgress`, where `api` checked that the session is theirs).
 *
 * By the bus rather than by a signed request from `turn`: no signer to write, and `turn` needs no address of the API.
 */
import { Duration } from 'aws-cdk-lib';
import { Code, FunctionRuntime, type GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Rule, RuleTargetInput, type EventBus } from 'aws-cdk-lib/aws-events';
import { AppSync } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { PROGRESS_SOURCE, PROGRESS_TYPE } from '../../functions/adapters/event-bridge-progress.ts';
import { PUBLISH } from './api-schema.ts';
import { mayPublishProgress } from './grants/index.ts';
import { serviceRole } from './service-role.ts';

/** What the mutation selects is all that a subscriber can see; `sessionId` decides whose subscription it is. */
const OPERATION = `mutation Publish($sessionId: String!, $turnId: String!, $step: TurnStep!, $tool: String, $at: String!) {
  ${PUBLISH}(sessionId: $sessionId, turnId: $turnId, step: $step, tool: $tool, at: $at) {
    sessionId turnId step tool at
  }
}`;

/** The mutation keeps nothing: it answers with its own arguments. */
const ECHO = `export function request(ctx) { return { payload: ctx.args }; }
export function response(ctx) { return ctx.result; }`;

export class Progress extends Construct {
  constructor(scope: Construct, id: string, { api, bus }: { api: GraphqlApi; bus: EventBus }) {
    super(scope, id);
    api.addNoneDataSource('nothing').createResolver(`Mutation-${PUBLISH}`, {
      typeName: 'Mutation',
      fieldName: PUBLISH,
      code: Code.fromInline(ECHO),
      runtime: FunctionRuntime.JS_1_0_0,
    });
    const role = serviceRole(this, 'Role', 'events');
    mayPublishProgress(api, role);
    new Rule(this, 'Rule', {
      description: 'Steps of turns, to whoever watches',
      eventBus: bus,
      eventPattern: { source: [PROGRESS_SOURCE], detailType: [PROGRESS_TYPE] },
      targets: [
        new AppSync(api, {
          graphQLOperation: OPERATION,
          // a step's own fields are the mutation's variables, a tool that is not there included
          variables: RuleTargetInput.fromEventPath('$.detail'),
          eventRole: role.withoutPolicyUpdates(),
          // a step that is a minute old says nothing any more; a lost one is not worth a queue
          maxEventAge: Duration.minutes(1),
          retryAttempts: 2,
        }),
      ],
    });
  }
}

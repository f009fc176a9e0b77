/** What a release replaces: functions, state machines, the API, the bus, the schedules. It holds no data. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { DEFAULT_MODEL_ID } from '../../schemas/converse.ts';
import type { DataStack } from './data-stack.ts';
import { GraphqlApi } from './graphql-api.ts';
import { GroupFunction } from './group-function.ts';
import { groupNames, groups } from './groups.ts';
import type { Home } from './home.ts';
import { Rules } from './rules.ts';
import { senderOf } from './sender.ts';
import { Schedules } from './schedules.ts';
import type { Stage } from './stage.ts';
import { follow } from './stream.ts';
import { Workflow } from './workflow.ts';

export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, ...props }: StackProps & { stage: Stage; data: DataStack }) {
    super(scope, id, { description: `Dixon ${stage.name}: functions, workflows and API`, ...props });
    const functions = new Map<string, GroupFunction>(
      groupNames.map((name) => [name, new GroupFunction(this, name, { group: groups[name], stage })]),
    );
    const group = (name: string): GroupFunction => {
      const found = functions.get(name);
      if (!found) throw new Error(`There is no function group ${name}. Add it to infra/aws/groups.ts.`);
      return found;
    };

    const machine = (name: string, type: 'EXPRESS' | 'STANDARD'): StateMachine =>
      new Workflow(this, name, { stage, type, functionOf: group }).machine;
    const bus = new EventBus(this, 'Bus');
    const home: Home = {
      events: data.events,
      keys: data.keys,
      views: data.views,
      counters: data.counters,
      parked: data.parked,
      uploads: data.uploads,
      records: data.records,
      digests: data.digests,
      keyGuard: data.keyGuard,
      receiptKey: data.receiptKey,
      digestKey: data.digestKey,
      bundleKey: data.bundleKey,
      people: data.people,
      bus,
      chatTurn: machine('chat-turn', 'EXPRESS'),
      decodeVin: machine('decode-vin', 'EXPRESS'),
      eraseData: machine('erase-data', 'STANDARD'),
      exportData: machine('export-data', 'STANDARD'),
      verifyHistory: machine('verify-history', 'STANDARD'),
      rebuildView: machine('rebuild-view', 'STANDARD'),
      followers: { views: group('views').fn, publish: group('publish').fn },
      modelId: DEFAULT_MODEL_ID,
      mailFrom: senderOf(this),
    };
    for (const each of functions.values()) each.furnish(home);

    follow(data.events, group('views'));
    follow(data.events, group('publish'));
    new Rules(this, 'rules', { bus, functionOf: group });
    new Schedules(this, 'schedules', group);
    const api = new GraphqlApi(this, 'graphql', {
      stage,
      doors: { api: group('api'), audit: group('audit'), ops: group('ops') },
      authorizer: group('authorizer'),
      bus,
    });

    new CfnOutput(this, 'GraphqlUrl', { value: api.url });
    new CfnOutput(this, 'ApiFunction', { value: group('api').fn.functionName });
    new CfnOutput(this, 'ApplyLedgerArn', { value: machine('apply-ledger', 'STANDARD').stateMachineArn });
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
  }
}

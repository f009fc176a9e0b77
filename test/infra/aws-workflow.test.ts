import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groups, type GroupName } from '../../infra/aws/groups.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';
import { chatTurn, decodeVin, workflows } from './workflow-definitions.ts';

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

test('every workflow that has a definition is deployed', () => {
  expect(dev.ofType('AWS::StepFunctions::StateMachine')).toHaveLength(workflows.length);
});

describe.each(workflows)('$name, as it is deployed', ({ type, definition, tasks }) => {
  const machine = () =>
    dev
      .ofType('AWS::StepFunctions::StateMachine')
      .map(([, { Properties }]) => Properties)
      .find(
        ({ DefinitionString }) => JSON.stringify(JSON.parse(DefinitionString as string)) === JSON.stringify(definition),
      )!;

  test('is the ASL file, with a function for every placeholder', () => {
    const substitutions = machine()['DefinitionSubstitutions'] as Record<string, unknown>;
    expect(Object.keys(substitutions).sort()).toEqual([...new Set(tasks.map(({ group }) => group))].sort());
    for (const [group, arn] of Object.entries(substitutions))
      expect(arn).toEqual({ 'Fn::GetAtt': [dev.group(group as GroupName).fn, 'Arn'] });
  });

  test(`is ${type === 'EXPRESS' ? 'an Express' : 'a Standard'} machine that logs errors, and never what went in`, () => {
    expect(machine()).toMatchObject({
      StateMachineType: type,
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });
});

test('chat-turn is started by api alone, decode-vin by api and the tool, the jobs by jobs alone', () => {
  const starters = (intent: string) =>
    dev
      .ofType('AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes(intent))
      .map(([, { Properties }]) => Properties['Roles']);
  const role = (group: GroupName) => [{ Ref: dev.group(group).role }];
  expect(starters('MayRunChatTurn')).toEqual([role('api')]);
  expect(starters('MayRunDecodeVin').sort()).toEqual([role('api'), role('relay')].sort());
  for (const intent of ['MayStartExportData', 'MayStartVerifyHistory', 'MayStartRebuildView'])
    expect(starters(intent)).toEqual([role('jobs')]);
  // and restored tables have erasures done again
  expect(starters('MayStartEraseData').sort()).toEqual([role('jobs'), role('restore')].sort());
  // the parts of a distributed Map are executions that their own machine begins
  expect(starters('MayBeginParts')).toHaveLength(2);
  expect(starters('states:Start')).toHaveLength(6);
});

test('no machine calls the group that starts machines, and none knows an address of one', () => {
  expect(workflows.flatMap(({ tasks }) => tasks.map(({ group }) => group))).not.toContain('jobs');
  for (const group of ['privacy', 'export', 'erase'] as const)
    expect(groups[group].knows.filter((name) => name.endsWith('_ARN'))).toEqual([]);
});

test('who starts a workflow and waits for it waits longer than it can take', () => {
  expect(groups.api.timeoutSeconds).toBeGreaterThan(chatTurn.definition.TimeoutSeconds!);
  expect(groups.relay.timeoutSeconds).toBeGreaterThan(decodeVin.definition.TimeoutSeconds!);
});

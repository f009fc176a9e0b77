/** Both stacks of a stage, synthesized as the CLI would, into a folder of the test's own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type CfnElement, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { dixon } from '../../infra/aws/dixon.ts';
import { GroupFunction } from '../../infra/aws/group-function.ts';
import type { GroupName } from '../../infra/aws/groups.ts';
import { stageOf, type StageName } from '../../infra/aws/stage.ts';

const cdkJson = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

export type Resource = { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] };

/** @param complete with the functions' real bundles and the rules of cdk-nag and CloudFormation: some seconds more */
export const synthesize = (stage: StageName, { complete = false } = {}) => {
  const outdir = mkdtempSync(join(tmpdir(), 'dixon-synth-'));
  const context = { ...cdkJson.context, stage, ...(complete ? {} : { 'aws:cdk:bundling-stacks': [] }) };
  const app = new App({ outdir, context });
  const stacks = dixon(app, stageOf(app));
  const assembly = app.synth({ skipValidation: !complete });
  const templateOf = ({ artifactId }: Stack) =>
    Template.fromJSON(assembly.getStackArtifact(artifactId).template as Record<string, unknown>);

  const template = templateOf(stacks.app);
  const resources = template.toJSON()['Resources'] as Record<string, Resource>;
  return {
    app,
    outdir,
    data: templateOf(stacks.data),
    template,
    /** Resources of the app stack by logical id. */
    resources,
    ofType: (type: string): [string, Resource][] => Object.entries(resources).filter(([, { Type }]) => Type === type),
    group: (name: GroupName) => groupIn(stacks.app, name),
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
};

export type Synthesized = ReturnType<typeof synthesize>;

const groupIn = (stack: Stack, name: GroupName): { role: string; fn: string } => {
  const group = stack.node.findChild(name);
  if (!(group instanceof GroupFunction)) throw new Error(`${name} is no function group`);
  const id = (construct: unknown) => stack.getLogicalId(construct as CfnElement);
  return { role: id(group.role.node.defaultChild), fn: id(group.fn.node.defaultChild) };
};

/** An ARN in a template as a person would say it: `events`, `views/index/recent`, `chat-turn`. */
export const said = (resource: unknown): string =>
  JSON.stringify(resource)
    .replace(
      /\{"Fn::ImportValue":"[\w-]+:ExportsOutputFnGetAtt(\w+?)[0-9A-F]{8}(Arn|StreamArn)[0-9A-F]{8}"\}/,
      (_, id: string, attribute: string) => (attribute === 'StreamArn' ? `${id}/stream` : id),
    )
    .replace(
      /\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]\}|\{"Ref":"(\w+?)[0-9A-F]{8}"\}/,
      (_, a?: string, b?: string) => a ?? b ?? '',
    )
    .replace(/^\{"Fn::Join":\["",\[(.*)\]\]\}$/, '$1')
    .replaceAll(/[",]/g, '');

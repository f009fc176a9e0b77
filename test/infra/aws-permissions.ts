/** What the roles of a synthesized stage may do, as lines that a test can compare. */
import type { GroupName } from '../../infra/aws/groups.ts';
import { said, type Synthesized } from './aws-synth.ts';

export type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Principal?: unknown;
  Condition?: unknown;
};
export type Permission = { action: string; on: string; condition?: unknown };

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Everything a group may do, from every policy of the template that is attached to its role. */
export const permissionsOf = (stage: Synthesized, group: GroupName): Permission[] =>
  stage
    .ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(`"${stage.group(group).role}"`))
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      list(Resource).flatMap((resource) =>
        list(Action).map((action) => ({ action, on: said(resource), ...(Condition ? { condition: Condition } : {}) })),
      ),
    );

/** `dynamodb:PutItem on events`, sorted. */
export const linesOf = (stage: Synthesized, group: GroupName): string[] =>
  permissionsOf(stage, group)
    .map(({ action, on }) => `${action} on ${on}`)
    .sort();

/** Every statement of both stacks, those of buckets and keys of KMS included. */
export const everything = (stage: Synthesized): Statement[] => {
  const documents: { Statement: Statement[] }[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('Statement' in value) documents.push(value as { Statement: Statement[] });
    Object.values(value).forEach(walk);
  };
  walk(stage.resources);
  walk(stage.data.toJSON());
  return documents.flatMap(({ Statement }) => Statement);
};

/**
 * The public schema as AppSync needs it: with the mutation that feeds live progress, and with AppSync's directives. They
 * say nothing to a client, so `schemas/api.graphql` stays free of them.
 */
import { AuthorizationType, type GraphqlApi, type ISchema } from 'aws-cdk-lib/aws-appsync';
import { Kind, parse, print, visit, type ConstDirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';

export const PUBLISH = 'publishTurnProgress';

/** By IAM alone: the role of one EventBridge rule (`progress.ts`). A person's token cannot call it. */
const AWS_ONLY = `type Mutation {
  ${PUBLISH}(sessionId: String!, turnId: String!, step: TurnStep!, tool: String, at: String!): TurnProgress @aws_iam
}`;

const directiveOf: Partial<Record<AuthorizationType, string>> = {
  [AuthorizationType.IAM]: '@aws_iam',
  [AuthorizationType.LAMBDA]: '@aws_lambda',
  [AuthorizationType.USER_POOL]: '@aws_cognito_user_pools',
  [AuthorizationType.OIDC]: '@aws_oidc',
};

/** Directives can only be written beside what they belong to: a carrier is parsed for them. */
const directives = (text: string): ConstDirectiveNode[] => {
  const [carrier] = parse(`type Carrier ${text} { field: Int }`).definitions;
  return [...(carrier as ObjectTypeDefinitionNode).directives!];
};

const fieldsIn = (text: string) => (parse(text).definitions[0] as ObjectTypeDefinitionNode).fields ?? [];

/** @param modes how callers may show who they are; both sides of the subscription must see `TurnProgress` */
export const forAppSync = (schema: string, modes: readonly AuthorizationType[]): string => {
  const seenBy = modes.flatMap((mode) => directiveOf[mode] ?? []).join(' ');
  const document = visit(parse(schema), {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => {
      if (type.name.value === 'TurnProgress') return { ...type, directives: directives(seenBy) };
      if (type.name.value === 'Mutation') return { ...type, fields: [...(type.fields ?? []), ...fieldsIn(AWS_ONLY)] };
      return undefined;
    },
    [Kind.FIELD_DEFINITION]: (field) =>
      field.name.value === 'onTurnProgress'
        ? { ...field, directives: directives(`@aws_subscribe(mutations: ["${PUBLISH}"])`) }
        : undefined,
  });
  return print(document);
};

/** As a schema for CDK, which asks for it once the API's ways of authorization are known. */
export const appSyncSchema = (schema: string): ISchema => ({
  bind: (api) => {
    const { apiId, modes } = api as typeof api & Pick<GraphqlApi, 'apiId' | 'modes'>;
    return { apiId, definition: forAppSync(schema, modes) };
  },
});

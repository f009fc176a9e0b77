/**
 * AppSync's side of every field (APPSYNC_JS): the context goes to the `api` function, its answer comes back. Errors
 * come as data, because AppSync would turn a thrown one into `Lambda:Unhandled` and lose its name.
 */
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  const { arguments: args, identity, info, request } = ctx;
  const { fieldName, parentTypeName } = info;
  return {
    operation: 'Invoke',
    payload: {
      arguments: args,
      identity,
      request: { headers: request.headers },
      info: { fieldName, parentTypeName },
      errorsAsData: true,
    },
  };
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const { error, result } = ctx.result;
  if (error) util.error(error.message, error.code, null, { code: error.code, recoverable: error.recoverable });
  return result;
}

/** Operations by their name over the local server, for every field of the answer. */
import type { Local, Result } from './local.ts';
import { operationNamed } from './schema.ts';

export type Shown = Record<string, unknown>;

export const askingOf = (dixon: () => Local) => {
  const ask = async (name: string, args: object, who: string): Promise<Result> =>
    dixon().query(operationNamed(name).document, args as Record<string, unknown>, who);

  /** Throws where it is refused. */
  const got = async <T = Shown>(name: string, args: object, who: string): Promise<T> => {
    const { data, errors } = await ask(name, args, who);
    if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return data![name] as T;
  };

  /** The name of the error; undefined where it was answered. */
  const codeOf = async (name: string, args: object, who: string): Promise<string | undefined> =>
    (await ask(name, args, who)).errors?.[0]?.extensions.code;

  return { got, codeOf };
};

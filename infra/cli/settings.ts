/** Which API is asked, and as whom: options first, then the environment. */
import { Misuse } from './exit.ts';
import type { World } from './world.ts';

export type GlobalOptions = { url?: string; token?: string; json?: boolean };

export const DEFAULT_URL = 'http://127.0.0.1:4000/graphql';

const HOW_TO_GET_ONE = `Say who you are with --token or DIXON_TOKEN. On one machine: local:sam is the driver sam,
local:audrey:compliance works for compliance, local:oscar:ops for ops. On AWS it is the access
token that you get when you sign in.`;

/** @throws Misuse for what is no address, or one that has a password in it, which would be shown in errors */
export const urlFrom = ({ url }: GlobalOptions, { env }: World): string => {
  const given = url ?? (env['DIXON_URL'] || DEFAULT_URL);
  const parsed = URL.parse(given);
  const isGood = /^https?:$/.test(parsed?.protocol ?? '') && !parsed?.username && !parsed?.password;
  if (!parsed || !isGood) throw new Misuse('The address (--url, DIXON_URL) must be one like https://host/graphql.');
  return given;
};

export const givenToken = ({ token }: GlobalOptions, { env }: World): string | undefined =>
  token ?? (env['DIXON_TOKEN'] || undefined);

/**
 * @param otherwise who calls where nobody says it
 * @throws Misuse without a token, or for one that no header can carry
 */
export const tokenFrom = (options: GlobalOptions, world: World, otherwise?: string): string => {
  const token = givenToken(options, world) ?? otherwise;
  if (!token) throw new Misuse(HOW_TO_GET_ONE);
  if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)?$/.test(token))
    throw new Misuse('The token has a character in it that no header can carry. Copy it again.');
  return token;
};

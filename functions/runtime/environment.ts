/** The environment, parsed once at start: a missing variable is named at deployment, not at the first request. */
import * as z from 'zod';

const Name = z.string().min(3);

export const variables = {
  EVENTS_TABLE: Name,
  KEYS_TABLE: Name,
  VIEWS_TABLE: Name,
  /** Another engine than AWS's own, for the local runtime. */
  DYNAMODB_ENDPOINT: z.url().optional(),
  KMS_KEY_ID: z.string().min(1),
  MODEL_ID: z.string().min(1).optional(),
  EVENT_BUS: Name,
  CHAT_TURN_ARN: z.string().startsWith('arn:'),
  COUNTERS_TABLE: Name,
  USER_POOL_ID: Name,
  USER_POOL_CLIENT_ID: Name,
  /** In place of SPEC B6's figures. */
  MESSAGES_A_MINUTE: z.coerce.number().int().min(1).optional(),
  SESSION_IDS_A_MINUTE: z.coerce.number().int().min(1).optional(),
} as const;

type Variables = typeof variables;
type Values<K extends keyof Variables> = { [P in K]: z.output<Variables[P]> };

/** Reads some variables. Throws with every missing or malformed name at once. */
export const environment = <K extends keyof Variables>(...names: K[]): Values<K> => {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]]));
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data as Values<K>;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(`The environment is not complete. ${wrong}`);
};

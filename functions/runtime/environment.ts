/** The environment, parsed once at start: a missing variable is named at deployment, not at the first request. */
import * as z from 'zod';

const Name = z.string().min(3);

/** Plain HTTP is for this machine alone, and `fetch` refuses a URL that holds a password. */
const isSupplier = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
  return isSafe && username === '' && password === '';
};

export const variables = {
  EVENTS_TABLE: Name,
  KEYS_TABLE: Name,
  VIEWS_TABLE: Name,
  /** Another engine than AWS's own, for the local runtime. */
  DYNAMODB_ENDPOINT: z.url().optional(),
  KMS_KEY_ID: z.string().min(1),
  MODEL_ID: z.string().min(1).optional(),
  EVENT_BUS: Name,
  /** Path of the database that `prepareVpic` made. */
  VPIC_DATABASE: z.string().startsWith('/'),
  CHAT_TURN_ARN: z.string().startsWith('arn:'),
  DECODE_VIN_ARN: z.string().startsWith('arn:'),
  COUNTERS_TABLE: Name,
  UPLOADS_BUCKET: Name,
  /** The ledger of erasures and the receipts. */
  RECORDS_BUCKET: Name,
  /** The key of KMS that signs receipts. */
  RECEIPT_KEY_ID: Name,
  ERASE_DATA_ARN: z.string().startsWith('arn:'),
  EXPORT_DATA_ARN: z.string().startsWith('arn:'),
  VERIFY_HISTORY_ARN: z.string().startsWith('arn:'),
  REBUILD_VIEW_ARN: z.string().startsWith('arn:'),
  /** Streams that wait for a consumer. */
  PARKED_TABLE: Name,
  /** Signed digests of the ledger: nothing there can be changed or taken away. */
  DIGESTS_BUCKET: Name,
  /** The keys of KMS that sign digests and audit bundles. */
  DIGEST_KEY_ID: Name,
  BUNDLE_KEY_ID: Name,
  /** The functions that ops have parked streams taken by. */
  VIEWS_FUNCTION: Name,
  PUBLISH_FUNCTION: Name,
  /** An address that SES has verified, or one of a domain that it has: mails to people come from there. */
  MAIL_FROM: z.email(),
  USER_POOL_ID: Name,
  USER_POOL_CLIENT_ID: Name,
  /** In place of SPEC B6's figures. */
  MESSAGES_A_MINUTE: z.coerce.number().int().min(1).optional(),
  SESSION_IDS_A_MINUTE: z.coerce.number().int().min(1).optional(),
  /** Where parts are looked up; without it the catalogue says what is usual. */
  PARTS_SUPPLIER_URL: z
    .union([
      z.literal('').transform(() => undefined),
      z.string().refine(isSupplier, 'it must be an https address without a password in it'),
    ])
    .optional(),
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

/** What the environment says about the local runtime. */
import * as z from 'zod';

const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATA_DIR: z.string().min(1).default('.data'),
  DYNAMODB_ENDPOINT: z.url().optional(),
  /** Base address of NHTSA's VIN decoder, such as https://vpic.nhtsa.dot.gov/api; `off`: VINs stay on this machine. */
  NHTSA_URL: z.union([z.literal('off'), z.url()]).default('off'),
  /** Origins whose pages may call, separated by commas: `https://app.example.com`. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url())),
});

/** Throws with the variable and what would be right in it. */
export const settings = (environment: NodeJS.ProcessEnv = process.env) => {
  const parsed = Settings.safeParse(environment);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new Error(`Check the environment variable ${path.join('.')}: ${message}.`);
  }
  const {
    PORT: port,
    DATA_DIR: dataDir,
    DYNAMODB_ENDPOINT: endpoint,
    NHTSA_URL: nhtsaUrl,
    ALLOWED_ORIGINS: origins,
  } = parsed.data;
  return { port, dataDir, endpoint, nhtsaUrl, origins };
};

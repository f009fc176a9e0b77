/** Whose pages may send and fetch files (SPEC B6): `--context origins=https://app.example.com,https://www.example.com`. */
import type { Construct } from 'constructs';

export class UnknownOrigin extends Error {
  override readonly name = 'UnknownOrigin';
  constructor(given: string) {
    super(`${JSON.stringify(given)} is no origin of pages. Write it like https://app.example.com, without a path.`);
  }
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** The origins that the context names; none without it. Throws `UnknownOrigin`. */
export const originsOf = (scope: Construct): string[] => {
  const given: unknown = scope.node.tryGetContext('origins') ?? '';
  const origins = String(given)
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined) throw new UnknownOrigin(wrong);
  return origins;
};

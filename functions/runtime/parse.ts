/** Parsing at a border: malformed input becomes `InvalidInput` that names the field, never the value. */
import type * as z from 'zod';
import { InvalidInput } from '../../schemas/errors.ts';

const list = (values: readonly unknown[]): string => values.map(String).join(', ');

/** What would be right there, as the second half of a sentence. */
const adviceOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? 'it is missing'
        : `it must be of the type ${issue.expected}`;
    case 'too_small':
      return `it must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_big':
      return `it must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_value':
      return `use one of ${list(issue.values)}`;
    case 'invalid_format':
      return issue.format === 'guid' || issue.format === 'uuid'
        ? 'it must be a UUID'
        : `its form is not the expected one`;
    case 'unrecognized_keys':
      return 'it has fields that do not belong there';
    case 'custom':
      return issue.message;
    default:
      return 'it is not as expected';
  }
};

/** Throws `InvalidInput` with the first offending field and what would be right there. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.') || 'input';
  const advice = adviceOf(issue);
  throw new InvalidInput(`Check ${field}: ${advice}${/[.!?]$/.test(advice) ? '' : '.'}`, { field });
};

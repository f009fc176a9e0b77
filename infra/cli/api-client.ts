/** A GraphQL client of the few lines a command-line tool needs: one request, errors by name. */

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The error's name in the closed set (SPEC C7), or `Unreachable`. */
  readonly code: string;
  /** Whether doing the same again can succeed. */
  readonly recoverable: boolean;
  constructor(code: string, sentence: string, options?: ErrorOptions & { recoverable?: boolean }) {
    super(sentence, options);
    this.code = code;
    this.recoverable = options?.recoverable ?? false;
  }
}

type Named = { code?: string; recoverable?: boolean };
/** The local server has the name in `extensions`; AppSync in `errorType`, and the rest in `errorInfo`. */
type GraphqlError = { message: string; extensions?: Named; errorType?: string; errorInfo?: Named | null };
type Answer<T> = { data?: T | null; errors?: GraphqlError[] };

export type ApiClient = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

/** Of a terminal command: Ctrl-C ends its requests. */
type ClientOptions = { fetch?: typeof fetch; signal?: AbortSignal };

/** Where something answers, but nothing of ours: a proxy, another server. */
const notDixon = (url: string, cause?: unknown): ApiError =>
  new ApiError('Unreachable', `Something answers at ${url}, but not as Dixon does. Check the address.`, { cause });

const errorOf = ({ message, extensions, errorType, errorInfo }: GraphqlError): ApiError =>
  new ApiError(extensions?.code ?? errorType ?? 'SystemError', message, {
    recoverable: (extensions ?? errorInfo)?.recoverable ?? false,
  });

/** @throws ApiError with the API's own sentence, or one that says how to reach it; the reason of `signal` once it ends */
export const createApiClient =
  (url: string, authorization: string, { fetch: get = fetch, signal }: ClientOptions = {}): ApiClient =>
  async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const headers = { 'content-type': 'application/json', authorization };
    const body = JSON.stringify({ query, variables });
    const response = await get(url, { method: 'POST', headers, body, ...(signal ? { signal } : {}) }).catch(
      (cause: unknown) => {
        signal?.throwIfAborted();
        throw new ApiError('Unreachable', `Nothing answers at ${url}. Start it with: npm start`, { cause });
      },
    );
    const answer = (await response.json().catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw notDixon(url, cause);
    })) as Answer<T> | null;
    const error = answer?.errors?.[0];
    if (error) throw errorOf(error);
    if (!answer?.data) throw notDixon(url);
    return answer.data;
  };

/** A GraphQL client of the few lines a command-line tool needs: one request, errors by name. */

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The error's name in the closed set (SPEC C7), or `Unreachable`. */
  readonly code: string;
  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

type Answer<T> = { data?: T; errors?: { message: string; extensions?: { code?: string } }[] };

export type ApiClient = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

/** @throws ApiError with the API's own sentence, or one that says how to reach it */
export const createApiClient =
  (url: string, authorization: string): ApiClient =>
  async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const headers = { 'content-type': 'application/json', authorization };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(url, { method: 'POST', headers, body }).catch((cause: unknown) => {
      throw new ApiError('Unreachable', `Nothing answers at ${url}. Start it with: npm start`, { cause });
    });
    const { data, errors } = (await response.json()) as Answer<T>;
    const error = errors?.[0];
    if (error) throw new ApiError(error.extensions?.code ?? 'SystemError', error.message);
    return data!;
  };

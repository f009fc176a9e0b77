/** Which pages of other origins may call this machine (SPEC B6): the configured ones, and without configuration none. */
import type { CORSOptions } from 'graphql-yoga';

/**
 * Decided per request and not by a list: for an origin outside its list, yoga answers that the origin `null` is allowed,
 * which is what a sandboxed frame calls itself.
 */
export const corsFor =
  (origins: readonly string[]) =>
  (request: Request): CORSOptions => {
    const origin = request.headers.get('origin');
    if (origin === null || !origins.includes(origin)) return false;
    return {
      origin: [origin],
      methods: ['POST', 'GET'],
      allowedHeaders: ['authorization', 'content-type'],
      maxAge: 600,
    };
  };

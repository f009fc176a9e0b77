/** Ports that can be made to fail. */

/** The same object, but that `first` is waited for before every method; where it throws, the method is not called. */
export const ofAll = <T extends object>(port: T, first: (method: string) => Promise<void>): T =>
  Object.fromEntries(
    Object.entries(port).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'function' ? before(name, value as Method, first) : value,
    ]),
  ) as T;

type Method = (...args: unknown[]) => unknown;

const before = (name: string, method: Method, first: (method: string) => Promise<void>): Method => {
  if (name === 'serveAt') return method;
  // what gives a sequence gives it at once, and fails with its first element
  if (name === 'list' || name === 'places')
    return async function* (...args) {
      await first(name);
      yield* method(...args) as AsyncIterable<unknown>;
    };
  return async (...args) => {
    await first(name);
    return method(...args);
  };
};

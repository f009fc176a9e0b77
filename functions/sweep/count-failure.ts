/** One more failure of this name: a sweep goes on behind it, and the next run tries again. */
export const countFailure = (failed: Record<string, number>, error: unknown): void => {
  const name = nameOfFailure(error);
  failed[name] = (failed[name] ?? 0) + 1;
};

export const nameOfFailure = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

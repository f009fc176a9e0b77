import type { AccessEvent } from './events.ts';

/** Every reading counts, also of what was read before. */
export const recordReading = (reading: { stream: string; number: number; reason: string }) => (): AccessEvent[] => [
  { type: 'HistoryOpened', ...reading },
];

/** SPEC A4: titles of sessions that nobody named. */

const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** `Chat Session - Jan 22, 2025`, the day the session began, in UTC. */
export const defaultTitle = (startedAt: string): string => `Chat Session - ${day.format(new Date(startedAt))}`;

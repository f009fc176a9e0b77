/**
 * Which function group answers a field of the schema: what compliance and ops ask needs other permissions than what
 * everybody asks. Both homes send a request there; a field that is not named here is `api`'s.
 */
export const doors = {
  audit: [
    'searchHistory',
    'getCausationTree',
    'openHistory',
    'verifyHistory',
    'startVerification',
    'getVerification',
    'listDigests',
    'createAuditBundle',
  ],
  ops: [
    'getEventCensus',
    'listViews',
    'forecastRebuild',
    'getRebuild',
    'rebuildView',
    'switchView',
    'rollBackView',
    'retireGeneration',
    'listParkedStreams',
    'getParkedStream',
    'redriveStream',
    'redriveStreams',
  ],
} as const;

export type DoorName = 'api' | keyof typeof doors;

export const doorOf = (fieldName: string): DoorName => {
  const found = Object.entries(doors).find(([, fields]) => (fields as readonly string[]).includes(fieldName));
  return (found?.[0] as keyof typeof doors | undefined) ?? 'api';
};

import type { ErasureWork } from '../../workflows/erase-data/contract.ts';
import { accountReach } from './account-reach.ts';
import type { EraseParts } from './ports.ts';
import type { Reach } from './reach.ts';

async function* none(): AsyncGenerator<never> {}

/** A person can come back to a closed account, and to nothing else. */
const forGood = { isPerson: false, stands: async () => true } as const;

type Session = Extract<ErasureWork, { kind: 'session' }>;

const sessionReach = ({ redactor, shredder, rows }: EraseParts, { subject, sessionId }: Session): Reach => {
  const stream = `session/${sessionId}`;
  return {
    ...forGood,
    keys: async (when) => (when === 'first' && (await shredder.living(subject)).includes(stream) ? [stream] : []),
    bodies: (when) => (when === 'first' ? redactor.places(subject, { stream, withBody: true }) : none()),
    sessions: async () => [sessionId],
    shown: () => rows.shown(subject, sessionId),
  };
};

type Garage = Extract<ErasureWork, { kind: 'garage' }>;

/** Its old key went when the library was carried over; uploads belong to sessions, and rows as well. */
const garageReach = ({ redactor }: EraseParts, { subject, below }: Garage): Reach => ({
  ...forGood,
  keys: async () => [],
  bodies: async function* (when) {
    if (when === 'first')
      for await (const place of redactor.places(subject, { stream: 'garage', withBody: true })) {
        if (place.number >= below) return;
        yield place;
      }
  },
  sessions: async () => [],
  shown: async () => [],
});

export const reachOf = (parts: EraseParts, work: ErasureWork): Reach => {
  switch (work.kind) {
    case 'session':
      return sessionReach(parts, work);
    case 'garage':
      return garageReach(parts, work);
    case 'account':
      return accountReach(parts, work);
  }
};

import type { EventStore } from '../../events/core/event-store.ts';
import type { StartExecution } from '../privacy/ports.ts';

export type JobsParts = { store: Pick<EventStore, 'load'>; start: StartExecution };

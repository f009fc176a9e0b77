/** How a topic (a folder in `operations/`) says which operations it has. */
import type { Operation } from '../api/operation.ts';
import type { AuditParts } from './ports.ts';

export type Topic = {
  queries?: (parts: AuditParts) => Record<string, Operation>;
  mutations?: (parts: AuditParts) => Record<string, Operation>;
};

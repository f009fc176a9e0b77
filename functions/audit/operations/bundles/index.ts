import type { Topic } from '../../operation.ts';
import { createAuditBundle } from './create-audit-bundle.ts';

export const bundles: Topic = {
  mutations: (parts) => ({ createAuditBundle: createAuditBundle(parts) }),
};

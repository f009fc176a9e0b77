import { privacy, requestIdIn } from '../../events/privacy/index.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { jobsContract } from '../../workflows/requests/contract.ts';
import type { JobsParts } from './ports.ts';

/**
 * Starts the state machine of a request that is confirmed and waits for nothing. Each commit that lets it go on starts
 * one execution, which is named by it: an announcement that comes twice starts no second one.
 */
export const startJob =
  ({ store, start }: JobsParts) =>
  async ({
    subject,
    stream,
    number,
  }: InputOf<typeof jobsContract, 'StartJob'>): Promise<OutputOf<typeof jobsContract, 'StartJob'>> => {
    const { state } = await store.load(privacy, { subject, stream }, { consistent: true });
    if (state.status !== 'confirmed') return { started: false };
    const requestId = requestIdIn(stream);
    const machine = state.wish.kind === 'export' ? 'export-data' : 'erase-data';
    await start({ machine, name: `${requestId}-${number}`, input: { subject, requestId } });
    return { started: true };
  };

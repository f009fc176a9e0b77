/** ResumeHeld: a hold was released, so whatever waited for it and waits for no other goes on. */
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { requestsContract } from '../../workflows/requests/contract.ts';
import { requestsOf } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { resumeWhereFree } from './wait-for-hold.ts';

type Released = InputOf<typeof requestsContract, 'ResumeHeld'>;

export const resumeHeld =
  (parts: Pick<PrivacyParts, 'store' | 'newId'>) =>
  async ({ subject, stream, number }: Released): Promise<OutputOf<typeof requestsContract, 'ResumeHeld'>> => {
    const commandId = `released/${stream}#${number}`;
    let resumed = 0;
    for await (const { requestId, state } of requestsOf(parts, subject)) {
      if (state.status !== 'held' || state.wish.kind !== 'erasure') continue;
      if (await resumeWhereFree(parts, { subject, requestId }, state.wish.scope, commandId)) resumed += 1;
    }
    return { resumed };
  };

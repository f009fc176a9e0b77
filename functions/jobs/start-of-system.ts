import { audits } from '../../events/audits/index.ts';
import { views } from '../../events/views/index.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { jobsContract } from '../../workflows/requests/contract.ts';
import type { JobsParts } from './ports.ts';

type Contract = typeof jobsContract;

/** The part of a stream's name that says which one of its kind it is. */
const idIn = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

/** Starts verify-history for a verification that has begun; an announcement that comes twice starts no second one. */
export const startVerification =
  ({ store, start }: JobsParts) =>
  async ({
    subject,
    stream,
  }: InputOf<Contract, 'StartVerification'>): Promise<OutputOf<Contract, 'StartVerification'>> => {
    const { state } = await store.load(audits, { subject, stream }, { consistent: true });
    if (state.status !== 'verifying') return { started: false };
    const verificationId = idIn(stream);
    await start({ machine: 'verify-history', name: verificationId, input: { verificationId } });
    return { started: true };
  };

/** Starts rebuild-view for the generation that was begun with this commit. */
export const startRebuild =
  ({ store, start }: JobsParts) =>
  async ({
    subject,
    stream,
    number,
  }: InputOf<Contract, 'StartRebuild'>): Promise<OutputOf<Contract, 'StartRebuild'>> => {
    const { state } = await store.load(views, { subject, stream }, { consistent: true });
    if (state.rebuild?.outcome.status !== 'building') return { started: false };
    const view = idIn(stream);
    const { generation } = state.rebuild;
    await start({ machine: 'rebuild-view', name: `${view}-${generation}-${number}`, input: { view, generation } });
    return { started: true };
  };

/**
 * Verifies commits of many streams, one after the other, as a scan of the whole table gives them: stream by stream, each
 * ascending from number 1.
 *
 * It can stop behind any commit and go on in another process: the state is what JSON carries. After a fault the rest of
 * that stream is passed over, so that the first bad commit of each stream is named, and no other.
 */
import type { HistoryFault } from '../../schemas/audit.ts';
import { faultIn, GENESIS, type ChainFault } from './chain.ts';
import type { Commit, StreamAddress } from './commit.ts';

/** The stream that the last commit was of. `head`: that commit's hash, hex. `broken`: its fault was named. */
export type AtHand = StreamAddress & { number: number; head: string; broken?: true | undefined };

export type VerifierState = { commits: number; streams: number; atHand?: AtHand | undefined };

export const atTheStart: VerifierState = { commits: 0, streams: 0 };

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const isAtHand = ({ atHand }: VerifierState, { subject, stream }: StreamAddress): boolean =>
  atHand?.stream === stream && atHand.subject === subject;

/** The stream at hand, which may be one that begins here. */
const entered = (state: VerifierState, { subject, stream }: StreamAddress): VerifierState & { atHand: AtHand } =>
  isAtHand(state, { subject, stream })
    ? { ...state, atHand: state.atHand! }
    : { ...state, streams: state.streams + 1, atHand: { subject, stream, number: 0, head: hexOf(GENESIS) } };

/** Passes over the rest of a stream, whose fault is named. */
export const passOver = (state: VerifierState, address: StreamAddress): VerifierState => {
  const { atHand, ...rest } = entered(state, address);
  return { ...rest, atHand: { ...atHand, broken: true } };
};

/** Whether the fault of this stream is named already. */
export const isPassedOver = (state: VerifierState, address: StreamAddress): boolean =>
  isAtHand(state, address) && state.atHand?.broken === true;

/** A number that is missing is named itself, rather than the one that was found in its place. */
const toFault = ({ subject, stream }: StreamAddress, fault: ChainFault): HistoryFault => ({
  kind: fault.kind,
  subject,
  stream,
  number: fault.kind === 'missing-number' ? fault.expected : fault.number,
});

export type Step = { state: VerifierState; fault?: HistoryFault };

/** Takes one commit more. Its place counts as one whatever is in it. */
export const step = (before: VerifierState, commit: Commit): Step => {
  const { atHand, ...rest } = entered(before, commit);
  const commits = rest.commits + 1;
  if (atHand.broken) return { state: { ...rest, commits, atHand } };
  const fault = faultIn(commit, atHand.number + 1, Buffer.from(atHand.head, 'hex'));
  if (fault) return { state: { ...rest, commits, atHand: { ...atHand, broken: true } }, fault: toFault(commit, fault) };
  const { subject, stream, number } = commit;
  return { state: { ...rest, commits, atHand: { subject, stream, number, head: hexOf(commit.hash) } } };
};

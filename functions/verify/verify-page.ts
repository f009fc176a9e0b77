/** Verifies commits page by page: first their chains, then the seals of those whose chain holds. */
import { sortKey, parseSortKey, type Commit, type StreamAddress } from '../../events/core/commit.ts';
import { isDamaged, type Damaged, type ScanPage } from '../../events/core/history-scan.ts';
import { atTheStart, isPassedOver, passOver, step, type VerifierState } from '../../events/core/verifier.ts';
import type { HistoryFault } from '../../schemas/audit.ts';
import { eachOf } from '../runtime/at-once.ts';
import type { Proofs } from './ports.ts';
import { verifySeals } from './seals.ts';

/** How far it is. JSON carries it. `opened`: the newest commit of the stream at hand whose seal opened. */
export type Walk = { chains: VerifierState; erased: number; opened?: number | undefined };

export const walkAtTheStart: Walk = { chains: atTheStart, erased: 0 };

const nameOf = ({ subject, stream }: StreamAddress): string => `${subject}|${stream}`;
const nameAtHand = ({ atHand }: VerifierState): string | undefined => atHand && nameOf(atHand);

/** What a page holds of one stream: commits whose chain holds, and the fault behind them. */
type Run = { commits: Commit[]; fault?: HistoryFault };

type Chains = { state: VerifierState; runs: Map<string, Run> };

const runOf = (runs: Map<string, Run>, address: StreamAddress): Run => {
  const run = runs.get(nameOf(address)) ?? { commits: [] };
  runs.set(nameOf(address), run);
  return run;
};

/** An item whose number can be read is where its stream breaks; any other stands alone. */
const setAside = ({ state, runs }: Chains, { damaged: { subject, sk } }: Damaged): VerifierState => {
  const found = parseSortKey(sk);
  const address = { subject, stream: found?.stream ?? sk };
  if (isPassedOver(state, address)) return state;
  runOf(runs, address).fault = { kind: 'damaged', ...address, ...(found ? { number: found.number } : {}) };
  return found ? passOver(state, address) : state;
};

const isIn = (misfiled: ScanPage<Commit>['misfiled'], { subject, stream, number }: Commit): boolean =>
  misfiled?.some(
    (each) => each.subject === subject && sortKey(each.stream, each.number) === sortKey(stream, number),
  ) === true;

const linked = ({ state, runs }: Chains, commit: Commit, misfiled: ScanPage<Commit>['misfiled']): VerifierState => {
  const wasPassedOver = isPassedOver(state, commit);
  const next = step(state, commit);
  if (wasPassedOver) return next.state;
  const { subject, stream, number } = commit;
  const fault =
    next.fault ?? (isIn(misfiled, commit) ? { kind: 'changed-header' as const, subject, stream, number } : undefined);
  const run = runOf(runs, commit);
  if (!fault) {
    run.commits.push(commit);
    return next.state;
  }
  run.fault = fault;
  return passOver(next.state, commit);
};

const chainsOf = (before: VerifierState, { found, misfiled }: ScanPage<Commit>): Chains => {
  const chains: Chains = { state: before, runs: new Map() };
  for (const each of found) chains.state = isDamaged(each) ? setAside(chains, each) : linked(chains, each, misfiled);
  return chains;
};

/**
 * Verifies what comes next. Streams are looked at side by side, since each key is asked for once.
 * @returns the first fault of each stream. Throws `StorageUnavailable`.
 */
export const verifyPage = async (
  proofs: Proofs,
  walk: Walk,
  page: ScanPage<Commit>,
): Promise<{ walk: Walk; faults: HistoryFault[] }> => {
  const { state, runs } = chainsOf(walk.chains, page);
  const before = nameAtHand(walk.chains);
  const sealed = await eachOf([...runs], async ([name, run]) => {
    const { fault, ...seals } = await verifySeals(proofs, run.commits, name === before ? walk.opened : undefined);
    const address = run.commits[0];
    const ofSeal = fault && address && { ...fault, subject: address.subject, stream: address.stream };
    return { name, ...seals, fault: ofSeal ?? run.fault };
  });
  const last = sealed.find(({ name }) => name === nameAtHand(state));
  const opened = last ? last.opened : walk.opened;
  const chains = last?.fault && state.atHand ? passOver(state, state.atHand) : state;
  return {
    walk: { chains, erased: sealed.reduce((sum, { erased }) => sum + erased, walk.erased), opened },
    faults: sealed.flatMap(({ fault }) => fault ?? []),
  };
};

/**
 * The event store: loads a stream's state from its newest commit, decides, appends one commit.
 *
 * - One query loads: the newest commits hold the folded state and the recent facts, whatever the stream's length.
 * - One put appends. On conflict the winner's item already carries the new state, so the command is decided again
 *   without a read; after a second conflict the tip is read again, after a wait with jitter.
 * - A repeated command id within the newest 32 commits returns its first outcome: their headers are the memory.
 */
import { ConcurrentModification, DixonError, StreamErased } from '../../schemas/errors.ts';
import { packBody } from './body.ts';
import { GENESIS, hashOf, sha256 } from './chain.ts';
import type { Commit, StreamAddress } from './commit.ts';
import type { CommitLog } from './commit-log.ts';
import { createCommitOpener, place } from './commit-opener.ts';
import { currentVersion, foldEvents, restates, type AnyEvent, type StreamModel } from './decider.ts';
import type { CommandContext, EventStore, Loaded, OpenCommit, Outcome } from './event-store.ts';
import type { Vault } from './vault.ts';

/** How many commits back a command id is remembered. */
export const COMMAND_MEMORY = 32;

const ATTEMPTS = 6;

export type EventStoreParts = {
  log: CommitLog;
  vault: Vault;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Waits before another attempt; `attempt` counts from 1. The caller adds the jitter. */
  backoff: (attempt: number) => Promise<void>;
};

export const createEventStore = ({ log, vault, now, backoff }: EventStoreParts): EventStore => {
  const { open, tipOf, stateAfter, eventsOf, remember } = createCommitOpener({ log, vault });

  const isOvertaken = async (tip: Commit): Promise<boolean> => {
    const [newest] = await log.newest(tip, { limit: 1, consistent: true });
    return newest !== undefined && newest.number > tip.number;
  };

  const load: EventStore['load'] = async (model, address, options = {}) => {
    const { recent: limit = 1, consistent = false } = options;
    // an old read of a stream that begins anew would carry what was erased into its new life
    const recent = await log.newest(address, {
      limit,
      consistent: consistent || model.beginsAnewAfterErasure === true,
    });
    const tip = recent[0];
    if (!tip) return { state: model.initial, number: 0, recent };
    const loaded = { ...(await tipOf(model, tip)), number: tip.number, recent };
    // erased: all of the stream, or only what stood there before it was carried over a moment ago
    return loaded.anew && (await isOvertaken(tip)) ? load(model, address, options) : loaded;
  };

  const older: EventStore['older'] = (address, { below, limit }) => log.newest(address, { limit, below });

  const streams: EventStore['streams'] = async (subject, type) => [
    ...new Set(await Array.fromAsync(log.readSubject(subject, type), ({ stream }) => stream)),
  ];

  const seal = async <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    context: CommandContext,
    loaded: Loaded<S>,
    events: E[],
    at: string,
  ): Promise<OpenCommit<S, E> & { commit: Commit }> => {
    const state = foldEvents(model, loaded.state, events, at);
    const data = events.map(({ type: _type, ...rest }) => rest as Record<string, unknown>);
    const number = loaded.number + 1;
    const header = {
      subject: address.subject,
      stream: address.stream,
      number,
      events: events.map(({ type }) => ({ type, version: currentVersion(model, type) })),
      fold: model.fold,
      at,
      actor: context.actor,
      correlation: context.correlation,
      ...(context.causation === undefined ? {} : { causation: context.causation }),
      command: context.commandId,
      prev: loaded.recent[0]?.hash ?? GENESIS,
    };
    // a key that is remembered may have been rotated since: what it sealed goes with what was erased
    const options = { renew: loaded.anew === true, fresh: model.beginsAnewAfterErasure === true };
    const packed = packBody({ data, state }, restates(model, events));
    const body = await vault.seal(address, place({ ...address, number }), packed, options);
    const committed = { ...header, commitment: sha256(body) };
    return { commit: { ...committed, hash: hashOf(committed), body }, events, state };
  };

  const repeatOf = async <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    { recent, state }: Loaded<S>,
    commandId: string,
  ): Promise<Outcome<S, E> | undefined> => {
    const commit = recent.find(({ command }) => command === commandId);
    if (!commit) return undefined;
    const { number, at } = commit;
    const opening = open(model, commit).catch((error: unknown) => {
      // erased with a part of the stream, which itself goes on: it was done, and what it said is gone
      const isRestated = recent.some((later) => later.number > number && restates(model, later.events));
      if (error instanceof StreamErased && isRestated) return { events: [], state };
      throw error;
    });
    return { number, at, ...(await opening), repeated: true, recent };
  };

  const execute: EventStore['execute'] = async (model, address, context, decide, options = {}) => {
    const recent = Math.max(options.recent ?? COMMAND_MEMORY, 1);
    const read = async (consistent: boolean) => ({
      loaded: await load(model, address, { recent, consistent }),
      consistent,
    });
    let basis = await read(false);

    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { loaded } = basis;
      const repeat = await repeatOf(model, loaded, context.commandId);
      if (repeat) return repeat;

      // time never runs backwards within a stream, even where two machines' clocks differ
      const tipAt = loaded.recent[0]?.at ?? '';
      const clock = now();
      const at = clock > tipAt ? clock : tipAt;

      let events;
      try {
        events = decide(loaded.state, at);
      } catch (error) {
        // a refusal must stand on what is really there: an eventually consistent read may have missed the newest
        if (basis.consistent || !(error instanceof DixonError)) throw error;
        basis = await read(true);
        continue;
      }
      if (events.length === 0) {
        const { state, number } = loaded;
        return { number, at: tipAt || at, events, state, repeated: false, recent: loaded.recent };
      }

      const { commit, state } = await seal(model, address, context, loaded, events, at);
      const result = await log.append(commit);
      if (result.appended) {
        remember(model, commit, state);
        return { number: commit.number, at, events, state, repeated: false, recent: loaded.recent };
      }
      const { winner } = result;
      const won = attempt === 1 ? await tipOf(model, winner) : undefined;
      // a winner that was erased meanwhile is not the newest any more
      if (won && !won.anew) {
        const known = [winner, ...loaded.recent].slice(0, recent);
        basis = { loaded: { ...won, number: winner.number, recent: known }, consistent: false };
      } else {
        await backoff(attempt);
        basis = await read(true);
      }
    }
    throw new ConcurrentModification({ stream: address.stream, attempts: ATTEMPTS });
  };

  const history: EventStore['history'] = async function* (model, address) {
    let state = model.initial;
    for await (const commit of log.read(address)) {
      const events = await eventsOf(model, commit);
      state = events ? foldEvents(model, state, events, commit.at) : model.initial;
      if (events) yield { commit, events, state };
    }
  };

  return { load, older, streams, execute, open, stateAfter, eventsOf, history };
};

/** The event table's memory twin: same contract suite, same order, same refusals, nothing kept on disk. */
import type { Commit, CommitHeader, StreamAddress } from './commit.ts';
import { sortKey } from './commit.ts';
import type { BodyRedactor, CommitLog, PlacesOptions } from './commit-log.ts';
import { ledgerDay, ledgerDays } from './ledger-day.ts';

const copy = (commit: Commit): Commit => structuredClone(commit);

const headerOf = (commit: Commit): CommitHeader => {
  const { body: _body, ...header } = copy(commit);
  return header;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isAmong = ({ stream, body }: Commit, only: PlacesOptions): boolean =>
  (only.stream === undefined || stream === only.stream) &&
  (only.type === undefined || stream.startsWith(`${only.type}/`)) &&
  (!only.withBody || body !== undefined);

export const createMemoryCommitLog = (): CommitLog & BodyRedactor => {
  const subjects = new Map<string, Map<string, Commit[]>>();

  const streamsOf = (subject: string) => subjects.get(subject) ?? new Map<string, Commit[]>();
  const commitsOf = ({ subject, stream }: StreamAddress) => streamsOf(subject).get(stream) ?? [];
  const key = ({ stream, number }: Commit) => sortKey(stream, number);
  const sorted = (subject: string) =>
    [...streamsOf(subject).values()].flat().toSorted((a, b) => byText(key(a), key(b)));

  return {
    append: async (commit) => {
      const winner = commitsOf(commit)[commit.number - 1];
      if (winner) return { appended: false, winner: copy(winner) };
      const streams = streamsOf(commit.subject);
      const commits = commitsOf(commit);
      commits[commit.number - 1] = copy(commit);
      subjects.set(commit.subject, streams.set(commit.stream, commits));
      return { appended: true };
    },

    newest: async (address, { limit, below = Infinity }) => {
      const commits = commitsOf(address);
      const end = Math.min(commits.length, below - 1);
      return commits
        .slice(Math.max(0, end - limit), end)
        .reverse()
        .map(copy);
    },

    read: async function* (address) {
      yield* commitsOf(address).map(copy);
    },

    readSubject: async function* (subject, type) {
      const only = type === undefined ? {} : { type };
      yield* sorted(subject)
        .filter((commit) => isAmong(commit, only))
        .map(copy);
    },

    places: async function* (subject, only = {}) {
      for (const commit of sorted(subject))
        if (isAmong(commit, only)) yield { stream: commit.stream, number: commit.number };
    },

    get: async (address, number) => {
      const commit = commitsOf(address)[number - 1];
      return commit && copy(commit);
    },

    ledger: async function* ({ from, to }) {
      const all = [...subjects.values()].flatMap((streams) => [...streams.values()].flat());
      for (const day of ledgerDays(from, to))
        yield* all
          .filter((commit) => ledgerDay(commit.at, commit.subject) === day && commit.at >= from && commit.at <= to)
          .sort((a, b) => byText(a.at, b.at))
          .map(headerOf);
    },

    removeBody: async (address, number) => {
      const commits = commitsOf(address);
      const commit = commits[number - 1];
      if (commit) commits[number - 1] = headerOf(commit);
    },
  };
};

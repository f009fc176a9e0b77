/** What ops asks about parked streams, and what the history consists of. */
import { COMMIT, type Commit } from './audit.ts';
import { document, type Page } from './document.ts';

export type ParkedStream = {
  consumer: string;
  subject: string;
  stream: string;
  from: number;
  through: number;
  failure: string;
  recoverable: boolean;
  tries: number;
  parkedAt: string;
  lastTriedAt: string;
};
export type ParkedDetail = { parked: ParkedStream; waiting: Commit[] };
export type Redriven = { streams: number; commits: number; stillParked: ParkedStream[] };
export type CensusRow = {
  stream: string;
  type: string;
  version: number;
  count: number;
  oldest: string;
  newest: string;
  foldable: boolean;
};
export type Census = { commits: number; rows: CensusRow[]; nextToken: string | null };

const PARKED = 'consumer subject stream from through failure recoverable tries parkedAt lastTriedAt';

export const listParked = document<Page<ParkedStream>>(`
  query ListParked($consumer: String, $limit: Int, $nextToken: String) {
    listParkedStreams(consumer: $consumer, limit: $limit, nextToken: $nextToken) { items { ${PARKED} } nextToken }
  }`);

export const getParked = document<ParkedDetail>(`
  query GetParked($consumer: String!, $subject: String!, $stream: String!) {
    getParkedStream(consumer: $consumer, subject: $subject, stream: $stream) {
      parked { ${PARKED} } waiting { ${COMMIT} }
    }
  }`);

export const redriveStream = document<Redriven>(`
  mutation RedriveStream($consumer: String!, $subject: String!, $stream: String!) {
    redriveStream(consumer: $consumer, subject: $subject, stream: $stream) {
      streams commits stillParked { ${PARKED} }
    }
  }`);

export const redriveStreams = document<Redriven>(`
  mutation RedriveStreams($consumer: String, $limit: Int) {
    redriveStreams(consumer: $consumer, limit: $limit) { streams commits stillParked { ${PARKED} } }
  }`);

export const getCensus = document<Census>(`
  query GetCensus($nextToken: String) {
    getEventCensus(nextToken: $nextToken) {
      commits rows { stream type version count oldest newest foldable } nextToken
    }
  }`);

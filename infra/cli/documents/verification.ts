/** Whether the history is as it was written. */
import { document } from './document.ts';

export type Fault = {
  kind: string;
  subject: string | null;
  stream: string | null;
  number: number | null;
  digest: string | null;
  sentence: string;
};
export type Verified = { commits: number; streams: number; erased: number; faults: Fault[]; nextToken: string | null };
export type Verification = {
  verificationId: string;
  status: string;
  startedAt: string;
  endedAt: string | null;
  commits: number;
  expected: number | null;
  streams: number;
  erased: number;
  digests: number;
  sealedUntil: string | null;
  faultCount: number;
  faults: Fault[];
  error: string | null;
};

const FAULT = 'kind subject stream number digest sentence';
const VERIFICATION = `verificationId status startedAt endedAt commits expected streams erased digests sealedUntil
  faultCount faults { ${FAULT} } error`;

export const verifyHistory = document<Verified>(`
  query VerifyHistory($subject: String!, $stream: String, $nextToken: String) {
    verifyHistory(subject: $subject, stream: $stream, nextToken: $nextToken) {
      commits streams erased faults { ${FAULT} } nextToken
    }
  }`);

export const startVerification = document<Verification>(`
  mutation StartVerification($digests: Boolean, $segments: Int, $commandId: String) {
    startVerification(digests: $digests, segments: $segments, commandId: $commandId) { ${VERIFICATION} }
  }`);

export const getVerification = document<Verification>(`
  query GetVerification($verificationId: String!) {
    getVerification(verificationId: $verificationId) { ${VERIFICATION} }
  }`);

/** What is done to prove the history is history as well. */
import { describe, expect, it } from 'vitest';
import {
  auditStream,
  audits,
  beginVerification,
  endVerification,
  failVerification,
  recordBundle,
} from '../../events/audits/index.ts';
import type { AuditEvent } from '../../events/audits/index.ts';
import { after, NOW, story } from '../support/given.ts';

const { given } = story(audits);

const begun: AuditEvent = { type: 'VerificationBegun', segments: 4, digests: true };
const outcome = { commits: 12, streams: 3, erased: 1, digests: 2, faultCount: 0, faults: [] };
const ended: AuditEvent = { type: 'VerificationEnded', ...outcome };
const failed: AuditEvent = { type: 'VerificationFailed', error: 'StorageUnavailable' };
const bundle = {
  bundleId: '5f0c3f52-9d63-4b7e-8f5c-0a44a1a6ee01',
  subject: 'user-sam',
  file: '0b0f7a3e-54c6-4f0e-9a0c-1d6a5b0e7f02',
  entries: 7,
  sha256: 'a'.repeat(64),
};
const made: AuditEvent = { type: 'BundleMade', ...bundle };

describe('a verification', () => {
  it('begins once: a repeat begins no other', () => {
    given()
      .when(beginVerification({ segments: 4, digests: true }))
      .then(begun);
    given(begun)
      .when(beginVerification({ segments: 8, digests: false }))
      .thenNothing();
    given(begun, ended)
      .when(beginVerification({ segments: 4, digests: true }))
      .thenNothing();
  });

  it('ends with what it counted and found', () => {
    given(begun).when(endVerification(outcome)).then(ended);
    expect(given(begun, ended).state).toEqual({
      status: 'verified',
      startedAt: NOW,
      endedAt: NOW,
      segments: 4,
      digests: true,
      outcome,
    });
  });

  it('keeps its first outcome', () => {
    given(begun, ended).when(failVerification('Corrupted')).thenNothing();
    given(begun, failed).when(endVerification(outcome)).thenNothing();
    given(begun, ended)
      .when(endVerification({ ...outcome, faultCount: 3 }))
      .thenNothing();
  });

  it('says by a name why it failed', () => {
    given(begun).when(failVerification('StorageUnavailable')).then(failed);
    expect(given(begun, failed).state).toMatchObject({ status: 'failed', error: 'StorageUnavailable', endedAt: NOW });
  });

  it('that nobody began cannot end', () => {
    given().when(endVerification(outcome)).thenRefused('NotFound');
    given().when(failVerification('Corrupted')).thenRefused('NotFound');
    given(made).when(endVerification(outcome), after(20)).thenRefused('NotFound');
  });

  it('has a stream of its own, of nobody', () =>
    expect(auditStream('7')).toEqual({ subject: 'system', stream: 'audits/7' }));
});

describe('an audit bundle', () => {
  it('is recorded when it is made, once', () => {
    given().when(recordBundle(bundle)).then(made);
    given(made)
      .when(recordBundle({ ...bundle, entries: 9 }))
      .thenNothing();
    expect(given(made).state).toEqual({ status: 'bundled', at: NOW, ...bundle });
  });

  it('cannot take the place of a verification', () => given(begun).when(recordBundle(bundle)).thenNothing());
});

/** A fault as compliance is told of it. `schemas/api.graphql` has the same in short. */
import type { FaultKind, HistoryFault } from '../../../../schemas/audit.ts';

const sentences: Record<FaultKind, string> = {
  'missing-number': 'The commit with this number is not there, though later ones are.',
  'broken-link': 'This commit does not follow the one before it: one of the two was put in the place of another.',
  'changed-header': 'What this commit says about itself is not what was appended.',
  'changed-body': 'The sealed content of this commit is not what was appended.',
  'missing-body': 'The sealed content of this commit is gone, and no request erased it.',
  'foreign-ciphertext': 'The content of this commit was not sealed with its stream’s key for this place.',
  damaged: 'What is stored here is no commit: a part of it is missing or has another form.',
  'not-sealed': 'More was dated into this time than was sealed in its digest.',
  'missing-commit': 'The digest of this hour knows a commit that is not there.',
  'other-commit': 'The digest of this hour knows another commit with this number.',
  'missing-digest': 'A digest is not there, though later ones are.',
  'broken-digest': 'This digest, or its file of heads, is not what was signed, or was not signed with Dixon’s key.',
};

export const faultInWords = ({ kind, subject, stream, number, digest }: HistoryFault) => ({
  kind,
  subject: subject ?? null,
  stream: stream ?? null,
  number: number ?? null,
  digest: digest ?? null,
  sentence: sentences[kind],
});

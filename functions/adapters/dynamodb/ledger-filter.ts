/**
 * What the engine can leave out of a search before anything leaves it, by the form in which commits are stored
 * (`commit-item.ts`). It lets more through than what is looked for, never less: the caller looks again.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { actorKinds, type LedgerQuestion } from '../../../events/core/ledger-search.ts';
import { packId } from './commit-item.ts';

export type Expression = { text: string; names: Record<string, string>; values: Record<string, AttributeValue> };

const NOTHING: Expression = { text: '', names: {}, values: {} };

/** Together, for a request that says names and values once. */
export const both = (...parts: Expression[]): Expression => ({
  text: parts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' AND '),
  names: Object.assign({}, ...parts.map(({ names }) => names)) as Expression['names'],
  values: Object.assign({}, ...parts.map(({ values }) => values)) as Expression['values'],
});

/** Words such as `VinDecoded` or `TurnStarted@2`. */
const ofTypes = (types: readonly string[] | undefined): Expression =>
  types
    ? {
        text: `(${types.map((_, n) => `contains(#events, :type${n})`).join(' OR ')})`,
        names: { '#events': 'events' },
        values: Object.fromEntries(types.map((type, n) => [`:type${n}`, { S: type }])),
      }
    : NOTHING;

const isKind = (word: string): boolean => actorKinds.some((kind) => kind === word);

/**
 * `kind:id`; the kind alone where the id is the subject, which is then the partition that is read, or found by its key.
 * A word that is a kind can be an id as well, such as `system`, and is then looked for as both.
 */
const ofActor = ({ actor, subject }: LedgerQuestion): Expression => {
  if (actor === undefined || actor === subject) return NOTHING;
  const names = { '#actor': 'actor' };
  const values = { ':actor': { S: actor } };
  const ways: Expression[] = [
    { text: 'contains(#actor, :actorId)', names, values: { ':actorId': { S: `:${actor}` } } },
    ...(isKind(actor) ? [{ text: 'begins_with(#actor, :actor)', names, values }] : []),
    ...(subject === undefined ? [{ text: '#pk = :actor', names: { '#pk': 'pk' }, values }] : []),
  ];
  return { ...both(...ways), text: `(${ways.map(({ text }) => text).join(' OR ')})` };
};

const ofCorrelation = (correlation: string | undefined): Expression =>
  correlation === undefined
    ? NOTHING
    : {
        text: '#correlation = :correlation',
        names: { '#correlation': 'correlation' },
        values: { ':correlation': packId(correlation) },
      };

const ofInstants = (from: string | undefined, to: string | undefined): Expression =>
  both(
    from === undefined ? NOTHING : { text: '#at >= :from', names: { '#at': 'at' }, values: { ':from': { S: from } } },
    to === undefined ? NOTHING : { text: '#at <= :to', names: { '#at': 'at' }, values: { ':to': { S: to } } },
  );

/** For the partition of a person: their id is its key, and instants are like any other attribute. */
export const filterOfSubject = (question: LedgerQuestion): Expression =>
  both(
    ofTypes(question.types),
    ofActor(question),
    ofCorrelation(question.correlation),
    ofInstants(question.from, question.to),
  );

/** For the index, whose keys are day and instant. */
export const filterOfLedger = (question: LedgerQuestion): Expression => {
  const { subject } = question;
  const whose: Expression =
    subject === undefined ? NOTHING : { text: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': { S: subject } } };
  return both(whose, ofTypes(question.types), ofActor(question), ofCorrelation(question.correlation));
};

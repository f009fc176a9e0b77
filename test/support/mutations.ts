/** Single changes to the items of a history, as somebody makes them who can write to its table and forges what they can. */
import { createHash, randomBytes } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { packBody } from '../../events/core/body.ts';
import { GENESIS, hashOf, sha256 } from '../../events/core/chain.ts';
import { place } from '../../events/core/commit-opener.ts';
import { parseSortKey, sortKey, type Commit } from '../../events/core/commit.ts';
import type { Vault } from '../../events/core/vault.ts';
import { fromItem, toItem, type Item } from '../../functions/adapters/dynamodb/commit-item.ts';
import type { FaultKind } from '../../schemas/audit.ts';

/** What to put and what to delete, and the faults that tell of it: each of them, of a list one. */
export type Mutation = { put: Item[]; remove: Item[]; tells: (FaultKind | FaultKind[])[] };

/** Chooses, the same for the same seed. */
export const choices = (seed: string) => {
  let used = 0;
  const below = (limit: number): number =>
    createHash('sha256')
      .update(`${seed}/${(used += 1)}`)
      .digest()
      .readUInt32BE() % limit;
  const one = <T>(all: readonly T[]): T => all[below(all.length)]!;
  return { below, one };
};
export type Choices = ReturnType<typeof choices>;

const streamOf = (item: Item): string => `${item['pk']!.S}|${parseSortKey(item['sk']!.S!)!.stream}`;
const numberOf = (item: Item): number => parseSortKey(item['sk']!.S!)!.number;
const at = (item: Item, { pk, sk }: Item): Item => ({ ...item, pk: pk!, sk: sk! });
const numbered = (item: Item, number: number): Item => ({
  ...item,
  sk: { S: sortKey(parseSortKey(item['sk']!.S!)!.stream, number) },
});

/** Each in ascending order. */
const streamsIn = (items: readonly Item[]): Item[][] =>
  [...Map.groupBy(items, streamOf).values()].map((each) => each.toSorted((a, b) => numberOf(a) - numberOf(b)));

const flipped = (value: AttributeValue | undefined, { below }: Choices): AttributeValue => {
  const bytes = Buffer.from(value!.B!);
  bytes[below(bytes.length)]! ^= 1 << below(8);
  return { B: bytes };
};

const anotherDay = (item: Item): AttributeValue => ({ S: `2020-01-01${item['day']!.S!.slice(10)}` });

type Change = (item: Item, choose: Choices) => AttributeValue;

/** Whatever a header says, said otherwise. The shape of an item stays. */
export const headerFields: Record<string, Change> = {
  events: (item) => ({ S: `${item['events']!.S} SessionArchived` }),
  fold: (item) => ({ N: String(Number(item['fold']!.N) + 1) }),
  at: (item) => ({ S: new Date(Date.parse(item['at']!.S!) - 1).toISOString() }),
  actor: () => ({ S: 'operator:user-eve' }),
  correlation: () => ({ B: randomBytes(16) }),
  causation: (item) => ({ S: `${item['causation']?.S ?? ''}x` }),
  command: () => ({ B: randomBytes(16) }),
  commitment: (item, choose) => flipped(item['commitment'], choose),
  prev: (item, choose) => flipped(item['prev'], choose),
  hash: (item, choose) => flipped(item['hash'], choose),
  day: anotherDay,
};

/** Well linked to the newest commit of its stream, or the first of a new one, and dated into its hour. */
const next = (tip: Commit, stream: string, content: { body?: Uint8Array; commitment: Uint8Array }): Item => {
  const isSame = stream === tip.stream;
  const { body: _body, hash: _hash, ...header } = tip;
  const number = isSame ? tip.number + 1 : 1;
  const forged = { ...header, stream, number, prev: isSame ? tip.hash : GENESIS, ...content };
  return toItem({ ...forged, hash: hashOf(forged) });
};

const withBody = (body: Uint8Array) => ({ body, commitment: sha256(body) });

const sealedBy = async (vault: Vault, tip: Commit, stream: string): Promise<Uint8Array> => {
  const number = stream === tip.stream ? tip.number + 1 : 1;
  const address = { subject: tip.subject, stream };
  return vault.seal(address, place({ ...address, number }), packBody({ data: [{}], state: {} }));
};

type Make = (items: Item[], choose: Choices, vault: Vault) => Mutation | Promise<Mutation>;

const change = (put: Item, ...tells: Mutation['tells']): Mutation => ({ put: [put], remove: [], tells });
const isSealed = (item: Item): boolean => item['body'] !== undefined;
const tipOf = (items: Item[], choose: Choices, isMeant: (tip: Item) => boolean = () => true): Commit =>
  fromItem(choose.one(streamsIn(items).flatMap((stream) => stream.slice(-1).filter(isMeant))));

/** Behind what was erased nothing opens anyway: there only the digests tell. */
const unlessErased = ({ body }: Commit, kind: FaultKind): FaultKind[] => [...(body ? [kind] : []), 'not-sealed'];

const ofHeaders = Object.entries(headerFields).map(([field, changed]): [string, Make] => [
  `the header's ${field}`,
  (items, choose) => {
    const item = choose.one(items);
    return change({ ...item, [field]: changed(item, choose) }, field === 'prev' ? 'broken-link' : 'changed-header');
  },
]);

const others: [string, Make][] = [
  [
    'a byte of a body',
    (items, choose) => {
      const item = choose.one(items.filter(isSealed));
      return change({ ...item, body: flipped(item['body'], choose) }, 'changed-body');
    },
  ],
  [
    'a body that no request took',
    (items, choose) => {
      const { body: _body, ...rest } = choose.one(items.filter(isSealed));
      return change(rest, 'missing-body');
    },
  ],
  [
    'a body where one was erased',
    (items, choose) => {
      const item = choose.one(items.filter((each) => !isSealed(each)));
      return change({ ...item, body: { B: randomBytes(60) } }, 'changed-body');
    },
  ],
  [
    'a number',
    (items, choose) => {
      const item = choose.one(items);
      const moved = numbered(item, numberOf(item) + 100 + choose.below(100));
      return { put: [moved], remove: [item], tells: ['missing-number'] };
    },
  ],
  [
    'the order of two in a stream',
    (items, choose) => {
      const stream = choose.one(streamsIn(items).filter(({ length }) => length > 1));
      const first = choose.below(stream.length - 1);
      const [a, b] = [stream[first]!, choose.one(stream.slice(first + 1))];
      return { put: [at(a, b), at(b, a)], remove: [], tells: ['broken-link'] };
    },
  ],
  [
    'two of different streams in each other’s place',
    (items, choose) => {
      const [a, b] = [choose.one(items), choose.one(items)];
      const other = streamOf(a) === streamOf(b) ? items.find((item) => streamOf(item) !== streamOf(a))! : b;
      return { put: [at(a, other), at(other, a)], remove: [], tells: [['broken-link', 'changed-header']] };
    },
  ],
  [
    'one in the middle is deleted',
    (items, choose) => {
      const stream = choose.one(streamsIn(items).filter(({ length }) => length > 1));
      return { put: [], remove: [stream[choose.below(stream.length - 1)]!], tells: ['missing-number'] };
    },
  ],
  [
    'the newest is deleted',
    (items, choose) => ({ put: [], remove: choose.one(streamsIn(items)).slice(-1), tells: ['missing-commit'] }),
  ],
  [
    'a whole stream is deleted',
    (items, choose) => ({ put: [], remove: choose.one(streamsIn(items)), tells: ['missing-commit'] }),
  ],
  [
    'an old one again, behind the newest',
    (items, choose) => {
      const stream = choose.one(streamsIn(items));
      return change(numbered(choose.one(stream), stream.length + 1), 'broken-link', 'not-sealed');
    },
  ],
  [
    'an old one again, in another stream',
    (items, choose) => {
      const [a, b] = [choose.one(items), choose.one(streamsIn(items))];
      return change(numbered(at(a, b[0]!), b.length + 1), 'broken-link', 'not-sealed');
    },
  ],
  [
    'a forged one, sealed by nobody',
    (items, choose) => {
      const tip = tipOf(items, choose);
      return change(next(tip, tip.stream, withBody(randomBytes(80))), ...unlessErased(tip, 'foreign-ciphertext'));
    },
  ],
  [
    'a forged one without a body',
    (items, choose) => {
      const tip = tipOf(items, choose);
      return change(next(tip, tip.stream, { commitment: randomBytes(32) }), ...unlessErased(tip, 'missing-body'));
    },
  ],
  [
    'a forged one, well sealed',
    async (items, choose, vault) => {
      const tip = tipOf(items, choose, isSealed);
      return change(next(tip, tip.stream, withBody(await sealedBy(vault, tip, tip.stream))), 'not-sealed');
    },
  ],
  [
    'a forged stream, well sealed',
    async (items, choose, vault) => {
      const tip = tipOf(items, choose, isSealed);
      const stream = `${tip.stream}-${choose.below(1_000_000)}`;
      return change(next(tip, stream, withBody(await sealedBy(vault, tip, stream))), 'not-sealed');
    },
  ],
  [
    'an item that lacks a part',
    (items, choose) => {
      const item = choose.one(items);
      const { [choose.one(['events', 'fold', 'actor', 'commitment', 'hash', 'command'])]: _gone, ...rest } = item;
      return change(rest, 'damaged');
    },
  ],
  [
    'an item that is no commit',
    (items, choose) => change({ ...choose.one(items), sk: { S: `session-${choose.below(1_000)}` } }, 'damaged'),
  ],
];

export const mutations: readonly (readonly [string, Make])[] = [...ofHeaders, ...others];

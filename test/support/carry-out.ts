/** The tasks of erase-data's redactor in the order of its definition, without the machine around them. */
import { finish } from '../../functions/erase/finish.ts';
import type { EraseParts } from '../../functions/erase/ports.ts';
import { removeBodies } from '../../functions/erase/remove-bodies.ts';
import { removeRest } from '../../functions/erase/remove-rest.ts';
import { shredKeys } from '../../functions/erase/shred-keys.ts';
import { survey } from '../../functions/erase/survey.ts';
import { verify } from '../../functions/erase/verify.ts';
import type { DataStore } from '../../schemas/privacy.ts';
import { eraseContract, type ErasureWork, type Left, type Removed } from '../../workflows/erase-data/contract.ts';

type Counts = Partial<Record<DataStore, number>>;

export type CarriedOut = {
  /** What there was, and what went: stores with nothing are left out. */
  found: Counts;
  removed: Counts;
  left: Left;
  /** What RemoveBodies said it had come to, part after part. */
  advances: number[];
  passes: number;
};

const add = (counts: Counts, stores: { store: DataStore; count: number }[]): Counts =>
  stores.reduce((all, { store, count }) => (count ? { ...all, [store]: (all[store] ?? 0) + count } : all), counts);

const removedIn = (stores: Removed) => stores.map(({ store, removed }) => ({ store, count: removed }));

/** @param part bodies that one invocation removes */
export const carryOut = async (parts: EraseParts, work: ErasureWork, part?: number): Promise<CarriedOut> => {
  const { stores } = eraseContract.Survey.output.parse(await survey(parts)(work));
  const found = add(
    {},
    stores.map(({ store, found: count }) => ({ store, count })),
  );
  const advances: number[] = [];
  let removed: Counts = {};
  for (let pass = 1; ;) {
    removed = add(removed, removedIn((await shredKeys(parts)(work)).stores));
    for (let before = 0, more = true; more;) {
      const done = eraseContract.RemoveBodies.output.parse(await removeBodies(parts, part)({ work, before }));
      ({ more } = done);
      before = done.total;
      advances.push(before);
      if (!more) removed = add(removed, removedIn(done.stores));
    }
    removed = add(removed, removedIn((await removeRest(parts)(work)).stores));
    const end = eraseContract.Finish.output.parse(await finish(parts)({ work, pass }));
    removed = add(removed, removedIn(end.stores));
    if (!end.again) {
      const { left } = eraseContract.Verify.output.parse(await verify(parts)(work));
      return { found, removed, left, advances, passes: end.pass };
    }
    pass = end.pass;
  }
};

/** As the machine's retries and a person who resumes it do: again from the beginning, until it ends well. */
export const carryOutAtLast = async (parts: EraseParts, work: ErasureWork, tries = 9): Promise<CarriedOut> => {
  for (let count = 1; ; count += 1)
    try {
      return await carryOut(parts, work);
    } catch (error) {
      if (count === tries) throw error;
    }
};

/** Which parts are asked for, and for which car a supplier may be told they are. */
import type { VehicleFacts } from '../../../schemas/tools/context.ts';
import { partById } from '../knowledge/index.ts';
import { matcherOf, type Matcher } from '../work/matcher.ts';
import type { Wanted, WantedFor } from './ports.ts';

const catalogue = [...partById.values()];
let matcher: Matcher | undefined;
const byName = (): Matcher =>
  (matcher ??= matcherOf(catalogue.map(({ name }) => ({ names: [{ text: name, weight: 1 }], commonness: 1 }))));

/** By id, else by words; undefined for what the catalogue does not hold. */
export const partMeant = (text: string): Wanted | undefined => {
  const byId = partById.get(text.toLowerCase());
  const match = byId === undefined ? byName().match(text.replaceAll('-', ' ')) : undefined;
  const part = byId ?? (match && catalogue[match.index]);
  return part && { part: part.id, name: part.name };
};

/** What could be a part of a VIN has no place in a make or model. */
const LIKE_A_VIN = /[A-HJ-NPR-Z0-9]{9,}/i;
const A_NAME = /^[\p{L}\d][\p{L}\d .&'/+-]{0,39}$/u;
/** "Dodge Challenger" has nine letters in a row, and no digit among them. */
const isName = (text: string): boolean => A_NAME.test(text) && !(LIKE_A_VIN.test(text) && /\d/.test(text));

/** The kind of car; undefined where it is not known, or the fields hold something else than a make and a model. */
export const kindOf = ({ year, make, model }: Partial<VehicleFacts> = {}): WantedFor | undefined =>
  year !== undefined && make !== undefined && model !== undefined && isName(make) && isName(model)
    ? { year, make, model }
    : undefined;

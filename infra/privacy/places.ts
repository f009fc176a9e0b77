/**
 * Where data rests or passes beside the events of the streams, said by hand. A table that is missing in `places/tables.ts`
 * does not compile; everything else is for whoever adds a place to remember.
 */
import { elsewhere, machine } from './places/elsewhere.ts';
import { files } from './places/files.ts';
import { passing } from './places/passing.ts';
import type { Place } from './places/place.ts';
import { ofTables } from './places/tables.ts';

export const places: readonly Place[] = [
  ...Object.values(ofTables).flat(),
  ...files,
  ...passing,
  ...elsewhere,
  ...machine,
];

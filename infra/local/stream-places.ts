/** How far a consumer has read a stream, kept beside the data. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A place that is behind means that commits come twice after a crash, which every consumer takes. */
const KEPT_EVERY_MS = 200;

/** Sequence number of the newest record that was handled, by shard. */
export type Places = Record<string, string>;

export const readPlaces = (file: string): Places =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Places) : {};

/** The consumer begins with the oldest record there is. */
export const forgetPlaces = (file: string): void => rmSync(file, { force: true });

/** Where each shard was read to; in memory alone without a file. */
export const placesIn = (file: string | undefined) => {
  const places = file ? readPlaces(file) : {};
  let kept = 0;
  const keep = (): void => {
    kept = performance.now();
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify(places));
    renameSync(`${file}.new`, file);
  };
  return {
    get: (shard: string): string | undefined => places[shard],
    set: (shard: string, sequence: string): void => {
      places[shard] = sequence;
      if (performance.now() - kept > KEPT_EVERY_MS) keep();
    },
    keep,
  };
};

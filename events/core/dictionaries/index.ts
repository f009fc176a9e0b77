/** Every dictionary that a stored body may name, by number. Add one; never change one that was released. */
import { dictionary1 } from './dictionary-1.ts';
import { dictionary2 } from './dictionary-2.ts';

export const NEWEST_DICTIONARY = 2;

export const dictionaries: Readonly<Record<number, Buffer>> = {
  1: Buffer.from(dictionary1, 'base64'),
  2: Buffer.from(dictionary2, 'base64'),
};

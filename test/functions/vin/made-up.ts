/** VINs that no vehicle has, with a check digit that is right. */
import { checkDigitOf } from '../../../schemas/vin.ts';

/**
 * @param start positions 1 to 8
 * @param end positions 10 to 17: the model year's character, the plant's, a serial number
 */
export const madeUp = (start: string, end: string): string => `${start}${checkDigitOf(`${start}0${end}`)}${end}`;

/** A 2019 Honda Civic. */
export const CIVIC = madeUp('2HGFC2F5', 'KH500001');

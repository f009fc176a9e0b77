/** What decoding a VIN needs from outside (SPEC A7): somebody who knows VINs, and somebody who reads them off pictures. */
import type * as z from 'zod';
import type { VinReadBy, VinSource } from '../../schemas/tools/vin-processor.ts';
import type { VinDetails } from '../../schemas/vin-details.ts';

/** What a source says of a vehicle, and which edition of the source said it: at most 60 characters. */
export type DecodedBySource = { details: VinDetails; sourceVersion: string };

export type VinDecoder = {
  source: VinSource;
  /**
   * @param vin one that `checkVin` let pass
   * @returns undefined where the source does not know this vehicle, as asking again will not change
   * @throws a recoverable error where the source could not be asked: `NhtsaUnavailable`, `StorageUnavailable`
   */
  decode(vin: string): Promise<DecodedBySource | undefined>;
};

/** A VIN that keeps every rule of `checkVin`, and how it got off the picture. */
export type VinOnPicture = { vin: string; readBy: Exclude<z.infer<typeof VinReadBy>, 'typed'> };

export type PictureReader = {
  /**
   * @param picture the bytes of a PNG, JPEG or WebP file, at most 10 MB
   * @throws InvalidInput where it is no such picture, or shows no VIN, or several
   */
  read(picture: Uint8Array): Promise<VinOnPicture>;
  /** Ends what reading keeps running. A reader that was closed reads no more. */
  close(): Promise<void>;
};

/** Text recognition: `tesseract.js` on one machine, a model that sees on AWS. */
export type TextReader = {
  /**
   * What is written on a picture, line by line, read in one way after the other: whoever has found what they look for
   * stops asking. A picture on which nothing can be made out gives no lines.
   */
  readings(picture: Uint8Array): AsyncIterable<string[]>;
  close(): Promise<void>;
};

/** EraseStream: one stream of a person, such as a session they deleted (DESIGN section 4). */
import type { Erased, eraseContract } from '../../workflows/erase/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';
import type { EraseParts } from './ports.ts';
import { NOTHING, plus, removeBodies, removeRow, removeUploads, shredKey } from './steps.ts';

/**
 * First the key, so that it is unreadable whatever fails afterwards; then its files, which no key seals; then what was
 * sealed with it; then its row.
 */
export const eraseStream =
  (parts: EraseParts) =>
  async ({ subject, stream, request, at }: InputOf<typeof eraseContract, 'EraseStream'>): Promise<Erased> => {
    const address = { subject, stream };
    const keys = await shredKey(parts, address, { request, at });
    const uploads = await removeUploads(parts, address);
    const numbers: number[] = [];
    for await (const { number, body } of parts.log.read(address)) if (body) numbers.push(number);
    const bodies = await removeBodies(parts, address, numbers);
    return plus(NOTHING, { ...keys, ...uploads, ...bodies, ...(await removeRow(parts, address)) });
  };

/**
 * The Lambda group `tools`: no permissions, so that a tricked tool can reach nothing; and no I/O, unless somebody
 * configured a supplier of parts, who hears of parts and kinds of car only.
 */
import { createPartsSupplier } from '../adapters/parts-supplier.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { tools } from './handler.ts';

const { PARTS_SUPPLIER_URL } = environment('PARTS_SUPPLIER_URL');

export const handler = tools(logger, {
  supplier: PARTS_SUPPLIER_URL === undefined ? undefined : createPartsSupplier(PARTS_SUPPLIER_URL),
});

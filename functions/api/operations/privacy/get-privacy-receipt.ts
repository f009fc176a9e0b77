import * as z from 'zod';
import { NotFound } from '../../../../schemas/errors.ts';
import { RequestId } from '../../../../schemas/privacy.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Asked } from '../../principal.ts';

const Arguments = z.object({ requestId: RequestId });

/**
 * SPEC N2: the receipt, for whoever has the request's id: of an erased account nobody is left to sign in, and nothing in
 * it is about a person. Throws `NotFound`, `RateLimited`.
 */
export const getPrivacyReceipt =
  ({ limits, rates, receipts }: Pick<ApiParts, 'limits' | 'rates' | 'receipts'>) =>
  async (args: unknown, { source }: Asked): Promise<string> => {
    const { requestId } = parse(Arguments, args);
    await limits.spend(`${source}#receipts`, rates.receipts);
    const document = await receipts.read(requestId);
    if (document === undefined) throw new NotFound('receipt');
    return document;
  };

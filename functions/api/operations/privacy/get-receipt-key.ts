import { ALGORITHM } from '../../../privacy/receipt.ts';
import type { ApiParts } from '../../ports.ts';
import type { Asked } from '../../principal.ts';

/**
 * SPEC N2: the key that receipts are signed with, for whoever wants to know whether one is ours. Asks for no identity, as
 * the receipts themselves. Throws `RateLimited`.
 */
export const getReceiptKey =
  ({ limits, rates, signer }: Pick<ApiParts, 'limits' | 'rates' | 'signer'>) =>
  async (_args: unknown, { source }: Asked) => {
    await limits.spend(`${source}#receipts`, rates.receipts);
    return { keyId: await signer.keyId(), algorithm: ALGORITHM, publicKey: await signer.publicKey() };
  };

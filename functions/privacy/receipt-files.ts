/** Receipts as files (SPEC N2), named by the request alone. */
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { ReceiptFiles } from './ports.ts';

/** Where every receipt lies. */
export const RECEIPTS = 'receipts/';

const keyOf = (requestId: string): string => `${RECEIPTS}${requestId}.json`;

export const createReceiptFiles = ({ blobs }: { blobs: Pick<BlobStore, 'head' | 'read' | 'write'> }): ReceiptFiles => ({
  file: async (requestId, document) => {
    if (await blobs.head(keyOf(requestId))) return;
    await blobs.write(keyOf(requestId), Buffer.from(document), 'application/json');
  },
  read: async (requestId) => {
    const file = await blobs.read(keyOf(requestId));
    return file && Buffer.from(file.bytes).toString('utf8');
  },
});

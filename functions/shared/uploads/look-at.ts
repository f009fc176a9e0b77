import { InvalidInput, NotFound } from '../../../schemas/errors.ts';
import { UploadSize, UploadType } from '../../../schemas/uploads.ts';
import { LOOKED_AT_BYTES, typeOfContent } from './content.ts';
import type { BlobFacts, BlobStore } from './ports.ts';

export type Upload = { contentType: UploadType; size: number };

const refusalOf = async ({ size, contentType }: BlobFacts, bytes: Uint8Array): Promise<string | undefined> => {
  if (!UploadSize.safeParse(size).success) return 'This file is empty, or larger than 10 MB. Send a smaller one.';
  if (!UploadType.safeParse(contentType).success)
    return `Only pictures and PDF can be attached: ${UploadType.options.join(', ')}.`;
  if ((await typeOfContent(bytes)) !== contentType)
    return `The content of this file is not ${contentType}, as its type says. Send it with the type that it has.`;
  return undefined;
};

/**
 * What somebody sent, once it is what it says. What is something else is taken away.
 * @throws NotFound where nothing was sent, `InvalidInput` for a size or content that is not as declared
 */
export const lookAt = async (blobs: Pick<BlobStore, 'read' | 'remove'>, key: string): Promise<Upload> => {
  const found = await blobs.read(key, { limit: LOOKED_AT_BYTES });
  if (!found)
    throw new NotFound(
      'file',
      {},
      'This file was not sent yet. Send it to the address that requestUpload gave, then attach it.',
    );
  const refusal = await refusalOf(found, found.bytes);
  if (refusal !== undefined) {
    await blobs.remove([key]);
    throw new InvalidInput(refusal, { field: 'uploadId' });
  }
  return { contentType: UploadType.parse(found.contentType), size: found.size };
};

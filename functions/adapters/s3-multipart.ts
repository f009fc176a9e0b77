/** A file of unknown length on its way to S3: in parts of 5 MB, of which none is left where it does not get there whole. */
import { Readable } from 'node:stream';
import { AbortMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** Parts on their way at once, each 5 MB of memory. */
const AT_ONCE = 2;

type File = { Bucket: string; Key: string; ContentType: string };

/** What fits into one part is put in one piece. Throws what the pieces throw, and what S3 refuses with. */
export const uploadPieces = async (client: S3Client, file: File, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
  const body = Readable.from(pieces, { objectMode: false });
  const upload = new Upload({ client, params: { ...file, Body: body }, queueSize: AT_ONCE });
  try {
    await upload.done();
  } catch (error) {
    body.destroy();
    const { Bucket, Key } = file;
    const { uploadId: UploadId } = upload;
    // the library does so where a part fails, and not where S3 cannot put them together; a second time does no harm
    if (UploadId !== undefined)
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
    throw error;
  }
};

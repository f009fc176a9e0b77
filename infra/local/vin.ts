/** decode-vin on one machine: pictures read here, NHTSA over the internet where it may be asked, vPIC from a file. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { createNhtsaDecoder } from '../../functions/adapters/nhtsa.ts';
import { createPictureReader } from '../../functions/adapters/vin-picture/index.ts';
import { createTesseract } from '../../functions/adapters/vin-picture/tesseract.ts';
import { createVpicDecoder, prepareVpic } from '../../functions/adapters/vpic/index.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { uploadKey } from '../../functions/shared/uploads/keys.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import { vin } from '../../functions/vin/handler.ts';
import type { VinDecoder } from '../../functions/vin/ports.ts';

export type LocalVinOptions = {
  /** Where vPIC is unpacked, once for every data folder: it is 90 MB and the same for all. */
  vpicDir: string;
  /** Base address of NHTSA's service; `off` where nothing may leave this machine. */
  nhtsaUrl: string;
  blobs: Pick<BlobStore, 'read'>;
  now: () => string;
  logger: Logger;
};

/** Nobody is asked, so nobody knows. */
const silent: VinDecoder = { source: 'nhtsa', decode: async () => undefined };

/** Unpacks with the first VIN that asks for it; whoever never decodes one never waits. */
const embeddedIn = (folder: string, now: () => string): VinDecoder & { close: () => Promise<void> } => {
  let ready: Promise<ReturnType<typeof createVpicDecoder>> | undefined;
  const prepared = () => {
    ready ??= prepareVpic(folder).then((database) => createVpicDecoder({ database, now }));
    // a folder that was full may not be full the next time
    ready.catch(() => (ready = undefined));
    return ready;
  };
  return {
    source: 'vpic-embedded',
    decode: async (number) => (await prepared()).decode(number),
    close: async () => (await ready?.catch(() => undefined))?.close(),
  };
};

/** The tasks of the group `vin`, and how to end what they keep running. */
export const createLocalVin = ({
  vpicDir,
  nhtsaUrl,
  blobs,
  now,
  logger,
}: LocalVinOptions): { tasks: TaskHandler; stop: () => Promise<void> } => {
  const pictures = createPictureReader({ text: createTesseract() });
  const embedded = embeddedIn(vpicDir, now);
  const nhtsa = nhtsaUrl === 'off' ? silent : createNhtsaDecoder({ baseUrl: nhtsaUrl, now });
  const fileOf = async (...of: Parameters<typeof uploadKey>) => (await blobs.read(uploadKey(...of)))?.bytes;
  return {
    tasks: vin({ pictures, fileOf, nhtsa, embedded }, logger),
    stop: async () => void (await Promise.all([pictures.close(), embedded.close()])),
  };
};

/**
 * Text recognition on this machine, in a thread of its own (SPEC A7).
 *
 * The thread starts with the first picture and stays, since starting takes half a second and 80 MB. Everything comes
 * from packages on disk; `tesseract.js` would fetch its language from a CDN and keep it in the current folder.
 */
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker as Thread } from 'node:worker_threads';
import type Tesseract from 'tesseract.js';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import type { TextReader } from '../../vin/ports.ts';
import { vinsInLine } from './candidates.ts';

/** A picture of 24 megapixels takes 2 s. What takes this long is stuck, or the machine is. */
const LONGEST_MS = 15_000;

/** Labels are in capitals. Blanks stay, or a label's words would run together into 17 letters. */
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 :-/.()';

/** Tesseract's page modes: one block of lines, which suits a label and a plate; then whatever layout it finds. */
const modes = ['SINGLE_BLOCK', 'AUTO'] as const;

/**
 * Turned by 0.7 degrees a picture has the same letters on other pixels: what was read by luck comes out otherwise. Of 640
 * pictures of made-up VINs, 489 gave a right check digit and 3 of those a wrong VIN; of 438 that were read twice alike, 1.
 */
const TURN_RADIANS = 0.012;

type Mode = (typeof modes)[number];
type Way = { mode: Mode; radians: number };
type Running = {
  worker: Tesseract.Worker;
  modes: typeof Tesseract.PSM;
  /** Rejects when the thread dies. */
  died: Promise<never>;
};

const start = async (): Promise<Running> => {
  const langPath = join(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng')), '4.0.0_best_int');
  // a language that is not there would keep it waiting for ever
  await access(join(langPath, 'eng.traineddata.gz'));
  const options = { langPath, cacheMethod: 'none', gzip: true, errorHandler: () => {} };
  // a VIN is no word: dictionaries would mend it into one
  const config = { load_system_dawg: '0', load_freq_dawg: '0' };
  // loaded here, so that a bundle that reads text elsewhere has none of it
  const { default: tesseract } = await import('tesseract.js');
  const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, options, config);
  await worker.setParameters({ tessedit_char_whitelist: CHARACTERS, user_defined_dpi: '300' });
  const { worker: thread } = worker as unknown as { worker: Thread };
  const died = new Promise<never>((_resolve, reject) => thread.on('error', reject));
  died.catch(() => {});
  return { worker, modes: tesseract.PSM, died };
};

const linesOn = async ({ worker, modes: named }: Running, picture: Uint8Array, way: Way): Promise<string[]> => {
  await worker.setParameters({ tessedit_pageseg_mode: named[way.mode] });
  const file = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const { data } = await worker.recognize(file, { rotateRadians: way.radians });
  return data.text.split('\n').filter((line) => line.trim() !== '');
};

/** @returns the port; throws `StorageUnavailable` where the packages are not there, and after it was closed */
export const createTesseract = (): TextReader => {
  let running: Promise<Running> | undefined;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    const ended = running;
    running = undefined;
    await (await ended?.catch(() => undefined))?.worker.terminate();
  };

  const recognise = async (picture: Uint8Array, way: Way): Promise<string[]> => {
    if (closed) throw new StorageUnavailable('text recognition');
    const thread = await (running ??= start()).catch((cause: unknown) => {
      running = undefined;
      throw new StorageUnavailable('text recognition', { cause });
    });
    const timer = new AbortController();
    const late = sleep(LONGEST_MS, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error('late')));
    late.catch(() => {});
    try {
      return await Promise.race([linesOn(thread, picture, way), thread.died, late]);
    } catch (error) {
      // a picture that it cannot open does it no harm; after anything else the thread is dead, stuck or out of memory
      if (!String(error).includes('attempting to read image')) await end();
      return [];
    } finally {
      timer.abort();
    }
  };

  /** One after the other: a thread that is ended takes along whatever else it was given. */
  const inTurn = (picture: Uint8Array, way: Way): Promise<string[]> => {
    const turn = queue.then(() => recognise(picture, way));
    queue = turn.catch(() => {});
    return turn;
  };

  /** A line with a VIN counts if the turned picture says the same VIN; the others are told as they are. */
  const readTwice = async (picture: Uint8Array, mode: Mode): Promise<string[]> => {
    const lines = await inTurn(picture, { mode, radians: 0 });
    if (lines.flatMap(vinsInLine).length === 0) return lines;
    const again = new Set((await inTurn(picture, { mode, radians: TURN_RADIANS })).flatMap(vinsInLine));
    return lines.filter((line) => vinsInLine(line).every((vin) => again.has(vin)));
  };

  return {
    readings: async function* (picture) {
      for (const mode of modes) yield await readTwice(picture, mode);
    },
    close: async () => {
      closed = true;
      await queue;
      await end();
    },
  };
};

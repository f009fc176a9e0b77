/** Files that come piece by piece: what goes wrong on the way is an outage, as it is for files in one piece. */
import { asStorage } from './dynamodb/client.ts';

/** @param open called when the first piece is asked for */
export async function* namingFailures(
  store: string,
  open: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = open()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await asStorage(store, () => pieces.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // who stops early lets go of the file
    await pieces.return?.();
  }
}

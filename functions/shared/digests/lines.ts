/** A file line by line, as its pieces arrive. */
import { StringDecoder } from 'node:string_decoder';
import { Corrupted } from '../../../schemas/errors.ts';

/** A line of heads has some 150 characters: what is longer is none, and need not be held. */
const LONGEST = 4_000;

/** Without their ends. Throws `Corrupted` for a last line that does not end, and for one that is too long. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.write(Buffer.from(piece))).split('\n');
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LONGEST) throw new Corrupted({ part: 'heads' });
  }
  if (rest + decoder.end() !== '') throw new Corrupted({ part: 'heads' });
}

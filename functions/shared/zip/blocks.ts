/** Bytes in blocks of one size, and in lines. */

/** Compression depends on how its input is cut: with blocks of one size the same content gives the same archive. */
const BLOCK = 64 * 1024;

const NEWLINE = 0x0a;

/** Every block but the last has 64 KB, and memory of its own. */
export async function* inBlocks(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    held.push(bytes);
    size += bytes.length;
    if (size < BLOCK) continue;
    const whole = Buffer.concat(held);
    const end = size - (size % BLOCK);
    for (let start = 0; start < end; start += BLOCK) yield whole.subarray(start, start + BLOCK);
    held = [whole.subarray(end)];
    size -= end;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** Lines without their ends. What stands behind the last end is none. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let begun: Uint8Array[] = [];
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...begun, piece.subarray(start, end)]).toString();
      begun = [];
      start = end + 1;
    }
    begun.push(piece.subarray(start));
  }
}

/** Shows that something is going on, on terminals alone. */
import type { Output } from '../world.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Runs `work` with a turning wheel and words beside it; the line is gone afterwards.
 * @param work may change the words as it goes on
 */
export const withSpinner = async <T>(
  words: string,
  work: (say: (words: string) => void) => Promise<T>,
  out: Output,
): Promise<T> => {
  if (!out.isTTY) return work(() => {});
  let frame = 0;
  let said = words;
  const draw = (): void => void out.write(`\r${FRAMES[frame++ % FRAMES.length]} ${said} ...\u001b[K`);
  const timer = setInterval(draw, 80);
  try {
    return await work((next) => {
      said = next;
      // at once: a tool may be done before the wheel turns again
      draw();
    });
  } finally {
    clearInterval(timer);
    out.write('\r\u001b[K');
  }
};

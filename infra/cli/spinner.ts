/** Shows that something is going on, on terminals alone. */
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Runs `work` with a turning wheel and a word beside it; the line is gone afterwards. */
export const withSpinner = async <T>(word: string, work: () => Promise<T>, out = process.stdout): Promise<T> => {
  if (!out.isTTY) return work();
  let frame = 0;
  const timer = setInterval(() => {
    out.write(`\r${FRAMES[frame++ % FRAMES.length]} ${word} `);
  }, 80);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    out.write('\r\u001b[K');
  }
};

/** How far something has come, in one line. */
import { counted, number } from './text.ts';

export type Progress = { done: number; of: number | null; noun: string };

const WIDTH = 24;

/** Nothing is ever quite done before it is: what is expected is an estimate. */
const shareOf = (done: number, of: number): number => Math.min(done / of, 0.99);

/** `█████░░░░░ 52 %, 1,234 of about 2,345 commits, 4 s left`; only the count where nobody knows of how many. */
export const progressBar = ({ done, of, noun }: Progress, seconds: number): string => {
  if (of === null || of <= 0) return counted(done, noun);
  const share = shareOf(done, of);
  const full = Math.round(share * WIDTH);
  const left = share > 0 && seconds >= 1 ? `, ${number(Math.ceil(seconds / share - seconds))} s left` : '';
  const filled = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
  return `${filled} ${Math.floor(share * 100)} %, ${number(done)} of about ${counted(of, noun)}${left}`;
};

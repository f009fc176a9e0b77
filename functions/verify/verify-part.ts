import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { verifyContract } from '../../workflows/verify-history/contract.ts';
import { counted } from './hours.ts';
import { PACE, type Pace, type VerifyParts } from './ports.ts';
import { partAtTheStart, readPart, withFaults, writePart, type PartProgress } from './progress.ts';
import { verifyPage } from './verify-page.ts';

type Contract = typeof verifyContract;
type Part = InputOf<Contract, 'VerifyPart'>;
type Parts = Pick<VerifyParts, 'scan' | 'vault' | 'blobs' | 'milliseconds'>;

const pageMore = async (parts: Parts, { segment, of }: Part, progress: PartProgress): Promise<PartProgress> => {
  const page = await parts.scan.commits({ segment, of }, progress.after);
  const { walk, faults } = await verifyPage(parts, progress.walk, page);
  const { after: _before, ...rest } = progress;
  const next: PartProgress = {
    ...rest,
    walk,
    hours: counted(progress.hours, page),
    done: page.next === undefined,
    ...(page.next ? { after: page.next } : {}),
  };
  return withFaults(next, faults);
};

/** VerifyPart: page after page of a part, with what is done written down every few pages. */
export const verifyPart =
  (parts: Parts, pace: Pace = PACE) =>
  async (part: Part): Promise<OutputOf<Contract, 'VerifyPart'>> => {
    const { verificationId, segment } = part;
    const end = parts.milliseconds() + pace.milliseconds;
    let progress = (await readPart(parts, verificationId, segment)) ?? partAtTheStart;
    for (let pages = 1; !progress.done; pages += 1) {
      progress = await pageMore(parts, part, progress);
      const isOver = progress.done || parts.milliseconds() >= end;
      if (isOver || pages % pace.pages === 0) await writePart(parts, verificationId, segment, progress);
      if (isOver) break;
    }
    return { done: progress.done };
  };

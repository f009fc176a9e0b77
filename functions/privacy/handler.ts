/**
 * Keeps the books of privacy requests: opens them, tells people, decides what is to go, writes down what a job did, signs
 * and files receipts. What takes data away is the group `erase`, which can open nothing.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import { eraseBooksContract } from '../../workflows/erase-data/contract.ts';
import { exportBooksContract } from '../../workflows/export-data/contract.ts';
import { requestsContract } from '../../workflows/requests/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { begin } from './begin.ts';
import { complete } from './complete-erasure.ts';
import { completeExportOf } from './complete-export.ts';
import { fail } from './fail.ts';
import { openRequestOf } from './open-request.ts';
import type { PrivacyParts } from './ports.ts';
import { receive } from './receive.ts';
import { records } from './record.ts';
import { resumeHeld } from './resume-held.ts';
import { tellBeginning, tellReady } from './tell.ts';
import { waitForHold } from './wait-for-hold.ts';

/** Both state machines have a Receive and a Fail: an export's input is an erasure's without anything restored. */
const booksContract = { ...exportBooksContract, ...eraseBooksContract, ...requestsContract };

export const privacy = (parts: PrivacyParts, logger: Logger) =>
  tasks(
    booksContract,
    {
      OpenRequest: openRequestOf(parts),
      ResumeHeld: resumeHeld(parts),
      Receive: receive(parts),
      CheckHold: waitForHold(parts),
      TellBeginning: tellBeginning(parts),
      Begin: begin(parts),
      ...records(parts),
      Complete: complete(parts),
      CompleteExport: completeExportOf(parts),
      TellReady: tellReady(parts),
      Fail: fail(parts),
    },
    logger,
  );

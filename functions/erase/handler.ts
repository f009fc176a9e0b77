import type { Logger } from '@aws-lambda-powertools/logger';
import { eraseContract } from '../../workflows/erase/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { eraseStream } from './erase-stream.ts';
import { eraseSubject } from './erase-subject.ts';
import type { EraseParts } from './ports.ts';

/** What announcements start: the only group that may take anything out of the event table, and only bodies. */
export const erase = (parts: EraseParts, logger: Logger) =>
  tasks(eraseContract, { EraseStream: eraseStream(parts), EraseSubject: eraseSubject(parts) }, logger);

/** The files of a session (SPEC B3). */
import { NotFound, QuotaExceeded } from '../../schemas/errors.ts';
import type * as z from 'zod';
import { existing } from './decide.ts';
import type { FileAttached, SessionEvent } from './events.ts';
import type { SessionState } from './state.ts';

/** Pictures of one trouble are few; the state holds an id for each. */
export const FILE_LIMIT = 10;

type Attachment = Omit<z.infer<typeof FileAttached>, 'type'>;

/** Throws `QuotaExceeded` where no more files fit. */
export const requireRoomForFile = (state: SessionState): void => {
  const { files = [] } = existing(state);
  if (files.length >= FILE_LIMIT)
    throw new QuotaExceeded(
      `This session holds ${files.length}/${FILE_LIMIT} files. Remove one before you add another one.`,
      { limit: FILE_LIMIT, use: files.length },
    );
};

export const isAttached = (state: SessionState, uploadId: string): boolean =>
  existing(state).files?.some(({ id }) => id === uploadId) === true;

/** A file that is attached already is not attached again. Throws `QuotaExceeded` for the eleventh. */
export const attachFile =
  (file: Attachment) =>
  (state: SessionState): SessionEvent[] => {
    if (isAttached(state, file.uploadId)) return [];
    requireRoomForFile(state);
    return [{ type: 'FileAttached', ...file }];
  };

/** Throws `NotFound` for a file that is not the session's. */
export const removeFile =
  (uploadId: string) =>
  (state: SessionState): SessionEvent[] => {
    if (!isAttached(state, uploadId)) throw new NotFound('file');
    return [{ type: 'FileRemoved', uploadId }];
  };

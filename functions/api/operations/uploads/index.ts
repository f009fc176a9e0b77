import type { Topic } from '../../operation.ts';
import { attachFile } from './attach-file.ts';
import { getFileLink, getFiles, removeFile } from './files.ts';
import { requestUpload } from './request-upload.ts';

export const uploads: Topic = {
  queries: (parts) => ({
    getFiles: getFiles(parts),
    getFileLink: getFileLink(parts),
  }),
  mutations: (parts) => ({
    requestUpload: requestUpload(parts),
    attachFile: attachFile(parts),
  }),
  controls: (parts) => ({ removeFile: removeFile(parts) }),
};

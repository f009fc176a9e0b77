/** A file's name: what a person called it, and how HTTP says it. */
import type { UploadType } from '../../../schemas/uploads.ts';

const LONGEST = 120;

const endings: Record<UploadType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
};

/** Line ends, bells and other controls, and the marks that let `gpj.exe` look like a picture's name. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** The name without a path before it, cut to 120 characters; `file.jpg` where nothing of it is left. */
export const fileNameOf = (given: string | null | undefined, contentType: UploadType): string => {
  const name = (given ?? '').toWellFormed().replaceAll(UNSEEN, '').split(/[/\\]/).at(-1)!.trim();
  // the cut may halve a character that takes two units
  const cut = name
    .slice(0, LONGEST)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return cut === '' ? `file.${endings[contentType]}` : cut;
};

/** RFC 6266: saved, not shown. The plain form is for what is older than 2011. */
export const attachmentHeader = (name: string): string => {
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (mark) => `%${hex(mark)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

const hex = (mark: string): string => mark.charCodeAt(0).toString(16).toUpperCase();

/** Where a file lies in the archive: a name that every system can write to its disk, and that no two of a session have. */

/** What Windows, or a shell, takes for something else than a part of a name. */
const UNSAFE = /[<>:"/\\|?*'`$\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Names that Windows keeps for devices, whatever ending they have. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

const safe = (name: string): string => {
  const clean = name.toWellFormed().normalize('NFC').replaceAll(UNSAFE, '_').replace(DEVICE, '_$1');
  // Windows drops what stands at the end, and a dot at the beginning hides a file
  const trimmed = clean.replace(/^[.\s-]+/, '').replace(/[.\s]+$/, '');
  return trimmed === '' ? 'file' : trimmed;
};

const numbered = (name: string, number: number): string => {
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  return `${stem} (${number})${ending}`;
};

/** Names the files of one session, one after the other. Case makes no difference, as on most disks. */
export const pathsIn = (sessionId: string): ((name: string) => string) => {
  const taken = new Set<string>();
  return (given) => {
    const name = safe(given);
    let path = name;
    for (let number = 2; taken.has(path.toLowerCase()); number += 1) path = numbered(name, number);
    taken.add(path.toLowerCase());
    return `uploads/files/${sessionId}/${path}`;
  };
};

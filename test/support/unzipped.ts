/** What is in a zip, opened by a program that is not ours. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Every file of the archive by its path. Throws where Python finds the archive damaged. */
export const unzipped = (archive: Uint8Array): Map<string, Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), 'dixon-zip-'));
  try {
    const [zip, out] = [join(folder, 'archive.zip'), join(folder, 'out')];
    writeFileSync(zip, archive);
    execFileSync('python3', ['-m', 'zipfile', '-e', zip, out]);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [relative(out, file), readFileSync(file)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

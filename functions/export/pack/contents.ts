/** The files of an archive, one after the other: each is made while it is packed. */
import { uploadKey } from '../../shared/uploads/keys.ts';
import { summed, type Sum } from '../../shared/zip/sums.ts';
import type { PackedFile } from '../../shared/zip/zip.ts';
import type { About } from '../about.ts';
import { categories } from '../categories.ts';
import { readItems, readLines } from '../lines.ts';
import { page } from '../page/index.ts';
import type { ExportParts, Which } from '../ports.ts';
import { dataJson } from './data-json.ts';
import { readme } from './readme.ts';

/** Changes whenever a program that reads archives would have to. */
const FORMAT = { format: 'dixon-export', version: 1 };

type Upload = { sessionId: string; uploadId: string; path: string };

async function* text(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
}

/** One that was removed since it was collected is left out, and the manifest says so. */
async function* uploads(parts: ExportParts, which: Which, missing: string[]): AsyncGenerator<PackedFile> {
  for await (const item of readItems(parts, which, 'uploads')) {
    const { sessionId, uploadId, path } = item as Upload;
    const bytes = await parts.blobs.stream(uploadKey(which.subject, sessionId, uploadId));
    if (bytes) yield { path, isCompressed: true, bytes };
    else missing.push(path);
  }
}

async function* files(parts: ExportParts, which: Which, about: About, missing: string[]): AsyncGenerator<PackedFile> {
  yield { path: 'README.txt', bytes: text(readme(about, which)) };
  for (const category of categories)
    yield { path: `${category.name}/data.json`, bytes: dataJson(category, readLines(parts, which, category.name)) };
  yield { path: 'index.html', bytes: page(about, which, (name) => readLines(parts, which, name)) };
  yield* uploads(parts, which, missing);
}

/** All of them, behind them their sums and the manifest, which names every other file. */
export async function* contents(parts: ExportParts, which: Which, about: About): AsyncGenerator<PackedFile> {
  const listed: ({ path: string } & Sum)[] = [];
  const missing: string[] = [];
  const counted = ({ path, bytes, ...rest }: PackedFile): PackedFile => ({
    path,
    ...rest,
    bytes: summed(bytes, (sum) => void listed.push({ path, ...sum })),
  });
  for await (const file of files(parts, which, about, missing)) yield counted(file);
  const sums = listed.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  yield counted({ path: 'SHA256SUMS', bytes: text(...sums) });
  const { exportedAt } = about;
  const manifest = { ...FORMAT, exportedAt, requestId: which.requestId, files: listed, missing };
  yield { path: 'manifest.json', bytes: text(`${JSON.stringify(manifest, null, 2)}\n`) };
}

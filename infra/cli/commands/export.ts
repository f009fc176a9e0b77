/** `dixon export`: everything that is kept of the caller, as a file. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { exportData, exportLink, requestExport, type Exported } from '../documents/privacy.ts';
import { ownRequests, type PrivacyRequest } from '../documents/requests.ts';
import { Unfinished } from '../exit.ts';
import { download, type Downloaded } from '../output/download.ts';
import { poll } from '../output/poll.ts';
import { inSteps } from '../output/steps.ts';
import { size } from '../output/text.ts';
import { acting, leaf, type Run } from './command.ts';

type Options = { archive?: boolean; request?: string; out?: string };

/** Ended one way or another, or waiting for somebody. */
const isStill = ({ state }: PrivacyRequest): boolean => state !== 'confirmed';

const archiveOf = async ({ ask, world }: Context, requestId: string, say: (words: string) => void): Promise<void> => {
  const look = async () => {
    const found = (await ask(ownRequests)).find(({ id }) => id === requestId);
    if (!found) throw new Unfinished('There is no such request of yours.');
    if (found.progress) say(`${found.progress.step}, ${found.progress.done} of ${found.progress.of ?? 'many'}`);
    return found;
  };
  const { state, explanation } = await poll(world, look, isStill);
  if (state === 'received')
    throw new Unfinished(
      `${explanation}\nThen: dixon requests confirm ${requestId}; dixon export --request ${requestId}`,
    );
  if (state !== 'exported') throw new Unfinished(explanation);
};

/** Waits until the archive is made, and fetches it. */
const fetchArchive = async (context: Context, requestId: string, out?: string): Promise<void> => {
  const { ask, print, world } = context;
  let got: Downloaded | undefined;
  const fetching = async (say: (words: string) => void): Promise<void> => {
    const { url } = await ask(exportLink, { requestId });
    got = await download(world, url, out ?? `export-${requestId}.zip`, { onBytes: (bytes) => say(size(bytes)) });
  };
  try {
    await inSteps(world, [
      { title: 'Making the archive', run: (say) => archiveOf(context, requestId, say) },
      { title: 'Fetching', run: fetching },
    ]);
  } catch (error) {
    if (world.signal.aborted) print.note(`It is made all the same. Fetch it: dixon export --request ${requestId}`);
    throw error;
  }
  await print.result({ requestId, ...got! }, () => `${got!.file}, ${size(got!.bytes)}: open index.html in it.`);
};

/** Small enough for one answer: a file of JSON, or the answer itself for machines. */
const keep = async ({ print }: Context, exported: Exported, out?: string): Promise<void> => {
  if (print.json && out === undefined) return print.result(exported, () => '');
  const file = out ?? `export-${exported.exportedAt.slice(0, 10)}.json`;
  const text = `${JSON.stringify(exported, null, 2)}\n`;
  await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  const bytes = Buffer.byteLength(text);
  await print.result({ requestId: null, file, bytes }, () => `${file}, ${size(bytes)}`);
};

const run = async (context: Context, { archive, request, out }: Options): Promise<void> => {
  if (request !== undefined) return fetchArchive(context, request, out);
  if (archive) return fetchArchive(context, (await context.change(requestExport)).id, out);
  const exported = await context.ask(exportData);
  return exported.request ? fetchArchive(context, exported.request.id, out) : keep(context, exported, out);
};

export const exportCommand = (program: Command, running: Run): void => {
  leaf(program, 'export', 'everything that is kept of you, as a file', [
    'dixon export',
    'dixon export --archive --out everything.zip',
    'dixon export --request $REQUEST',
  ])
    .option('--archive', 'as an archive with your files, to read in a browser')
    .option('--request <requestId>', 'fetch the archive of a request that you made before')
    .option('--out <file>', 'a new file')
    .action(acting(running, run));
};

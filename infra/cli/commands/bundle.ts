/** `dixon bundle`, which is `dixon audit bundle`: a zip that proves a person's history offline. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { createBundle, type Bundle } from '../documents/audit.ts';
import { download, type Downloaded } from '../output/download.ts';
import { inSteps } from '../output/steps.ts';
import { size } from '../output/text.ts';
import { acting, instant, leaf, type Run } from './command.ts';

type Options = { subject: string; from?: string; to?: string; out?: string };

const bundle = async (context: Context, { subject, from, to, out }: Options): Promise<void> => {
  const { change, print, world } = context;
  const made: { bundle?: Bundle; file?: Downloaded } = {};
  await inSteps(world, [
    { title: 'Packing', run: async () => (made.bundle = await change(createBundle, { subject, from, to })) },
    {
      title: 'Fetching',
      run: async (say) => {
        const { url, bundleId, sha256, bytes } = made.bundle!;
        const onBytes = (so: number) => say(`${size(so)} of ${size(bytes)}`);
        made.file = await download(world, url, out ?? `audit-${bundleId}.zip`, { sha256, onBytes });
      },
    },
  ]);
  const { url: _link, ...facts } = made.bundle!;
  const { file } = made.file!;
  await print.result({ ...facts, file }, () =>
    [
      print.facts([
        ['file', file],
        ['entries', facts.entries],
        ['size', size(facts.bytes)],
        ['SHA-256', facts.sha256],
      ]),
      'Unpack it into an empty folder and check it with: node verify.mjs',
    ].join('\n\n'),
  );
};

/** @param call how it is called, for its examples */
export const bundleCommand = (parent: Command, run: Run, call: string): void => {
  leaf(parent, 'bundle', 'a person’s history as a zip that verifies itself, for compliance', [
    `${call} --subject user-sam --from 2026-11-01 --to 2026-11-21`,
    `${call} --subject user-sam --out sam.zip`,
  ])
    .requiredOption('--subject <subject>', 'whose: user-sam, anon-session-<uuid>')
    .option('--from <instant>', 'a day or an instant', instant())
    .option('--to <instant>', 'inclusive', instant('end'))
    .option('--out <file>', 'a new file; audit-<id>.zip where none is given')
    .action(acting(run, bundle));
};

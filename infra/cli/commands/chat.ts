/** `dixon chat`: a conversation in the terminal. */
import type { Command } from 'commander';
import { converse } from '../chat/converse.ts';
import { tokenFrom, urlFrom, type GlobalOptions } from '../settings.ts';
import { leaf, type Run } from './command.ts';

/** Whoever just tries it out on one machine is somebody. */
const ANYBODY = 'local:sam';

export const chatCommand = (program: Command, run: Run): void => {
  const chat = leaf(program, 'chat', 'a conversation; an empty line or Ctrl-D ends it', [
    'dixon chat',
    'dixon chat --session $ID',
    'echo "My brakes are squealing" | dixon chat',
  ]);
  chat.option('--session <sessionId>', 'go on with this one').action(async ({ session }: { session?: string }) => {
    const options = chat.optsWithGlobals<GlobalOptions>();
    const to = { url: urlFrom(options, run.world), authorization: tokenFrom(options, run.world, ANYBODY) };
    run.code = await converse(run.world, to, session);
  });
};

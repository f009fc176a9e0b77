/** A conversation in the terminal, against a server that runs (`npm start`). */
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { ApiError, createApiClient } from '../api-client.ts';
import { beginConversation, sendMessage, type Sent } from '../documents/chat.ts';
import { exit } from '../exit.ts';
import { hanging, printable } from '../output/text.ts';
import type { World } from '../world.ts';
import { withSpinner } from './spinner.ts';
import { watchTurns, type Watch } from './watch.ts';

type To = { url: string; authorization: string };
type Conversation = { say: (message: string) => Promise<Sent>; stop: () => void };

/** @param sessionId of the session to go on with */
const conversation = ({ stdout, fetch: get }: World, to: To, sessionId?: string): Conversation => {
  const request = createApiClient(to.url, to.authorization, { fetch: get });
  let conversationId = sessionId;
  let watch: Watch | undefined;
  /** On a terminal the session begins before its first message, so that the very first turn can be watched. */
  const begin = async (): Promise<void> => {
    if (!stdout.isTTY || watch) return;
    if (!conversationId) {
      const { createConversation } = await request<{ createConversation: { id: string } }>(beginConversation);
      conversationId = createConversation.id;
    }
    watch = await watchTurns(to, conversationId);
  };
  return {
    say: (message) =>
      withSpinner(
        'Dixon is looking into it',
        async (say) => {
          await begin();
          watch?.tell(say);
          const { sendMessage: sent } = await request<{ sendMessage: Sent }>(sendMessage, { conversationId, message });
          conversationId = sent.conversationId;
          return sent;
        },
        stdout,
      ),
    stop: () => watch?.stop(),
  };
};

/** Talks until an empty line, the end of what is typed, or a server that does not answer. Resolves with the exit code. */
export const converse = async (world: World, to: To, sessionId?: string): Promise<number> => {
  const { stdin: input, stdout } = world;
  const terminal = createInterface({ input, output: stdout });
  terminal.setPrompt('you    > ');
  // heard from the first moment on: lines that arrive while a turn runs, from a pipe or a fast typist, wait in order
  const lines = on(terminal, 'line', { close: ['close'] }) as AsyncIterable<[string]>;
  stdout.write('Describe what your car does. An empty line or Ctrl-D ends the conversation.\n\n');
  terminal.prompt();
  const { say, stop } = conversation(world, to, sessionId);
  const open = { is: true };
  terminal.once('close', () => (open.is = false));
  try {
    for await (const [line] of lines) {
      const message = line.trim();
      if (message === '') break;
      try {
        const sent = await say(message);
        stdout.write(`\ndixon  > ${hanging(printable(sent.message), 9)}\n\n`);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        stdout.write(`\n! ${error.message} (${error.code})\n\n`);
        if (error.code === 'Unreachable') return exit.unreachable;
      }
      if (open.is) terminal.prompt();
    }
    return exit.good;
  } finally {
    stop();
    terminal.close();
  }
};

/** `npm run chat`: a conversation in the terminal, against a server that runs (`npm start`). */
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { ApiError, createApiClient } from './api-client.ts';
import { withSpinner } from './spinner.ts';
import { watchTurns, type Watch } from './watch.ts';

const url = process.env['DIXON_URL'] ?? 'http://127.0.0.1:4000/graphql';
const authorization = process.env['DIXON_TOKEN'] ?? 'local:sam';

const SEND = `mutation Send($conversationId: String, $message: String!) {
  sendMessage(conversationId: $conversationId, message: $message) { conversationId message diagnostic_accuracy }
}`;

type Created = { createConversation: { id: string } };
type Sent = { sendMessage: { conversationId: string; message: string; diagnostic_accuracy: string } };

const request = createApiClient(url, authorization);
const terminal = createInterface({ input: process.stdin, output: process.stdout });
// whoever reads along may leave first (`| head`): nobody is left to talk to
process.stdout.on('error', () => process.exit(0));
terminal.setPrompt('you    > ');
// heard from the first moment on: lines that arrive while a turn runs, from a pipe or a fast typist, wait in order
const lines = on(terminal, 'line', { close: ['close'] }) as AsyncIterable<[string]>;

process.stdout.write('Describe what your car does. An empty line or Ctrl-D ends the conversation.\n\n');
terminal.prompt();

let conversationId: string | undefined;
let watch: Watch | undefined;

/** On a terminal the session begins before its first message, so that the very first turn can be watched. */
const begin = async (): Promise<void> => {
  const { createConversation } = await request<Created>('mutation { createConversation { id } }');
  conversationId = createConversation.id;
  watch = await watchTurns({ url, authorization }, conversationId);
};

const send = (message: string): Promise<Sent> =>
  withSpinner('Dixon is looking into it', async (say) => {
    if (process.stdout.isTTY && !conversationId) await begin();
    watch?.tell(say);
    return request<Sent>(SEND, { conversationId, message });
  });

const input = { open: true };
terminal.once('close', () => (input.open = false));
try {
  for await (const [line] of lines) {
    const message = line.trim();
    if (message === '') break;
    try {
      const { sendMessage } = await send(message);
      conversationId = sendMessage.conversationId;
      process.stdout.write(`\ndixon  > ${sendMessage.message.replaceAll('\n', '\n         ')}\n\n`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      process.stdout.write(`\n! ${error.message} (${error.code})\n\n`);
      if (error.code === 'Unreachable') process.exitCode = 1;
    }
    if (process.exitCode) break;
    if (input.open) terminal.prompt();
  }
} finally {
  watch?.stop();
  terminal.close();
}

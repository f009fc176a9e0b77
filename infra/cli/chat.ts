/** `npm run chat`: a conversation in the terminal, against a server that runs (`npm start`). */
import { createInterface } from 'node:readline/promises';
import { ApiError, createApiClient } from './api-client.ts';
import { withSpinner } from './spinner.ts';

const url = process.env['DIXON_URL'] ?? 'http://127.0.0.1:4000/graphql';
const authorization = process.env['DIXON_TOKEN'] ?? 'local:sam';

const SEND = `mutation Send($conversationId: String, $message: String!) {
  sendMessage(conversationId: $conversationId, message: $message) { conversationId message diagnostic_accuracy }
}`;

type Sent = { sendMessage: { conversationId: string; message: string; diagnostic_accuracy: string } };

const request = createApiClient(url, authorization);
const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.setPrompt('you    > ');

process.stdout.write('Describe what your car does. An empty line or Ctrl-D ends the conversation.\n\n');
terminal.prompt();

let conversationId: string | undefined;
try {
  for await (const line of terminal) {
    const message = line.trim();
    if (message === '') break;
    try {
      const { sendMessage } = await withSpinner('Dixon is looking into it', () =>
        request<Sent>(SEND, { conversationId, message }),
      );
      conversationId = sendMessage.conversationId;
      process.stdout.write(`\ndixon  > ${sendMessage.message.replaceAll('\n', '\n         ')}\n\n`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      process.stdout.write(`\n! ${error.message} (${error.code})\n\n`);
      if (error.code === 'Unreachable') process.exitCode = 1;
    }
    if (process.exitCode) break;
    terminal.prompt();
  }
} finally {
  terminal.close();
}

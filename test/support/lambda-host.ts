/**
 * The other side of `hostLambda`: loads the bundle that it is given the path of, and calls it for every message.
 *
 * RFC 6761 has every name below `.localhost` mean this machine; not every resolver knows. Step Functions' client puts
 * `sync-` before its host's name, so a loopback server can only be reached by such a name.
 */
import dns from 'node:dns';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';

type Lookup = (hostname: string, ...rest: unknown[]) => void;

const resolve = dns.lookup as Lookup;
const lookup: Lookup = (hostname, ...rest) =>
  resolve(hostname.endsWith('.localhost') ? '127.0.0.1' : hostname, ...rest);
Object.assign(dns, { lookup });

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
export type HostAnswer = { id: number; result?: unknown; error?: { errorType: string; errorMessage: string } };

const { handler } = (await import(pathToFileURL(process.argv[2]!).href)) as { handler: Handler };

const answer = async (event: unknown): Promise<Omit<HostAnswer, 'id'>> => {
  const context = { functionName: 'api', awsRequestId: randomUUID(), memoryLimitInMB: '1024' };
  try {
    return { result: await handler(event, { ...context, getRemainingTimeInMillis: () => 30_000 }) };
  } catch (thrown) {
    const { name, message } = thrown as Error;
    return { error: { errorType: name, errorMessage: message } };
  }
};

process.on('message', ({ id, event }: { id: number; event: unknown }) => {
  void answer(event).then((given) => process.send!({ id, ...given } satisfies HostAnswer));
});
process.send!({ id: 0, result: process.version } satisfies HostAnswer);

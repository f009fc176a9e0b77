/** `dixon requests`: what was asked for under data protection law. */
import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import type { Document } from '../documents/document.ts';
import {
  confirmIdentity,
  confirmRequest,
  dueRequests,
  extendRequest,
  getReceipt,
  openRequest,
  ownRequests,
  refuseRequest,
  requestsOf,
  retryRequest,
  type PrivacyRequest,
} from '../documents/requests.ts';
import { Unfinished } from '../exit.ts';
import { requestColumns, requestFacts } from '../output/requests.ts';
import { acting, group, instant, leaf, type Run } from './command.ts';
import { paged, showList, type PageOptions } from './pages.ts';

type Wanted = { kind: string; scope?: string; session?: string; vehicle?: string };
type OfUser = { user: string };
type Decision = OfUser & { reason?: string };

/** The caller's own, or somebody's for compliance. */
const list = async ({ ask, print }: Context, { user }: Partial<OfUser>): Promise<void> => {
  const items = await (user === undefined ? ask(ownRequests) : ask(requestsOf, { userId: user }));
  await print.result({ items, nextToken: null }, () => print.table(requestColumns(false), items, 'No requests.'));
};

const due = (context: Context, { before, ...options }: PageOptions & { before?: string }): Promise<void> => {
  const page = (variables: object) => context.ask(dueRequests, { dueBefore: before, ...variables });
  return showList(context, { page, columns: requestColumns(true), none: 'Nothing is due.' }, options);
};

const showRequest = ({ print }: Context, request: PrivacyRequest): Promise<void> =>
  print.result(request, () => print.facts(requestFacts(request)));

const open = async (context: Context, userId: string, { kind, scope, session, vehicle }: Wanted): Promise<void> =>
  showRequest(
    context,
    await context.change(openRequest, { userId, kind, scope, sessionId: session, vehicleId: vehicle }),
  );

/** The caller vouches for themself, or compliance for somebody else. */
const confirm = async (context: Context, requestId: string, { user, code }: { user?: string; code?: string }) =>
  showRequest(
    context,
    await (user === undefined
      ? context.change(confirmRequest, { requestId, code })
      : context.change(confirmIdentity, { userId: user, requestId })),
  );

const decide =
  (document: Document<PrivacyRequest>) =>
  async (context: Context, requestId: string, { user: userId, reason }: Decision): Promise<void> =>
    showRequest(context, await context.change(document, { userId, requestId, ...(reason ? { reason } : {}) }));

/** Byte for byte: the signature is over the text. */
const receipt = async ({ ask, print }: Context, requestId: string, { out }: { out?: string }): Promise<void> => {
  const text = await ask(getReceipt, { requestId });
  if (text === null) throw new Unfinished('There is no receipt yet. Ask again once the request is done.');
  if (out === undefined) return print.raw(text);
  await writeFile(out, text, { flag: 'wx', mode: 0o600 });
  await print.result({ requestId, file: out }, () => `${out}: check it with dixon receipt verify ${out}`);
};

const EXTEND = ['complex', 'many-requests'];
const REFUSE = [
  ...['identity-not-confirmed', 'manifestly-unfounded', 'excessive'],
  ...['rights-of-others', 'legal-obligation', 'legal-claims'],
];

const decisions = (requests: Command, run: Run): void => {
  const id = 'dixon requests';
  const about = (name: string, description: string, more = ''): Command =>
    leaf(requests, `${name} <requestId>`, `${description}, for compliance`, [
      `${id} ${name} $REQUEST --user user-sam${more}`,
    ]).requiredOption('--user <userId>', 'whose it is');
  about('extend', '60 more days, once', ' --reason complex')
    .addOption(new Option('--reason <reason>', 'why').choices(EXTEND).makeOptionMandatory())
    .action(acting(run, decide(extendRequest)));
  about('refuse', 'ends it before its work begins', ' --reason excessive')
    .addOption(new Option('--reason <reason>', 'why').choices(REFUSE).makeOptionMandatory())
    .action(acting(run, decide(refuseRequest)));
  about('retry', 'carries one that failed out again').action(acting(run, decide(retryRequest)));
};

export const requestsCommands = (program: Command, run: Run): void => {
  const requests = group(program, 'requests', 'exports and erasures that were asked for');
  const id = 'dixon requests';
  leaf(requests, 'list', 'yours, or somebody’s for compliance', [`${id} list`, `${id} list --user user-sam`])
    .option('--user <userId>', 'whose, for compliance')
    .action(acting(run, list));
  paged(leaf(requests, 'due', 'what is open, soonest due first, for compliance', [`${id} due --before 2026-12-01`]))
    .option('--before <instant>', 'leaves out what is due later', instant())
    .action(acting(run, due));
  leaf(requests, 'open <userId>', 'enters what came by letter or telephone, for compliance', [
    `${id} open user-sam --kind export`,
    `${id} open user-sam --kind erasure --scope session --session $ID`,
  ])
    .addOption(new Option('--kind <kind>', 'of what').choices(['export', 'erasure']).makeOptionMandatory())
    .addOption(new Option('--scope <scope>', 'of an erasure').choices(['session', 'vehicle', 'vehicles', 'account']))
    .option('--session <sessionId>', 'with --scope session')
    .option('--vehicle <vehicleId>', 'with --scope vehicle')
    .action(acting(run, open));
  leaf(requests, 'confirm <requestId>', 'says that it is yours; for compliance that it is theirs', [
    `${id} confirm $REQUEST --code 123456`,
    `${id} confirm $REQUEST --user user-sam`,
  ])
    .option('--code <code>', 'that was mailed to your verified address')
    .option('--user <userId>', 'whose it is, for compliance')
    .action(acting(run, confirm));
  decisions(requests, run);
  leaf(requests, 'receipt <requestId>', 'the signed receipt of one that is done; needs no token', [
    `${id} receipt $REQUEST --out receipt.json`,
    `${id} receipt $REQUEST > receipt.json`,
  ])
    .option('--out <file>', 'a new file')
    .action(acting(run, receipt, 'visitor'));
};

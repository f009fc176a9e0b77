/** `dixon erase`: a driver has something erased. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { requestErasure } from '../documents/privacy.ts';
import { confirm } from '../output/confirm.ts';
import { requestFacts } from '../output/requests.ts';
import { acting, group, leaf, type Run } from './command.ts';

type Options = { yes?: boolean };
type Wish = { scope: string; sessionId?: string; vehicleId?: string };

const erase = async (context: Context, wish: Wish, what: string, options: Options): Promise<void> => {
  const { change, print, world } = context;
  await confirm(world, `${what} will be erased for good.`, 'erase', options);
  const request = await change(requestErasure, wish);
  await print.result(request, () =>
    [
      print.facts(requestFacts(request)),
      `Keep the id. Once it is done there is a receipt: dixon requests receipt ${request.id}`,
    ].join('\n\n'),
  );
};

export const eraseCommands = (program: Command, run: Run): void => {
  const parent = group(program, 'erase', 'has something of yours erased; asks before');
  const asking = (spec: string, description: string, example: string): Command =>
    leaf(parent, spec, description, [`dixon erase ${example}`, `dixon erase ${example} --yes --json`]).option(
      '--yes',
      'do not ask',
    );
  asking('session <sessionId>', 'one conversation', 'session $ID').action(
    acting(run, (context, sessionId: string, options: Options) =>
      erase(context, { scope: 'session', sessionId }, 'This conversation', options),
    ),
  );
  asking('vehicle <vehicleId>', 'one vehicle and what is known of it', 'vehicle $ID').action(
    acting(run, (context, vehicleId: string, options: Options) =>
      erase(context, { scope: 'vehicle', vehicleId }, 'This vehicle', options),
    ),
  );
  asking('vehicles', 'every vehicle', 'vehicles').action(
    acting(run, (context, options: Options) => erase(context, { scope: 'vehicles' }, 'All your vehicles', options)),
  );
  asking('account', 'everything of you', 'account').action(
    acting(run, (context, options: Options) =>
      erase(context, { scope: 'account' }, 'Your account and everything in it', options),
    ),
  );
};

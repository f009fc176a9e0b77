/** The definitions of all workflows, and what the groups promise of the tasks that they name. */
import { readFileSync } from 'node:fs';
import type { GroupName } from '../../infra/aws/groups.ts';
import { restoreContract } from '../../workflows/apply-ledger/contract.ts';
import { modelContract, relayContract, toolsContract, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { Contract } from '../../workflows/contract.ts';
import { recordVinContract, vinContract } from '../../workflows/decode-vin/contract.ts';
import { eraseBooksContract, eraseContract } from '../../workflows/erase-data/contract.ts';
import { exportBooksContract, exportContract } from '../../workflows/export-data/contract.ts';
import { rebuildContract } from '../../workflows/rebuild-view/contract.ts';
import { verifyContract } from '../../workflows/verify-history/contract.ts';

export type State = {
  Type: string;
  Resource?: string;
  TimeoutSeconds?: number;
  Parameters?: { task?: string; input?: Record<string, unknown> };
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  ItemProcessor?: { States: Record<string, State> };
};
type Definition = { TimeoutSeconds?: number; States: Record<string, State> };

export const statesIn = (states: Record<string, State>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [[name, state], ...statesIn(state.ItemProcessor?.States ?? {})]);

export const groupOf = ({ Resource }: State) => /^\$\{(\w+)\}$/.exec(Resource ?? '')?.[1] as GroupName;

/** What each group promises of the tasks that it serves for this workflow. */
type Promises = Partial<Record<GroupName, Contract>>;

const read = (name: string, type: 'EXPRESS' | 'STANDARD', contracts: Promises) => {
  const text = readFileSync(`workflows/${name}/definition.asl.json`, 'utf8');
  const definition = JSON.parse(text) as Definition;
  const states = statesIn(definition.States);
  const tasks = states
    .filter(([, { Type }]) => Type === 'Task')
    .map(([state, made]) => ({ name, state, made, group: groupOf(made), task: made.Parameters?.task ?? '' }));
  return { name, type, text, definition, states, tasks, contracts };
};

export const chatTurn = read('chat-turn', 'EXPRESS', {
  turn: turnContract,
  model: modelContract,
  tools: toolsContract,
  relay: relayContract,
});
export const decodeVin = read('decode-vin', 'EXPRESS', { vin: vinContract, turn: recordVinContract });
/** The jobs of privacy requests. */
export const jobs = [
  read('erase-data', 'STANDARD', { privacy: eraseBooksContract, erase: eraseContract }),
  read('export-data', 'STANDARD', { privacy: exportBooksContract, export: exportContract }),
];

/** The jobs of audit and operations. */
export const audits = [
  read('verify-history', 'STANDARD', { verify: verifyContract }),
  read('rebuild-view', 'STANDARD', { rebuild: rebuildContract }),
];

/** What a person starts who restored tables. */
export const applyLedger = read('apply-ledger', 'STANDARD', { restore: restoreContract });

export const workflows = [chatTurn, decodeVin, ...jobs, ...audits, applyLedger];

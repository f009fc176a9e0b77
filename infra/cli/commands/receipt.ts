/** `dixon receipt`: holds a receipt against its signature. It asks nobody. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { Unfinished } from '../exit.ts';
import { checked, NotAsSigned, textOf } from '../verify-receipt.ts';
import { acting, group, leaf, type Run } from './command.ts';

const verify = async ({ print }: Context, file: string, { keyId }: { keyId?: string }): Promise<void> => {
  try {
    const lines = checked(textOf(file), keyId);
    await print.result({ file, holds: true, checked: lines }, () => lines.join('\n'));
  } catch (error) {
    if (!(error instanceof NotAsSigned)) throw error;
    if (print.json) await print.result({ file, holds: false, why: error.message }, () => '');
    throw new Unfinished(`This receipt does not hold. ${error.message}`);
  }
};

export const receiptCommands = (program: Command, run: Run): void => {
  const receipt = group(program, 'receipt', 'receipts of exports and erasures');
  leaf(receipt, 'verify <file>', 'whether it is as it was signed; ends with 1 where it is not', [
    'dixon receipt verify receipt.json',
    'dixon receipt verify receipt.json --key-id $FINGERPRINT',
  ])
    .option('--key-id <fingerprint>', 'that Dixon publishes (getReceiptKey)')
    .action(acting(run, verify));
};

import type { Mail } from './ports.ts';

/** The mail that brings a code. The code is in the text alone: subjects show on locked screens. */
export const codeMail = (userId: string, to: string, code: string): Mail => ({
  userId,
  to,
  subject: 'Your code for Dixon',
  text: [
    `Your code is ${code}`,
    'Enter it where you asked for it. It holds for 15 minutes and can be tried five times.',
    'If you did not ask for it, somebody gave your address by mistake. You need not do anything: without the code nothing happens.',
    '',
  ].join('\n\n'),
});

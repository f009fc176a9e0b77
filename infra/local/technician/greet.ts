/** Short answers that need no tool. */
import type { Intent } from './intents.ts';
import type { Answer } from './reply.ts';

const answers = {
  greeting: 'Hello, I am Dixon, your car technician. What is your car doing, and when does it happen?',
  thanks: 'You are welcome. If anything changes, or something else comes up, just tell me.',
  goodbye: 'Goodbye, and drive safely. I am here whenever the car does something odd.',
  declined: 'All right. If anything changes, or something else comes up, just tell me.',
  'off-topic':
    'I am a car technician, so that is outside what I can help with. If something is wrong with your car, tell me in English what you see, hear, smell or feel, and when it happens.',
  vin: 'I have not decoded a VIN here, so I will not pretend to know what it says. Tell me what the car does, and I will start with that.',
} satisfies Partial<Record<Intent, string>>;

export const smallTalk = (intent: keyof typeof answers): Answer => ({ say: answers[intent] });

/** What an export consists of, in the order in which it is collected, packed and read. */
export const categories = [
  { name: 'account', title: 'Your account', happened: 'history' },
  { name: 'vehicles', title: 'Your vehicles', happened: 'history' },
  { name: 'sessions', title: 'Your sessions', happened: undefined },
  { name: 'conversations', title: 'Your conversations', happened: 'entries' },
  { name: 'uploads', title: 'Your files', happened: undefined },
  { name: 'requests', title: 'Your privacy requests', happened: 'history' },
] as const;

export type Category = (typeof categories)[number];
export type CategoryName = Category['name'];

/** An account, a vehicle, a session: a record of facts, as they are now. */
export type Item = Record<string, unknown>;

/** What happened to it, or was said in it. */
export type Entry = { at: string } & Record<string, unknown>;

/** A category is collected line by line: each item, and behind it what happened to it, so that nothing large is held. */
export type Line = { item: Item } | { entry: Entry };

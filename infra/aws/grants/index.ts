/**
 * Every permission Dixon's roles can have, by what it is for. Nothing else in `infra/aws` grants anything: roles are
 * handed to CDK's constructs read-only, so that no convenience of theirs widens one unseen.
 */
export * from './bus.ts';
export * from './events.ts';
export * from './everything.ts';
export * from './files.ts';
export * from './keys.ts';
export * from './people.ts';
export * from './running.ts';
export * from './views.ts';

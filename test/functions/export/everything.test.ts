/** SPEC A11: everything of a person is in their export. A field that somebody adds and that does not get there fails here. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, AccountEvent, accountStream } from '../../../events/account/index.ts';
import { garage, GarageEvent, garageStream } from '../../../events/garage/index.ts';
import { session, SessionEvent, sessionStream } from '../../../events/session/index.ts';
import { PNG } from '../../support/files.ts';
import { planted } from '../../support/canaries.ts';
import { exportHome, type Exported, type ExportHome } from '../../support/export-home.ts';

const user = `user-${randomUUID()}`;
const sessionId = randomUUID();
const uploadId = randomUUID();
const vehicleId = randomUUID();
const given = { vehicleId };

/** Of these a hash or a salt is kept and never given out; README.txt says why. */
const KEPT_BACK = ['EmailCodeSent.codeHash', 'EmailCodeSent.salt'];

const inSession = planted<SessionEvent>(SessionEvent, {
  without: ['SessionDeleted', 'FileRemoved'],
  given: { ...given, uploadId },
});
const inGarage = planted<GarageEvent>(GarageEvent, {
  without: ['VehicleDeleted', 'GarageCleared'],
  given: { ...given, id: vehicleId },
});
const inAccount = planted<AccountEvent>(AccountEvent, { without: ['AccountClosed'] });

/** What an event leaves behind must be its newest state too, and a later event may replace it. */
const startFirst = (events: SessionEvent[]) =>
  events.toSorted((a, b) => Number(b.type === 'SessionStarted') - Number(a.type === 'SessionStarted'));

let home: ExportHome;
let made: Exported;
beforeAll(async () => {
  home = await exportHome();
  await home.record(account, accountStream(user), ...inAccount.events);
  await home.record(garage, garageStream(user), ...inGarage.events);
  await home.record(session, sessionStream(user, sessionId), ...startFirst(inSession.events));
  await home.upload(user, sessionId, uploadId, PNG);
  made = await home.exported(user);
});
afterAll(() => home.stop());

/** The page writes names of facts with a capital. */
const whereIs = (canary: string): string[] =>
  [...made.files]
    .filter(([, bytes]) => bytes.toString().toLowerCase().includes(canary.toLowerCase()))
    .map(([path]) => path);

const kinds = [
  ['account', inAccount],
  ['vehicle', inGarage],
  ['session', inSession],
] as const;

describe.each(kinds)('of the events of a %s', (_name, { canaries }) => {
  const fields = [...canaries].filter(([field]) => !KEPT_BACK.includes(field));

  it('there are fields to look for', () => expect(fields.length).toBeGreaterThan(2));

  it.each(fields)('%s is there for programs and for people', (_field, canary) => {
    const paths = whereIs(canary);
    expect(paths).toContain('index.html');
    expect(paths.some((path) => path.endsWith('/data.json'))).toBe(true);
  });
});

it.each(KEPT_BACK)('%s stays where it is', (field) => {
  const canary = inAccount.canaries.get(field)!;
  expect(canary).toMatch(/^zq/);
  expect(whereIs(canary)).toEqual([]);
});

it('finds nothing that was not planted', () => expect(whereIs('zqqqqqqqx')).toEqual([]));

import { stemOf } from './stem.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Several words that are one thing, so that "check engine light" does not speak for the engine's mechanics. */
const compounds: Record<string, string[]> = {
  airbag: ['air bag'],
  seatbelt: ['seat belt', 'safety belt'],
  checkengine: [
    'check engine light',
    'engine light',
    'check engine',
    'malfunction indicator',
    'service engine soon',
    'engine warning light',
    'engine warning indicator',
    'engine indicator',
  ],
  ac: ['air conditioning', 'air conditioner', 'air con', 'a c', 'a/c', 'aircon', 'ac'],
  abs: ['anti lock', 'antilock', 'anti lock brake', 'antilock brake'],
  steeringwheel: ['steering wheel'],
  gaspedal: ['gas pedal', 'accelerator pedal', 'accelerator'],
  clutchpedal: ['clutch pedal'],
  brakelight: ['brake light', 'brake lamp', 'stop light', 'stop lamp'],
  parkingbrake: ['parking brake', 'emergency brake', 'hand brake', 'handbrake', 'e brake', 'park brake'],
  headlight: ['head light', 'head lamp', 'headlamp', 'low beam', 'high beam'],
  taillight: ['tail light', 'tail lamp', 'rear light'],
  sparkplug: ['spark plug'],
  catalyticconverter: ['catalytic converter', 'cat converter', 'catalytic'],
  fourwheel: ['four wheel drive', '4 wheel drive', '4wd', '4x4', 'four wheel'],
  allwheel: ['all wheel drive', 'awd'],
  roadside: ['side of the road', 'pull over', 'side of the highway', 'side of the street'],
  nostart: [
    'wont start',
    'not start',
    'no start',
    'wouldnt start',
    'doesnt start',
    'didnt start',
    'cant start',
    'cannot start',
    'fail to start',
    'refuse to start',
    'unable to start',
    'never start',
  ],
  nocrank: [
    'wont crank',
    'not crank',
    'no crank',
    'wont turn over',
    'not turn over',
    'doesnt crank',
    'doesnt turn over',
    'nothing happens when i turn the key',
  ],
  hardstart: ['hard to start', 'hard start', 'difficult to start', 'trouble starting', 'long crank', 'slow to start'],
  stall: ['shut off', 'shut down', 'cut out', 'cut off', 'shut itself off', 'turned itself off', 'lost all power'],
  rpm: ['revs', 'rev'],
  oxygensensor: ['o2 sensor', 'oxygen sensor', 'lambda sensor'],
  overheat: ['over heat', 'running hot', 'runs hot', 'run hot'],
  camera: ['backup camera', 'back up camera', 'rear view camera', 'rearview camera', 'reverse camera'],
  powersteering: ['power steering'],
  mileage: ['gas mileage', 'fuel economy', 'fuel mileage', 'fuel consumption', 'mpg'],
  pressurelight: [
    'tire pressure light',
    'tire pressure monitor',
    'tire pressure warning',
    'tpms',
    'tire pressure sensor',
  ],
  antifreeze: ['anti freeze'],
  // the misspelling that is a word of its own
  brak: ['my breaks', 'the breaks', 'front breaks', 'rear breaks', 'break pedal', 'break pads', 'break fluid'],
  batterylight: ['battery light', 'battery warning light', 'battery lamp', 'charging light', 'battery symbol'],
  timingchain: ['timing chain'],
  timingbelt: ['timing belt'],
  driveshaft: ['drive shaft', 'propeller shaft'],
  cvjoint: ['cv joint', 'cv axle', 'c v axle', 'axle shaft', 'half shaft'],
  balljoint: ['ball joint'],
  controlarm: ['control arm'],
  swaybar: ['sway bar', 'stabilizer bar', 'anti roll bar'],
  wheelbearing: ['wheel bearing', 'hub bearing'],
  headgasket: ['head gasket'],
  waterpump: ['water pump'],
  fuelpump: ['fuel pump'],
  clockspring: ['clock spring'],
};

/** One of several words that are one thing: the stems after its first. */
type Compound = { readonly rest: readonly string[]; readonly one: string };

/** By the stem it begins with, the compounds that may follow, longest first: most words begin none. */
export const compoundsFrom: ReadonlyMap<string, readonly Compound[]> = (() => {
  const from = new Map<string, Compound[]>();
  for (const [one, several] of Object.entries(compounds))
    for (const text of several) {
      const [first, ...rest] = words(text).map(stemOf);
      from.set(first!, [...(from.get(first!) ?? []), { rest, one }]);
    }
  for (const following of from.values()) following.sort((a, b) => b.rest.length - a.rest.length);
  return from;
})();

import { stemOf } from './stem.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that drivers use for nearly the same thing: one speaks for the others, more quietly. */
const kin = `
squeal squeak screech chirp
shake vibrate shudder judder wobble shimmy tremble pulsate
noise sound
grind scrape grate
clunk thud thump bang knock
click tick tap pop
hum roar drone growl rumble
whine howl whistle whirring
hiss whoosh
smell odor odour stink fumes
leak drip puddle seep
stall die quit
hesitate stumble bog sluggish sputter
jerk buck lurch lunge
overheat boil
fuel gas gasoline petrol
engine motor
coolant antifreeze
tire tyre
dash dashboard cluster
light lamp indicator illuminate lit
strut shock damper
transmission gearbox tranny
fail break malfunction faulty defective inoperative
rust corrode rot
hard stiff heavy
soft spongy mushy
pull drift veer wander
highway freeway interstate
deploy inflate
burn burnt fire flame smoke
unintended sudden
accelerate surge
window glass
heater heat
nostart nocrank hardstart
steeringwheel steer powersteering
checkengine code
pressurelight tpms
cold winter freezing
idle idling
slip slipping
dead drained flat
crack split
brakelight stoplight
batterylight battery charging
rotor disc disk
`;

/** stem → the stems that mean nearly the same. */
export const kinOf: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const line of kin.trim().split('\n')) {
    const stems = [...new Set(words(line).map(stemOf))];
    for (const stem of stems) map.set(stem, [...(map.get(stem) ?? []), ...stems.filter((other) => other !== stem)]);
  }
  return map;
})();

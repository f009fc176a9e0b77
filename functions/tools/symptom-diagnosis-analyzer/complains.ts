/** Whether a text says that something is wrong, in any words: "my brakes" does not, "my brakes are bad" does. */
import { NOT, tokensOf } from './systems/tokens.ts';
import { stemOf } from './stem.ts';

const TROUBLES: ReadonlySet<string> = new Set(
  `illuminate illuminated light lights warning lamp indicator chime spongy soft mushy hard slow bad broke broken dead defective deployed died dies dim faulty fault fell gone heavy inoperable inoperative issue loose loud
  low malfunction malfunctioned off on out problem problems quit recall replace rough ruined stiff stuck terrible trouble
  weird worn wrong failure failing bang blink bounce burn clank clunk click crack creak drain drift drip fire flash flicker fog
  grind heat hesitate hum jerk lean leak lock lose misfire noise nostart nocrank hardstart overheat pop pull pulsate rattle
  roar rust sag shake shatter shudder slip smell smoke spew spill sputter squeak squeal stall surge swerve thud tick vibrate wander
  whine wobble`
    .trim()
    .split(/\s+/)
    .map(stemOf),
);

export const complains = (text: string): boolean =>
  tokensOf(text).some(({ stem }) => stem === NOT || TROUBLES.has(stem));

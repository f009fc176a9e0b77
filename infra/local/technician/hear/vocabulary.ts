/**
 * The words by which the technician hears that a car is spoken of. Few, because the tools know the rest: these only have
 * to tell a car's trouble from everything else that people write. Each is a piece of a regular expression.
 */
import { MAKES } from './makes.ts';

/** A row ends one piece and begins another, as `|` does; whoever joins them need not know which. */
const words = (rows: string): readonly string[] => rows.trim().split(/\n\s*/);

/** Parts that nothing but a car has. */
export const carParts = words(String.raw`
  brak\w*|handbrake|rotors?|calipers?|abs|steering|tie rods?|ball joints?|control arms?|sway bar|suspension|struts?
  shocks?|shock absorbers?|axle|drive ?shafts?|differential|4wd|awd|4x4|cv joints?|wheels?|rims?|lug nuts?|tires?|tyres?
  wheel bearings?|tpms|tread|sidewall|hub ?cap|engine|ignition|spark ?plugs?|pistons?|camshafts?|crankshafts?|cylinders?
  turbo\w*|intercooler|throttle|accelerator|gas pedal|timing belt|serpentine belt|gaskets?|dipstick
  oil (?:pan|change|cap|filter|can)|coolants?|antifreeze|radiator|thermostat|overflow tank|temperature gauge
  injectors?|carburetor|fuel (?:pump|tank|line|rail|filter|gauge)|gas (?:tank|gauge|cap|mileage)|filler (?:neck|tube)
  transmission|gearbox|clutch|cvt|shifter|flywheel|exhaust|muffler|tailpipes?|catalytic|converter|emissions?|o2|nox
  oxygen sensor|egr|dpf|def|alternator|starter|fuse box|car batter\w*|ecu|ecm|bcm|obd\w*|airbags?|air ?bags?|srs
  seat ?belts?|seat ?backs?|head ?rests?|head restraints?|third row|heater core|defrost\w*|defogger|a\/?c
  air[- ]?con\w*|refrigerant|cabin filter|windshield|windsheild|windscreen|wipers?|visor|rear glass|back glass
  rear window|rear ?view|headlights?|headlamps?|tail ?lights?|blinkers?|turn signals?|high beams?|low beams?|dash\w*
  speedometer|odometer|infotainment|hood|bonnet|tailgate|liftgate|sunroof|convertible top|soft top|running boards?
  fenders?|roll bar|cruise control|adaptive cruise|lane (?:assist|keep\w*|departure)|blind spot|park(?:ing)? assist
  backup camera|360 camera|surround view|parking sensors?|collision (?:warning|system)|traction control|auto hold
  stability control|stabilitrak|limp mode|regen\w*|charg(?:e|ing) (?:port|cable|gauge)|ev|idle|rpms?|mph
`);

/** Parts that other things have too. */
export const sharedParts = words(String.raw`
  motor|oil|gears?|batter\w*|coils?|fuel|gas|gasoline|petrol|diesel|pumps?|heater|heat|vents?|blower|fans?|windows?|horn
  gauges?|trunk|fuses?|wiring|keys?|fob|bearings?|belts?|hoses?|pedal|lever|sensors?|camera|doors?|mirrors?|seats?|latch
  locks?|bumper|lights?|lamps?|bulbs?|radio|screen|filters?|valves?|hybrid|charger|charging|inverter|frame|carpet|roof
  glass|electrics|power|boost|mileage|range|tank|ride|cruise|(?:front|rear) end|(?:driver|passenger)(?:'?s)? side
`);

/** The car itself, and what is done with it. */
export const vehicles = words(String.raw`
  cars?|trucks?|vehicles?|suv|vans?|pickup|minivan|sedan|driv(?:e|es|ing|en)|parked|parking|driveways?|highway|freeway
  mechanics?|dealer\w*|miles|shift(?:s|ed|ing)?|downshift\w*|(?:in|into) (?:reverse|neutral|drive|gear)|recall\w*
  rear[- ]ended|pothole|${MAKES}
`);

/** Words of the trade: nobody says them about anything but engines. */
export const trade = words(String.raw`
  motor|oil|gears?|batter\w*|fuel|gas|gasoline|petrol|diesel|valves?|hybrids?|horsepower|torque|octane|compression|sump
  lubricants?|sohc|dohc|vtec|v[468]|lifters?|tappets?|jump[- ]start\w*|hvac|rod knock|blow-by|relay
`);

const NEGATED = "won'?t|wont|doesn'?t|does not|did not|didn'?t|will not|would not|wouldn'?t|not|never|hard to|no";

/** What only a machine in trouble does: enough by itself. */
export const signs = words(String.raw`
  squeal\w*|squeak\w*|screech\w*|grind\w*|scrap(?:es?|ing)|clunk\w*|knock(?:s|ing)|rattl\w*|clicks?|clicking|clatter\w*
  ticking|pinging|creak\w*|thud\w*|thump\w*|hums?|humming|whin(?:es?|ing)|whirr?\w*|hiss\w*|roaring|noises?|noisy
  vibrat\w*|pulsat\w*|shak(?:es?|ing|y)|shudder\w*|judder\w*|wobbl\w*|pull(?:s|ing) to|drift\w* to|wander(?:s|ing)|leak\w*
  drip\w*|puddle|oily|smok(?:e|es|ing|y)|smell\w*|overheat\w*|runs hot|steam\w*|stall\w*|misfir\w*|hesitat\w*|jerk\w*
  slipp\w*|slips|sputter\w*|backfir\w*|flicker\w*|spongy|mushy|fumes|warped|melt\w*|seized|burning oil|rough(?:ly)?
  (?:${NEGATED}) (?:start\w*|re-?start\w*|crank\w*|turn(?:ing)? over|shift\w*|charg\w*|work\w*|blow\w*|run\w*|idle|warms?|stay)
  (?:long|slow|hard) (?:crank\w*|start\w*)|no (?:boost|crank|start|power)|cranking|runn?(?:s|ing) rough|rolled away
  (?:check engine|engine|warning|airbag|abs|tpms|battery|oil|oil pressure|coolant|tire pressure|traction) (?:light|lamp)s?
  rotten egg\w*|dead battery|(?:to|hits) (?:the )?floor|broke down|breaking down|hard to (?:put|shift|turn|steer|start)
`);

/** What is wrong only where a car, or a part of one, is spoken of. */
export const complaints = words(String.raw`
  (?:light|lamp)s? (?:(?:is|are|came|comes|stays?|went|goes|turned|will not go) )?(?:on|out|off)|codes?|stuck|broken?|dead
  dies|died|dying|flat|drain\w*|hot|cold|start(?:s|ed|ing)?|crank\w*|idl(?:es|ing)|revs?|revving|burn(?:s|t|ing)?|burst
  worn|crack\w*|rust\w*|rotted|corro\w*|jam\w*|loose|stiff|soft|heavy|rough|harsh|fail\w*|fault\w*|defect\w*|problems?
  issues?|trouble|wrong|weird|strange|foam|bubbl\w*|spits|blow(?:s|ing|n)?|fog\w*|dim|loud|slow|low|lost|los(?:s|es|ing)
  won'?t|wont|doesn'?t|does not|will not|isn'?t|not work\w*|can'?t|cannot|unable|stopp?(?:s|ed)|shut(?:s|ting)? (?:off|down)
  surg(?:es?|ing)|lurch\w*|bang\w*|buzz\w*|roar\w*|pop(?:s|ping)|drag(?:s|ging)|pull(?:s|ed|ing)?|lean(?:s|ing)|sag\w*
  bounc\w*|came on|comes on|is on|goes off|intermittent\w*|short(?:ed)?|sheared|snapped|torn|peel\w*|explod\w*|shatter\w*
  flew off|uneven\w*|sounds?|flash(?:es|ing)|blink\w*|beeps?|jumps?|wet|damp|gripping|struggl\w*|poor|blank|blurry|fuzzy|distorted|barely|delay
  water (?:in|under|underneath|inside|collects|comes)|by (?:itself|themselves)|for no reason|unavailable|messages?|halfway
  disabled|limited|cancels|drop(?:s|ped)|collapsed|flutter\w*|too high|no (?:power|heat|increase|pressure|spark|resistance)
`);

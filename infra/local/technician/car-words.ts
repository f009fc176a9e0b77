/** Does somebody speak of a car, and of what about it? A few words suffice; the tools know the rest. */

const parts =
  /\b(brak\w*|rotors?|calipers?|engine|motor|oil|coolant|antifreeze|radiator|thermostat|transmission|gearbox|gears?|clutch|shift\w*|steering|suspension|struts?|shocks?|tires?|tyres?|wheels?|rims?|tpms|batter\w*|alternator|starter|ignition|spark ?plugs?|coils?|fuel|gas|gasoline|petrol|diesel|injectors?|pump|exhaust|muffler|tailpipe|catalytic|converter|emissions?|o2|oxygen sensor|egr|dpf|def|abs|airbags?|air ?bags?|srs|seat ?belts?|a\/?c|air ?con\w*|heater|vents?|defrost\w*|blower|windows?|wipers?|headlights?|tail ?lights?|blinkers?|turn signals?|horn|dash\w*|speedometer|gauges?|hood|bonnet|trunk|axle|driveshaft|differential|4wd|awd|fuses?|wiring|key|fob|lug nuts?|bearings?|belt|hoses?|gasket|turbo|throttle|pedal|cabin filter|sensors?|camera)\b/gi;

const signs =
  /\b(squeal\w*|squeak\w*|screech\w*|grind\w*|scrap\w*|clunk\w*|knock\w*|rattl\w*|click\w*|tick\w*|hum(s|ming)?|whin\w*|hiss\w*|noises?|noisy|sounds?|vibrat\w*|shak\w*|shudder\w*|judder\w*|wobbl\w*|pull(s|ing)?|drift\w*|leak\w*|drip\w*|puddle|smoke\w*|smok\w*|smell\w*|overheat\w*|hot|steam\w*|stall\w*|misfir\w*|hesitat\w*|jerk\w*|slip\w*|start(s|ed|ing)?|crank\w*|idl\w*|rev(s|ving)?|rpm|accelerat\w*|mileage|mpg|warning|light|lamp|code|stuck|broke\w*|dead|dies|died|flat|burn\w*|fumes)\b/gi;

const vehicles = /\b(car|cars|truck|vehicle|suv|van|pickup|minivan|drive|driving|drives|parked|highway|mechanic)\b/i;

const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/i;

const found = (text: string, pattern: RegExp): string[] =>
  (text.match(pattern) ?? []).map((word) => word.toLowerCase());

/** The parts of a car that a text names, in the driver's words. */
export const partsNamed = (text: string): string[] => found(text, parts);

/** Whether a text tells of something a car does or shows. */
export const tellsOfCar = (text: string): boolean =>
  CODE.test(text) ||
  partsNamed(text).length > 0 ||
  (found(text, signs).length > 0 &&
    (vehicles.test(text) || found(text, signs).length > 1 || /\b(it|my)\b/i.test(text)));

export const wordCount = (text: string): number => text.trim().split(/\s+/).length;

import { stemOf } from './stem.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that say nothing about what is broken. The second half is how people tell stories about cars. */
export const stopWords: ReadonlySet<string> = new Set(
  words(`
  a an the and or but if then else so as at by for from in into of off on onto out over to up down with without within
  i me my mine we us our you your he she it its they them their this that these those there here who whom which what
  when where why how is am are was were be been being do does did doing done have has had having can could will would
  shall should may might must not no nor never dont doesnt didnt isnt arent wasnt werent wont wouldnt cant cannot
  couldnt hasnt havent hadnt shouldnt im ive id ill its hes shes theyre youre thats theres about after again against all
  almost also although always any anything around because before below between both during each either ever every few
  first get gets getting got go goes going gone went come comes coming came just like lot lots made make makes making
  many maybe more most much near need needs now often once one only other own people perhaps please quite rather really
  said same say says second see seen seems several since some someone something soon still such than thanks through
  today together told too took two three four try tried trying under until very want way well while whole yesterday yet
  car vehicle contact owner owns owned consumer stated state states manufacturer dealer dealership mechanic technician
  shop problem problems issue issues thing things time times day days week weeks month months year years mile miles mph
  approximately approx failure mileage unknown notified recall dealt took taken repaired repair repairs remedy remedied
  campaign number nhtsa vin honda toyota ford chevrolet chevy nissan hyundai kia jeep dodge bmw mazda subaru volkswagen
  roadside various vary abnormal normally exhibit attempt unable experience previous incident occasion replace replaced
  help fix fixed hi hello hey think know tell happen happens happened notice noticed bit little kind sort sometimes
  suddenly another new old last next back put use used using feel feels felt seem find found look looks like
`).map(stemOf),
);

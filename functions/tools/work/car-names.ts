/** Makes and models that people mention along with the work: they say whose brakes, not which work. */
export const carNames = `
  honda toyota ford chevrolet chevy gmc nissan hyundai kia jeep dodge ram chrysler buick cadillac lincoln bmw mini mazda
  subaru volkswagen vw audi mercedes benz lexus acura infiniti volvo tesla mitsubishi porsche jaguar genesis fiat
  civic accord crv pilot odyssey hrv ridgeline camry corolla rav4 tacoma tundra highlander sienna prius 4runner sequoia
  yaris avalon venza f150 f250 f350 explorer escape fusion focus mustang edge expedition ranger bronco maverick taurus
  transit silverado equinox malibu tahoe traverse impala cruze suburban colorado camaro corvette trax sierra yukon acadia
  terrain altima sentra rogue versa maxima murano pathfinder frontier titan armada elantra sonata tucson kona accent
  palisade sorento sportage optima telluride rio seltos forte wrangler cherokee compass renegade gladiator charger
  challenger durango caravan journey pacifica enclave encore escalade outback forester impreza crosstrek legacy wrx ascent
  jetta passat tiguan atlas golf gti mazda3 mazda6 cx5 miata outlander lancer mirage
`;

/** Who makes cars, as drivers write it: a make is as good a sign of a car as the word. */
export const MAKES =
  'acura|alfa romeo|audi|bmw|buick|cadillac|chevrolet|chevy|chrysler|citroen|dodge|fiat|ford|genesis|gmc|honda|hyundai|infiniti|isuzu|jaguar|jeep|kia|land rover|lexus|lincoln|lucid|mazda|mercedes(?:-benz)?|mercury|mini cooper|mitsubishi|nissan|oldsmobile|opel|peugeot|plymouth|pontiac|porsche|renault|rivian|saab|saturn|scion|skoda|subaru|suzuki|tesla|toyota|vauxhall|volkswagen|volvo|vw';

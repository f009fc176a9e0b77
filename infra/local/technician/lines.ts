/** What the technician says and has to know again later: as a question that was answered, or as one asked before. */

/** Accepted with "yes", declined with "no". */
export const OFFER = 'Would you like to know how it is repaired?';

export const OPEN_QUESTION = 'Do you notice anything else, such as a warning light, a smell or a leak?';

/** After either of these there is no cause that "it" could mean. */
export const UNCLEAR = 'I cannot name a cause from that yet.';
export const DIAGNOSIS_FAILED =
  'My diagnosis tool did not work just now, so I cannot name a cause yet. Please send me your description once more in a minute. Until then do not drive if the brakes, the steering or a red warning light are involved.';

export const ASK_FOR_VIN =
  'If you send me the VIN, typed or as a picture, I can take the exact year and engine of your car into account.';

export const ASK_FOR_VEHICLE =
  'I do not know which car this is: tell me its year, make and model, or choose it for this session, and I can be more exact.';

export const WHAT_DOES_IT_DO = 'What does the car do, and when does it happen?';

import type { Place } from './place.ts';

/** What others keep for Dixon. */
export const elsewhere: readonly Place[] = [
  {
    place: 'Amazon Bedrock; on one machine a program instead',
    holds:
      'the last 20 messages, what the session knows of the problem and the vehicle, tool results; a picture of which a VIN is to be read',
    readable: 'personal, VINs included where somebody wrote one in a message',
    purpose: 'the answer',
    goes: 'with the request, by the terms of AWS; Dixon asks for no storage there',
  },
  {
    place: 'NHTSA vPIC; on one machine only where `NHTSA_URL` names it',
    holds: 'the VIN, without anything that says whose',
    readable: 'NHTSA, an agency of the United States',
    purpose: 'decodes the VIN',
    goes: 'by the rules of NHTSA; Dixon cannot have it removed there',
  },
  {
    place: 'parts supplier; only where `PARTS_SUPPLIER_URL` names one',
    holds: 'parts, and year, make and model of the vehicle',
    readable: 'nothing that says whose',
    purpose: 'whether parts can be had',
    goes: 'by the rules of the supplier',
  },
  {
    place: 'Amazon Cognito',
    holds: 'sign-in address, password (as a verifier), id, role',
    readable: 'personal; administrators of the pool',
    purpose: 'signing in',
    goes: 'last of all, where the person asks for the account to be erased; `clearAllUserData` leaves it, so that they can begin anew',
  },
];

/** How it is where everything runs on one machine. */
export const machine: readonly Place[] = [
  {
    place: 'one machine: `.data`',
    holds: 'the same tables in one file, places in the stream, key files, the files named above',
    readable: 'sealed, but the key-encryption key lies beside it: the owner of the folder can open everything',
    purpose: 'running without AWS',
    goes: 'as on AWS; there are no backups unless somebody copies the folder',
  },
];

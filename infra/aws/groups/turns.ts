/** Who carries out a turn, and decodes VINs. */
import * as grants from '../grants/index.ts';
import { vinLayer } from '../vin-layer.ts';
import { mayUseStore, STORE, type Group } from './group.ts';

export const turns = {
  turn: {
    does: 'Appends the facts of a turn and of a decoded VIN, and tells who watches.',
    memoryMB: 1_024,
    timeoutSeconds: 15,
    knows: [...STORE, 'EVENT_BUS'],
    may: (home, role) => {
      mayUseStore(home, role);
      grants.mayTellProgress(home.bus, role);
    },
  },
  model: {
    does: 'Asks the model.',
    memoryMB: 512,
    timeoutSeconds: 30,
    knows: ['MODEL_ID'],
    may: ({ modelId }, role, scope) => void grants.mayAskModel(scope, role, modelId),
  },
  tools: {
    does: 'Runs the tools that a model asked for.',
    memoryMB: 1_024,
    timeoutSeconds: 5,
    knows: [],
    // a tool works on words that a stranger wrote: tricked, it reaches nothing
    may: () => {},
    traced: false,
  },
  relay: {
    does: 'Runs the tool that is a workflow of its own, vin_processor, and waits for it.',
    memoryMB: 512,
    // decode-vin ends after 55 s at the latest
    timeoutSeconds: 60,
    knows: ['DECODE_VIN_ARN'],
    may: ({ decodeVin }, role) => grants.mayRunDecodeVin(decodeVin, role),
  },
  vin: {
    does: 'Decodes VINs: reads them off pictures, asks NHTSA, or the database it carries.',
    memoryMB: 1_769,
    // a picture of 24 million pixels, and a model that looks at it
    timeoutSeconds: 30,
    knows: ['UPLOADS_BUCKET', 'MODEL_ID', 'VPIC_DATABASE'],
    // pictures alone: it speaks with the internet, so it sees no history
    may: (home, role, scope) => {
      grants.mayReadUploads(home.uploads, { scope, role });
      grants.mayAskModel(scope, role, home.modelId);
    },
    data: vinLayer,
  },
} satisfies Record<string, Group>;

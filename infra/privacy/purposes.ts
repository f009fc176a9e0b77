/**
 * Why every event of every stream is kept, and what its fields have that is not so of the others.
 *
 * A new stream or event without a purpose does not compile; `data-map.ts` makes the table of it.
 */
import type { EventOf, StreamName } from './streams.ts';

/** When the sealed body goes. `docs/privacy.md` says above the table what each means. */
export type Goes = 'with the session' | 'with the account' | 'never';

/** Where a field rests beside the sealed body of its commit, and when it goes there, if not with the body. */
export const alsoIn = {
  row: { place: 'sealed row of `views`' },
  upload: { place: 'name of the object in the bucket of uploads', goes: 'there with the file' },
  correlation: { place: 'header, as `correlation`', goes: 'there never' },
} as const satisfies Record<string, { place: string; goes?: string }>;

type Said = {
  why: string;
  also?: keyof typeof alsoIn;
};

type FieldsOf<E> = { readonly [F in Exclude<keyof E, 'type'>]?: Partial<Said> };

export type Purpose<E> = Said & { readonly fields?: FieldsOf<E> };

type PurposesOf<E extends { type: string }> = { readonly [T in E['type']]: Purpose<Extract<E, { type: T }>> };

type Stream<S extends StreamName> = { goes: Goes; events: PurposesOf<EventOf<S>> };

type FieldsOfEvent<T extends EventOf<'session'>['type']> = FieldsOf<Extract<EventOf<'session'>, { type: T }>>;

const ofTurn = {
  turnId: { why: 'holds the steps of one turn together', also: 'correlation' },
} as const satisfies FieldsOfEvent<'TurnStarted'>;

const ofCall = {
  ...ofTurn,
  round: { why: 'bounds the rounds of tools' },
  toolUseId: { why: 'tells the calls of one round apart' },
} as const satisfies FieldsOfEvent<'ToolFailed'>;

export const purposes: { readonly [S in StreamName]: Stream<S> } = {
  session: {
    goes: 'with the session',
    events: {
      SessionStarted: { why: 'begins a conversation', also: 'row', fields: { startedAt: { why: 'its age' } } },
      VehicleSelected: {
        why: 'which vehicle of the library it is about',
        fields: { vehicleId: { also: 'row' } },
      },
      VehicleDataCleared: { why: 'the person had the conversation forget its vehicle' },
      PreferencesSelected: { why: 'which parts and how much detail the person wants' },
      HandleChosen: { why: 'a name that programs find it by', also: 'row' },
      SessionAnnotated: { why: "the person's own order in their list", also: 'row' },
      SessionArchived: { why: "the person's own order in their list" },
      SessionReopened: { why: "the person's own order in their list" },
      SessionKept: { why: 'a visitor consented and verified an address: the hour counts no longer' },
      SessionKeepingEnded: { why: 'a visitor withdrew their consent: the hour counts again' },
      SessionDeleted: { why: 'the person deleted it; starts its erasure' },
      DiagnosticLevelSelected: { why: 'what the assistant may see and use', also: 'row' },
      TurnStarted: {
        why: 'the conversation: what the person asked, and under which level',
        fields: {
          ...ofTurn,
          message: { why: 'to be answered, shown again and, its first 80 characters, found again', also: 'row' },
          saidAt: { why: 'when it was said, in a conversation that was claimed from a visit' },
        },
      },
      ToolReturned: {
        why: 'what a tool was asked and answered, so that an answer can be accounted for',
        fields: ofCall,
      },
      ToolFailed: { why: 'what a tool was asked and why it gave no answer', fields: ofCall },
      DiagnosisMade: { why: 'later questions about it need no repetition', fields: ofTurn },
      PartsDiscussed: { why: 'later questions about them need no repetition', fields: ofTurn },
      CostEstimated: { why: 'later questions about it need no repetition', fields: ofTurn },
      VinDecoded: {
        why: 'which vehicle it is: tools and assistant answer for it',
        fields: {
          turnId: { why: 'the turn in which it was asked for', also: 'correlation' },
          method: { why: 'where the VIN came from' },
          readBy: { why: 'how far the reading can be trusted' },
          source: { why: 'how far the decoding can be trusted' },
          sourceVersion: { why: 'how far the decoding can be trusted' },
        },
      },
      FileAttached: {
        why: 'a picture or document of the conversation',
        fields: { uploadId: { also: 'upload' }, name: { why: 'the person finds and fetches it by its name' } },
      },
      FileRemoved: { why: 'the person took a file away', also: 'upload' },
      TurnAnswered: {
        why: 'the conversation: what the assistant answered',
        fields: {
          ...ofTurn,
          saw: { why: 'what the model saw when it answered (SPEC N7)' },
          usage: { why: 'what an answer costs' },
          saidAt: { why: 'when it was said, in a conversation that was claimed from a visit' },
        },
      },
      TurnFailed: {
        why: 'the conversation: why there was no answer',
        fields: {
          ...ofTurn,
          saidAt: { why: 'when it was said, in a conversation that was claimed from a visit' },
        },
      },
      PrivacyWishHeard: { why: 'what the person wished about their data, and was asked to confirm (SPEC B5)' },
      PrivacyWishConfirmed: {
        why: 'shows that the person confirmed it; starts the request',
        fields: { requestId: { why: 'the request that it started' } },
      },
      SessionTitled: { why: 'the person finds it in their list', fields: { title: { also: 'row' } } },
    },
  },

  account: {
    goes: 'with the account',
    events: {
      AccountOpened: { why: "what holds for the person: an account's retention or a visitor's hour" },
      RetentionChosen: { why: "the person's choice" },
      ConsentGiven: { why: 'shows which text the person agreed to, and when' },
      ConsentWithdrawn: { why: 'shows that the person took it back, and when' },
      EmailCodeSent: {
        why: 'to verify an address',
        fields: {
          email: { why: 'where the code went' },
          codeHash: { why: 'to compare the code with; the code itself is in the mail alone' },
          salt: { why: 'equal codes do not look equal' },
          expiresAt: { why: 'a code holds for 15 minutes' },
        },
      },
      EmailCodeUnsent: { why: 'a code whose mail failed counts for nothing' },
      EmailCodeRefused: { why: 'counts the five tries' },
      EmailVerified: { why: "the address that a visitor's conversations are kept under" },
      ProcessingRestricted: { why: "the person's choice" },
      RestrictionLifted: { why: "the person's choice" },
      ProfileRectified: { why: 'what the person wants to be called' },
      AccountClosed: { why: 'the person had everything deleted; starts the erasure' },
    },
  },

  garage: {
    goes: 'with the account',
    events: {
      VehicleAdded: {
        why: "the person's library: make, model, year, perhaps nickname and VIN",
        fields: { vehicleId: { why: 'sessions name it' } },
      },
      VehicleUpdated: { why: "the person's library, corrected" },
      VehicleVerified: { why: 'what the VIN says, looked up by Dixon itself' },
      VehicleUsed: { why: 'how often and when a vehicle was used last' },
      VehicleDeleted: { why: 'the person took it out of the library' },
      GarageLocked: { why: 'processing is restricted: no turn begins' },
      GarageUnlocked: { why: 'the restriction was lifted' },
      GarageCleared: { why: 'the person took every vehicle out of the library' },
      GarageCarriedOver: {
        why: 'a vehicle was erased: what stays of the library, under a fresh key',
        fields: { locked: { why: 'what is restricted stays so' } },
      },
    },
  },

  'session-ids': {
    goes: 'with the account',
    events: {
      SessionIdGenerated: { why: 'audit of ids (SPEC B1): how a visitor came by theirs' },
      SessionIdValidated: { why: 'audit of ids (SPEC B1): how often it was shown, and whether it held' },
    },
  },

  privacy: {
    goes: 'never',
    events: {
      RequestReceived: {
        why: 'shows what the person asked for, and by when it is due (SPEC N14)',
        fields: { via: { why: 'where it was asked' }, dueAt: { why: 'the deadline of the law' } },
      },
      IdentityConfirmed: { why: 'shows how it was made sure who asks' },
      RequestExtended: { why: 'shows that it takes longer, and why' },
      RequestRefused: { why: 'shows that it was refused, and why' },
      RequestHeld: { why: 'shows which legal hold it waits for (SPEC N3)' },
      RequestResumed: { why: 'shows that work went on' },
      DataFound: { why: 'counts for the receipt: what there was before anything was taken' },
      StepAdvanced: { why: 'shows how far a long step has come' },
      ExportOvertaken: { why: 'an export hands out nothing that was erased while it was made' },
      ExportCollectedAgain: { why: 'shows that it was collected once more' },
      StepDone: { why: 'a job that is run again goes on behind it; counts for the receipt' },
      RequestFailed: { why: 'a person has to act, and knows where' },
      ExportCompleted: { why: 'shows that the data was handed out; size and hash, not the content' },
      ExportErased: { why: 'shows that the export is gone' },
      ErasureCompleted: { why: 'the receipt (SPEC N2): what was found, removed and left, in numbers' },
    },
  },

  holds: {
    goes: 'with the account',
    events: {
      HoldPlaced: {
        why: 'what a law obliges to keep is not erased (SPEC N3)',
        fields: {
          holdId: { why: 'requests that wait name it', also: 'correlation' },
          reason: { why: 'compliance can account for it' },
          by: { why: 'who of compliance answers for it' },
        },
      },
      HoldReleased: {
        why: 'what waited goes on',
        fields: { holdId: { also: 'correlation' }, reason: { why: 'compliance can account for it' } },
      },
    },
  },

  access: {
    goes: 'with the account',
    events: {
      HistoryOpened: {
        why: 'an auditor opened the seal of a commit (SPEC N6): which one, and why',
        fields: { reason: { why: 'compliance can account for it' } },
      },
    },
  },

  audits: {
    goes: 'never',
    events: {
      VerificationBegun: { why: 'shows that the history was to be verified' },
      VerificationEnded: { why: 'shows what was found; ids and numbers alone' },
      VerificationFailed: { why: 'shows that it could not be verified' },
      BundleMade: { why: "shows who took a copy of a person's headers along, and what it hashes to" },
    },
  },

  views: {
    goes: 'never',
    events: {
      RebuildBegun: { why: 'a list is built anew from the history' },
      RebuildCompleted: { why: 'shows what was built, and ids of rows that differ' },
      RebuildRefused: { why: 'shows which shapes could not be folded' },
      RebuildFailed: { why: 'a person has to act' },
      ViewSwitched: { why: 'shows which list people see since when' },
      ViewRolledBack: { why: 'shows that it was taken back' },
      GenerationRetired: { why: 'shows that rows nobody sees were removed' },
    },
  },

  sweeps: {
    goes: 'never',
    events: {
      UploadsRemoved: { why: 'shows which files went because no conversation had them (SPEC B4); ids alone' },
      UploadsNotRemoved: { why: 'shows which of them could not be removed, and why; ids and names of errors alone' },
    },
  },
};

/**
 * A session's folded state: small and bounded, never the transcript. It rests in every commit's body, so each field
 * costs bytes at every command.
 */
import type { PrivacyWish } from '../../schemas/privacy.ts';
import type { DiagnosticLevel, Preferences } from '../../schemas/values.ts';
import type { VinSource } from '../../schemas/tools/vin-processor.ts';
import type { VinDetails } from '../../schemas/vin-details.ts';
import { defaultTitle } from './title.ts';
import type { Cause, SessionEvent } from './events.ts';

/** Characters of the first message that the session list shows and searches (SPEC C5). */
const FIRST_MESSAGE_LENGTH = 80;

/** How many different faults and parts the summary remembers. */
const SUMMARY_LENGTH = 10;

/** How long a wish waits to be confirmed. Whoever comes back to the conversation later is asked anew. Milliseconds. */
const WISH_STANDS_FOR_MS = 900_000;

/** What the person wished about their data, not confirmed yet. */
export type HeardWish = { wish: PrivacyWish; at: string };

export type OpenTurn = {
  id: string;
  startedAt: string;
  rounds: number;
  /** What this turn's message may confirm: heard in the turn right before it, and in none earlier. */
  mayConfirm?: PrivacyWish;
};

/** A VIN that this session decoded. */
export type DecodedVin = {
  vin: string;
  details: VinDetails;
  source: VinSource;
  sourceVersion: string;
  at: string;
  /** The vehicle of the library that it was saved as: goes that one, the session shows neither. */
  savedAs?: string;
};

export type AttachedFile = { id: string; contentType: string };

export type Started = {
  status: 'active' | 'archived';
  createdAt: string;
  lastActive: string;
  level: DiagnosticLevel;
  vehicleId?: string;
  title: string;
  /** A name that a person gave is never overwritten (SPEC A4). */
  titledBy: 'default' | 'system' | 'person';
  messageCount: number;
  firstMessage?: string;
  /** The one turn that is being answered. */
  turn?: OpenTurn;
  /** Waits for the very next message. */
  heard?: HeardWish;
  /** Left by the last diagnosis, so that a later question about cost needs no repetition (SPEC A8). */
  diagnosis?: { causes: Cause[]; parts: string[] };
  diagnosedIssues: string[];
  partsDiscussed?: string[];
  costEstimated?: true;
  /** Lives in the session (SPEC A7), and goes with its vehicle data. */
  vin?: DecodedVin;
  /** Oldest first. */
  files?: AttachedFile[];
  levelSelected: boolean;
  /** Absent: SPEC A9's defaults. */
  preferences?: Preferences;
  handle?: string;
  tags?: string[];
  customFields?: Record<string, string>;
  /** A visitor's hour does not end it. */
  kept?: true;
};

export type SessionState = { status: 'none' } | { status: 'deleted' } | Started;

export const initial: SessionState = { status: 'none' };

const remember = (known: string[], added: string[]): string[] =>
  [...new Set([...known, ...added])].slice(-SUMMARY_LENGTH);

const start = (event: SessionEvent & { type: 'SessionStarted' }, at: string): Started => ({
  status: 'active',
  createdAt: event.startedAt ?? at,
  lastActive: at,
  level: event.level,
  ...(event.vehicleId === undefined ? {} : { vehicleId: event.vehicleId }),
  title: defaultTitle(event.startedAt ?? at),
  titledBy: 'default',
  messageCount: 0,
  diagnosedIssues: [],
  levelSelected: false,
});

/** What was heard goes into the turn that may confirm it, and goes with that turn, whatever becomes of it. */
const openTurn = (
  { heard, ...state }: Started,
  { turnId, message }: SessionEvent & { type: 'TurnStarted' },
  at: string,
): Started => {
  const stands = heard && Date.parse(at) - Date.parse(heard.at) < WISH_STANDS_FOR_MS;
  return {
    ...state,
    turn: { id: turnId, startedAt: at, rounds: 0, ...(stands ? { mayConfirm: heard.wish } : {}) },
    firstMessage: state.firstMessage ?? message.slice(0, FIRST_MESSAGE_LENGTH),
  };
};

/** Question and answer count when the turn closes, so that what a list shows changes once a turn, not at every step. */
const closeTurn = (state: Started, at: string): Started => {
  const { turn: _turn, ...rest } = state;
  return { ...rest, lastActive: at, messageCount: state.messageCount + 2 };
};

/** A title that was made of the vehicle goes where the vehicle may not be seen; one that a person gave stays. */
const withoutVehicleTitle = (state: Started): Started =>
  state.titledBy === 'system' ? { ...state, title: defaultTitle(state.createdAt), titledBy: 'default' } : state;

const withoutVehicle = (state: Started): Started => {
  const { vehicleId: _vehicleId, vin: _vin, ...rest } = withoutVehicleTitle(state);
  return rest;
};

const decodedVin = (
  { vin, details, source, sourceVersion }: SessionEvent & { type: 'VinDecoded' },
  at: string,
): DecodedVin => ({ vin, details, source, sourceVersion, at });

/** Another vehicle, another VIN; naming the same vehicle again forgets nothing. */
const withVehicle = (state: Started, { vehicleId, saved }: SessionEvent & { type: 'VehicleSelected' }): Started => {
  const { vin, ...rest } = state;
  if (vin && saved) return { ...rest, vehicleId, vin: { ...vin, savedAs: vehicleId } };
  return state.vehicleId === vehicleId ? state : { ...rest, vehicleId };
};

/** Folds one event. A stream begins with `SessionStarted`; whatever would come before it changes nothing. */
export const evolve = (state: SessionState, event: SessionEvent, at: string): SessionState => {
  if (event.type === 'SessionStarted') return start(event, at);
  if (state.status === 'none' || state.status === 'deleted') return state;
  switch (event.type) {
    case 'DiagnosticLevelSelected':
      return {
        ...(event.level === 'quick' ? withoutVehicleTitle(state) : state),
        level: event.level,
        levelSelected: true,
        lastActive: at,
      };
    case 'TurnStarted':
      return openTurn(state, event, at);
    case 'ToolReturned':
    case 'ToolFailed':
      return state.turn ? { ...state, turn: { ...state.turn, rounds: event.round } } : state;
    case 'DiagnosisMade':
      return {
        ...state,
        diagnosis: { causes: event.causes, parts: event.parts },
        diagnosedIssues: remember(
          state.diagnosedIssues,
          event.causes.slice(0, 1).map(({ name }) => name),
        ),
      };
    case 'PartsDiscussed':
      return { ...state, partsDiscussed: remember(state.partsDiscussed ?? [], event.parts) };
    case 'CostEstimated':
      return { ...state, costEstimated: true };
    case 'VinDecoded':
      return { ...state, vin: decodedVin(event, at), lastActive: at };
    case 'FileAttached':
      return {
        ...state,
        files: [...(state.files ?? []), { id: event.uploadId, contentType: event.contentType }],
        lastActive: at,
      };
    case 'FileRemoved':
      return { ...state, files: (state.files ?? []).filter(({ id }) => id !== event.uploadId) };
    case 'TurnAnswered':
    case 'TurnFailed':
      return closeTurn(state, at);
    case 'PrivacyWishHeard':
      return { ...state, heard: { wish: event.wish, at } };
    case 'PrivacyWishConfirmed':
      // it goes on in a stream of its own
      return state;
    case 'SessionTitled':
      return { ...state, title: event.title, titledBy: event.by };
    case 'VehicleSelected':
      return { ...withVehicle(state, event), lastActive: at };
    case 'VehicleDataCleared':
      return withoutVehicle(state);
    case 'PreferencesSelected':
      return { ...state, preferences: event.preferences, lastActive: at };
    case 'HandleChosen':
      return { ...state, handle: event.handle };
    case 'SessionAnnotated':
      return { ...state, tags: event.tags, customFields: event.customFields };
    case 'SessionArchived':
      return { ...state, status: 'archived' };
    case 'SessionReopened':
      return { ...state, status: 'active', lastActive: at };
    case 'SessionKept':
      return { ...state, kept: true };
    case 'SessionKeepingEnded': {
      const { kept: _kept, ...rest } = state;
      return rest;
    }
    case 'SessionDeleted':
      return { status: 'deleted' };
  }
};

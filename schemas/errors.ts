/**
 * The closed set of errors (SPEC C7), plus the failures that only a workflow knows.
 *
 * An error has a literal name (the word that ASL `Catch`, logs, GraphQL `extensions.code` and tests share), the
 * sentence a person reads, and `recoverable`: whether doing the same again, perhaps later, can succeed. Sentences and
 * facts never carry anything personal.
 */

export const errorNames = [
  'NotFound',
  'AlreadyExists',
  'InvalidInput',
  'InvalidName',
  'Corrupted',
  'ConcurrentModification',
  'PermissionDenied',
  'StorageUnavailable',
  'RateLimited',
  'QuotaExceeded',
  'SessionExpired',
  'TurnInProgress',
  'ModelUnavailable',
  'UnknownVersion',
] as const;
export type ErrorName = (typeof errorNames)[number];

/** The code of whatever broke without a name of the closed set. */
export const SYSTEM_ERROR = 'SystemError';

/** SPEC B7: what a person reads when something broke that is not theirs to mend. */
export const SYSTEM_ERROR_SENTENCE =
  'The system has encountered an error, which has been notified to the administrator to investigate. Please try again later.';

export type Facts = Record<string, string | number | boolean>;

/** What all named errors share. `message` is the sentence for people, `facts` are ids and numbers for logs. */
export abstract class DixonError extends Error {
  abstract override readonly name: string;
  abstract readonly recoverable: boolean;
  readonly facts: Facts;

  constructor(sentence: string, facts: Facts = {}, options?: ErrorOptions) {
    super(sentence, options);
    this.facts = facts;
  }
}

/** A kind of error: the word that everything shares, and whether trying again can help. */
const named = <Name extends string>(name: Name, recoverable: boolean) => {
  abstract class Named extends DixonError {
    override readonly name = name;
    override readonly recoverable = recoverable;
  }
  return Named;
};

export class NotFound extends named('NotFound', false) {
  constructor(
    what = 'conversation',
    facts: Facts = {},
    sentence = `This ${what} does not exist, or it is not yours. Check the id, or start a new one.`,
  ) {
    super(sentence, { what, ...facts });
  }
}

export class AlreadyExists extends named('AlreadyExists', false) {
  constructor(what: string, facts: Facts = {}) {
    super(`This ${what} already exists. Use it, or choose another id.`, { what, ...facts });
  }
}

export class InvalidInput extends named('InvalidInput', false) {}

export class InvalidName extends named('InvalidName', false) {}

export class Corrupted extends named('Corrupted', false) {
  constructor(facts: Facts = {}, options?: ErrorOptions) {
    super(
      'A stored record is damaged and was set aside. Tell the administrator; everything else goes on.',
      facts,
      options,
    );
  }
}

export class ConcurrentModification extends named('ConcurrentModification', true) {
  constructor(facts: Facts = {}) {
    super('Somebody else changed this at the same moment. Load it again and repeat what you did.', facts);
  }
}

/** Whoever had everything erased comes back before that is done. People see it as `ConcurrentModification`. */
export class ErasureUnderWay extends named('ConcurrentModification', true) {
  constructor() {
    super('What you had erased is still being removed. Try again in a minute or two.', { erasing: true });
  }
}

export class PermissionDenied extends named('PermissionDenied', false) {
  constructor(sentence = 'You may not do this. Sign in as the person whose data it is.', facts: Facts = {}) {
    super(sentence, facts);
  }
}

export class StorageUnavailable extends named('StorageUnavailable', true) {
  constructor(
    store: string,
    options?: ErrorOptions,
    sentence = 'The storage does not answer just now. Nothing was changed; try again in a moment.',
    facts: Facts = {},
  ) {
    super(sentence, { store, ...facts }, options);
  }
}

export class RateLimited extends named('RateLimited', true) {
  constructor(seconds: number) {
    super(`That was too fast. Wait ${seconds} seconds and try again.`, { seconds });
  }
}

export class QuotaExceeded extends named('QuotaExceeded', false) {}

export class SessionExpired extends named('SessionExpired', false) {
  constructor(facts: Facts = {}) {
    super('This session has ended. Start a new one.', facts);
  }
}

export class TurnInProgress extends named('TurnInProgress', true) {
  constructor(facts: Facts = {}) {
    super('The assistant is still answering your last message. Wait for its answer, then send the next one.', facts);
  }
}

export class ModelUnavailable extends named('ModelUnavailable', true) {
  constructor(facts: Facts = {}, options?: ErrorOptions) {
    super('The assistant is not available just now. Try again in a minute.', facts, options);
  }
}

export class UnknownVersion extends named('UnknownVersion', false) {
  constructor(facts: Facts = {}) {
    super('This record was written by a newer release. Update this one before reading it.', facts);
  }
}

/** The model asked to slow down; chat-turn retries and then gives up with `ModelUnavailable`'s treatment. */
export class ModelThrottled extends named('ModelThrottled', true) {
  constructor(facts: Facts = {}, options?: ErrorOptions) {
    super('The assistant is busy. Try again in a minute.', facts, options);
  }
}

/** NHTSA's service did not answer, or not as it should; decode-vin retries and then asks the embedded database. */
export class NhtsaUnavailable extends named('NhtsaUnavailable', true) {
  constructor(reason: string, options?: ErrorOptions) {
    super('The vehicle registry does not answer just now. Try again in a minute.', { reason }, options);
  }
}

/** A handler gave what its own contract forbids: a defect of ours, which no caller can mend. */
export class ContractBroken extends named('ContractBroken', false) {
  constructor(task: string, options?: ErrorOptions) {
    super(SYSTEM_ERROR_SENTENCE, { task }, options);
  }
}

/** A model asked for a tool that the session's level does not have. */
export class ToolNotAllowed extends named('ToolNotAllowed', false) {
  constructor(tool: string, level: string) {
    super(`The tool ${tool} is not available at the level ${level}.`, { tool, level });
  }
}

/** The stream's key was shredded: nothing of it can be read again. People see it as `NotFound`. */
export class StreamErased extends NotFound {
  readonly request: string;
  constructor(request: string) {
    super('conversation', { erased: true });
    this.request = request;
  }
}

/**
 * A mail did not go out; people see it as `StorageUnavailable`. What the mail service said is left behind: it may name
 * the address.
 * @param reason the failure's name
 */
export class MailUnavailable extends StorageUnavailable {
  constructor(reason: string) {
    super('mail', {}, 'The mail could not be sent just now. Ask for it again in a minute.', { reason });
  }
}

/** The same to a workflow, which waits for a mail service in its own way, and not as it waits for a storage. */
export class MailWaits extends named('MailUnavailable', true) {
  constructor({ message, facts }: MailUnavailable) {
    super(message, facts);
  }
}

/** Reading again after an erasure found something that has no reason to be there still: a person has to look after it. */
export class ErasureIncomplete extends named('ErasureIncomplete', false) {
  constructor(facts: Facts) {
    super('Something of what was to be erased is still there. The erasure can be resumed.', facts);
  }
}

/** Processing is restricted (Art. 18 GDPR): what there is, is stored and nothing more. People see it as `PermissionDenied`. */
export class Restricted extends PermissionDenied {
  constructor() {
    super(
      'Your data is only stored and not worked with, as you asked. To go on, lift the restriction in your privacy settings (liftRestriction), or give your consent again where you withdrew it (giveConsent). Reading, export and deletion stay possible.',
      { restricted: true },
    );
  }
}

/** Whether a name belongs to the closed set that API clients know. */
export const isErrorName = (name: unknown): name is ErrorName => errorNames.includes(name as ErrorName);

const byName: Record<ErrorName, () => DixonError> = {
  NotFound: () => new NotFound(),
  AlreadyExists: () => new AlreadyExists('record'),
  InvalidInput: () => new InvalidInput('Something in the request is not as it should be. Check its fields.'),
  InvalidName: () => new InvalidName('This name cannot be used. Choose another one.'),
  Corrupted: () => new Corrupted(),
  ConcurrentModification: () => new ConcurrentModification(),
  PermissionDenied: () => new PermissionDenied(),
  StorageUnavailable: () => new StorageUnavailable('store'),
  RateLimited: () => new RateLimited(60),
  QuotaExceeded: () => new QuotaExceeded('The limit is reached. Remove something first.'),
  SessionExpired: () => new SessionExpired(),
  TurnInProgress: () => new TurnInProgress(),
  ModelUnavailable: () => new ModelUnavailable(),
  UnknownVersion: () => new UnknownVersion(),
};

/**
 * The error of a name that crossed a border as text, such as an execution's `error`; undefined for a name that is not
 * ours. The sentence comes along where the border carried it, facts do not.
 */
export const errorNamed = (name: string, sentence?: string): DixonError | undefined => {
  if (!isErrorName(name)) return undefined;
  const error = byName[name]();
  if (sentence) error.message = sentence;
  return error;
};

/** What administrators hear of a failure that nobody else can mend (SPEC B7): ids, the failure's name, when. */
export type Notice = { operation: string; failure: string; request: string; at: string };
export type Notify = (notice: Notice) => Promise<void>;

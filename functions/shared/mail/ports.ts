export type Mail = {
  /** Whose mail it is; an outbox that keeps copies files them under it, so that an erasure finds them. */
  userId: string;
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
};

/** Sends mails to people. */
export interface Mailer {
  /** Once it returns, the mail is on its way. Throws `MailUnavailable`, which names neither address nor content. */
  send(mail: Mail): Promise<void>;
}

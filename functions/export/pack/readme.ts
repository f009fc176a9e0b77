/** README.txt: what the archive is, in plain words. */
import type { About } from '../about.ts';
import type { Which } from '../ports.ts';

export const readme = ({ exportedAt }: About, { requestId }: Pick<Which, 'requestId'>): string => `YOUR DATA IN DIXON

This archive holds everything that Dixon keeps about you, as it was on
${exportedAt.slice(0, 10)} at ${exportedAt.slice(11, 19)} UTC. It answers your request
${requestId}
(Articles 15 and 20 of the General Data Protection Regulation).

Open index.html in a browser: it shows all of it on one page, works without
the internet and sends nothing anywhere.

Keep this archive to yourself. Whoever has it can read your conversations.


WHAT IS IN IT

  index.html               everything, to be read
  account/data.json        who you are to us: name, email address, consents
                           with the text that you were shown, settings
  vehicles/data.json       your vehicles, with VIN and what it says
  sessions/data.json       what each session knows: title, tags, vehicle,
                           decoded VIN, diagnosis, parts, files
  conversations/data.json  every message, what the assistant's tools were
                           asked and what they returned, in order
  uploads/data.json        which files you sent, when, and to which session
  uploads/files/           the files themselves
  requests/data.json       what you asked for under data protection law
  manifest.json            every file with its size and SHA-256
  SHA256SUMS               the same sums, for the program sha256sum

The files data.json are for programs. Their times are in UTC (ISO 8601), sizes
in bytes, money in US dollars.


WHAT IS NOT IN IT, AND WHY

  - What you deleted: it is erased, or on its way there.
  - The codes that we mailed to verify an address: we never kept them. We keep
    a hash of each with its salt, which says nothing about you and would only
    help somebody to guess the code.
  - Why data of yours is kept under a legal hold, where it is: that can tell of
    a dispute or of other people (Article 15(4)). Ask the people who run this
    service, and they weigh it with you.
  - Your password: the service that you sign in with has it, and we never see
    it.
  - Who of the people that work here did something for you: the history says
    "operator". That is about them.
  - Lists and counters that are made of what you find here, and backups of it.


HOW TO CHECK IT

In this folder, on Linux:      sha256sum -c SHA256SUMS
on a Mac:                      shasum -a 256 -c SHA256SUMS
on Windows, for one file:      certutil -hashfile index.html SHA256

The sum of the archive itself is in the receipt of your request.


WHAT YOU CAN DO

You can have your data corrected and deleted, restrict what is done with it,
and take it elsewhere: that is what the files data.json are for. If you think
that we are wrong, you can complain to a data protection authority.
`;

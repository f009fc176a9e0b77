/** README.txt: what the bundle is, what it proves and what not, in plain words. */
import type { About, Keys } from './manifest.ts';

const rangeOf = ({ from, to }: About['wish']): string => {
  if (from && to) return `from ${from} to ${to}`;
  if (from) return `from ${from} on`;
  return to ? `up to ${to}` : 'from the beginning';
};

export const readme = ({ bundleId, madeAt, wish }: About, keys: Keys): string => `DIXON AUDIT BUNDLE

Bundle    ${bundleId}
Made      ${madeAt}
Subject   ${wish.subject}
Range     ${rangeOf(wish)}

This folder holds the history that Dixon keeps of one subject: what happened
when, in which order, and who caused it. It says what kind of thing happened
and not what was said: the words themselves rest sealed in Dixon, and here is
only the SHA-256 of each sealed body.


HOW TO VERIFY IT

You need Node.js 18 or newer and nothing else: no internet, nothing to install.
Unpack the archive into an empty folder, go there, and run

  node verify.mjs

It says what it checked, what it found, and what it cannot know. Its exit code
is 0 where everything holds, 1 where anything does not, 2 where it was called
in a wrong way. A change of any byte of any file shows.

verify.mjs is short and made to be read. Who does not trust this copy takes one
from a place that they trust, and names this folder:

  node /somewhere/else/verify.mjs this-folder


WHOSE SIGNATURE IT IS

Whoever changes a bundle can sign it again with a key of their own. So compare
these two fingerprints with those that Dixon's operator gives you on another
way, such as by telephone or on paper:

  bundle key   ${keys.bundle}
  digest key   ${keys.digests}

or have verify.mjs compare them:

  node verify.mjs --key-id <fingerprint> --digest-key-id <fingerprint>

A fingerprint is the SHA-256 of the public key in its SPKI form (DER). With
OpenSSL:  openssl pkey -pubin -in public-key.pem -outform DER | sha256sum


WHAT IS IN IT

  entries.ndjson   one line for each commit, stream after stream, each in the
                   order in which it was written
  digests.ndjson   the signed digests of those hours in which they were written
  manifest.json    what the bundle is, counts, the first and last commit of each
                   stream, and size and SHA-256 of every other file
  signature        over manifest.json: ECDSA P-256 with SHA-256, DER, base64url
  public-key.pem   the key that signed the manifest
  digest-key.pem   the key that signed the digests
  verify.mjs       the program that verifies all this
  README.txt       this text

An entry has these fields:

  header       the commit: subject, stream, number in its stream, instant (at,
               UTC), who caused it (actor), types and versions of its events,
               the command, the turn or job that it belongs to (correlation)
               and the event that caused it (causation)
  commitment   SHA-256 of the sealed body
  prev         hash of the commit before in the same stream; zeros for the first
  hash         SHA-256 over prev (32 bytes), the header as RFC 8785 writes it,
               and commitment (32 bytes)
  erased       null, or that the body was erased, and by which request: the
               newest one that erased something of the stream
  seal         null, or where the commit stands in the digest of its hour: index
               and count in the Merkle tree (RFC 6962) over the hashes of all
               commits of that hour, and the path from there to its root


WHAT IT PROVES

  - No header was changed since it was written, none was taken out from between
    two others, none was put in, and none changed its place: each hash covers
    the one before. Where a body was erased the chain still holds, since it
    covers the hash of the body and not the body.
  - Commits with a seal were there when the digest of their hour was signed.
  - All of it is what Dixon handed out: nothing changed since it was signed.


WHAT IT DOES NOT PROVE

  - What was said. There is no body in here.
  - That nothing happened after the last entry of a stream, and that there is no
    other stream: for that Dixon's signature over the manifest vouches alone.
  - What stands before a range that begins later: the chain is proven from the
    first entry of each stream on.
  - Commits without a seal are newer than the newest digest, or older than the
    first: their chain holds, but no digest says when they were there.
  - Whose the two keys are, unless you compare the fingerprints.
`;

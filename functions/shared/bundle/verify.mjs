/**
 * Verifies an audit bundle of Dixon. This one file is all of it: no dependencies, no network, Node.js 18 or newer.
 *
 *   node verify.mjs [folder] [--key-id <fingerprint>] [--digest-key-id <fingerprint>]
 *
 * The folder is the one that this file lies in, unless another one is named. Exit code: 0 where everything that can be
 * checked holds, 1 for any fault, 2 where it was called in a wrong way.
 *
 * Read it from the bottom: the last lines say what is done in which order. README.txt says what the files are.
 */
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const MANIFEST = 'manifest.json';
const SIGNATURE = 'signature';
const ENTRIES = 'entries.ndjson';
const DIGESTS = 'digests.ndjson';
const BUNDLE_KEY = 'public-key.pem';
const DIGEST_KEY = 'digest-key.pem';
/** What the manifest lists, in its order. */
const LISTED = ['README.txt', ENTRIES, DIGESTS, BUNDLE_KEY, DIGEST_KEY, 'verify.mjs'];

/** What stands before the first commit of a stream. */
const GENESIS = '0'.repeat(64);

/** Faults that are shown; all of them count. */
const SHOWN = 20;

const USAGE = `Usage: node verify.mjs [folder] [--key-id <fingerprint>] [--digest-key-id <fingerprint>]

Verifies the audit bundle that was unpacked into the folder, or into the one that verify.mjs lies in.
A fingerprint has 64 hexadecimal digits; README.txt says where it comes from.
`;

// What is found --------------------------------------------------------------------------------------------------

/** @type {string[]} */
const faults = [];
/** @type {string[]} */
const checked = [];
/** @type {string[]} */
const unchecked = [];

const say = (text) => process.stdout.write(`${text}\n`);

/** What stands in the files may be made to look like words of this program: it is shown as plain text, on one line. */
const plain = (text) => text.replace(/[^ -~]/g, '?');

const fault = (where, sentence) => {
  faults.push(`${where}: ${sentence}`);
};

/** Does one check, and keeps its sentence where it found no fault. What it cannot even read is a fault as well. */
const check = (where, sentence, work) => {
  const before = faults.length;
  try {
    work();
  } catch (error) {
    fault(where, `this could not be read (${error instanceof Error ? error.message : 'unknown'}).`);
  }
  if (faults.length === before) checked.push(sentence);
};

// Hashes, keys and texts -----------------------------------------------------------------------------------------

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const bytesOf = (hex) => Buffer.from(hex, 'hex');

const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether these are all the fields that an object has. */
const hasFields = (value, names) =>
  isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));

/** JSON as RFC 8785 writes it: no white space, the keys of every object sorted. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

/** SHA-256 of a public key in its SPKI form. */
const fingerprintOf = (pem) => sha256(createPublicKey(pem).export({ format: 'der', type: 'spki' })).toString('hex');

/** ECDSA P-256 with SHA-256. Base64url has several ways to write the same bytes: only the shortest one counts. */
const isSigned = (text, signature, pem) => {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return false;
  return verify('sha256', text, { key: createPublicKey(pem), dsaEncoding: 'der' }, bytes);
};

/** Calls `read` for each line of a file, with its number. Each must be written as RFC 8785 says, and end. */
const eachLine = (name, bytes, read) => {
  let start = 0;
  for (let number = 1; start < bytes.length; number += 1) {
    const end = bytes.indexOf('\n', start);
    const where = `${name}, line ${number}`;
    if (end < 0) return fault(where, 'this line does not end: something behind it is missing.');
    const text = bytes.toString('utf8', start, end);
    start = end + 1;
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      fault(where, 'this is no JSON.');
      continue;
    }
    if (canonical(value) !== text) fault(where, 'this is not written as it was given out (RFC 8785).');
    read(value, where);
  }
};

// The folder, the manifest and its signature ---------------------------------------------------------------------

/** Every file of the bundle by its name. */
const readFolder = (folder) => {
  const wanted = [...LISTED, MANIFEST, SIGNATURE];
  const files = {};
  for (const name of readdirSync(folder)) {
    if (!wanted.includes(name)) fault(name, 'this does not belong to the bundle. Unpack it into an empty folder.');
    else if (!lstatSync(join(folder, name)).isFile()) fault(name, 'this is no file.');
    else files[name] = readFileSync(join(folder, name));
  }
  for (const name of wanted) if (!files[name]) fault(name, 'this file is missing.');
  return files;
};

const checkSignature = (files) => {
  if (!isSigned(files[MANIFEST], files[SIGNATURE].toString('utf8'), files[BUNDLE_KEY]))
    fault(SIGNATURE, 'this is not the signature of public-key.pem over manifest.json.');
};

const isRange = (range) => hasFields(range, ['from', 'to']);

const isManifest = (manifest) =>
  isObject(manifest) &&
  manifest.format === 'dixon-audit-bundle' &&
  manifest.version === 1 &&
  isRange(manifest.range) &&
  (manifest.sealed === null || isRange(manifest.sealed)) &&
  hasFields(manifest.keys, ['bundle', 'digests']) &&
  hasFields(manifest.counts, ['entries', 'streams', 'erased', 'unsealed', 'digests']) &&
  Array.isArray(manifest.streams) &&
  Array.isArray(manifest.files);

const readManifest = (bytes) => {
  const text = bytes.toString('utf8');
  const manifest = JSON.parse(text);
  if (!isManifest(manifest)) throw new Error('it is no manifest of the format dixon-audit-bundle, version 1');
  if (`${JSON.stringify(manifest, null, 2)}\n` !== text) fault(MANIFEST, 'this is not written as it was given out.');
  return manifest;
};

const checkFiles = (files, manifest) => {
  if (manifest.files.map(({ path }) => path).join() !== LISTED.join())
    fault(MANIFEST, `it must list ${LISTED.join(', ')}, in this order.`);
  for (const { path, bytes, sha256: sum } of manifest.files) {
    const content = files[path];
    if (!content) continue;
    if (content.length !== bytes) fault(path, `it has ${content.length} bytes, and the manifest says ${bytes}.`);
    if (sha256(content).toString('hex') !== sum) fault(path, 'its SHA-256 is not the one in the manifest.');
  }
};

/** @param given fingerprints that somebody got on another way */
const checkKeys = (files, { keys }, given) => {
  const found = { bundle: fingerprintOf(files[BUNDLE_KEY]), digests: fingerprintOf(files[DIGEST_KEY]) };
  if (found.bundle !== keys.bundle) fault(BUNDLE_KEY, 'this is not the key that the manifest names.');
  if (found.digests !== keys.digests) fault(DIGEST_KEY, 'this is not the key that the manifest names.');
  const compare = (file, fingerprint, option, wanted) => {
    if (wanted === undefined)
      unchecked.push(`Whose key ${file} is: compare its fingerprint, ${fingerprint}, or give it (${option}).`);
    else if (wanted === fingerprint) checked.push(`${file} has the fingerprint that you gave.`);
    else fault(file, `its fingerprint is ${fingerprint}, and not the one that you gave: somebody else signed this.`);
  };
  compare(BUNDLE_KEY, found.bundle, '--key-id', given.bundle);
  compare(DIGEST_KEY, found.digests, '--digest-key-id', given.digests);
  if (given.bundle === undefined)
    unchecked.push('Whether somebody changed all of this and signed it again: only the fingerprint would show it.');
};

// The digests of the ledger --------------------------------------------------------------------------------------

const STATEMENT = ['commits', 'format', 'from', 'heads', 'headsSha256', 'keyId', 'previous', 'root', 'sealedAt'];

const isStatement = (value) =>
  hasFields(value, [...STATEMENT, 'to', 'version']) &&
  value.format === 'dixon-digest' &&
  value.version === 1 &&
  isCount(value.commits) &&
  isHash(value.root) &&
  typeof value.from === 'string' &&
  typeof value.to === 'string';

/** The statements by the names that entries call them: where their hour begins (`2026-11-21T07`). */
const readDigests = (files, { keys }) => {
  const digests = new Map();
  /** @type {{ text: string, statement: { from: string, to: string } } | undefined} */
  let before;
  eachLine(DIGESTS, files[DIGESTS], (line, where) => {
    if (!hasFields(line, ['signature', 'statement'])) return fault(where, 'this is no digest.');
    const statement = JSON.parse(line.statement);
    if (!isStatement(statement)) return fault(where, 'its statement is none.');
    if (statement.keyId !== keys.digests) fault(where, 'it was signed with another key than digest-key.pem.');
    if (!isSigned(Buffer.from(line.statement), line.signature, files[DIGEST_KEY]))
      fault(where, 'its signature is not that of digest-key.pem over this statement.');
    if (before && before.statement.to > statement.from) fault(where, 'it begins before the one above it ends.');
    if (before?.statement.to === statement.from && statement.previous !== sha256(before.text).toString('hex'))
      fault(where, 'it follows the one above it, and names another one as the digest before.');
    before = { text: line.statement, statement };
    digests.set(statement.from.slice(0, 13), statement);
  });
  return digests;
};

// Merkle paths (RFC 9162, section 2.1.3.2, which says what RFC 6962 means) ---------------------------------------

const leafOf = (hash) => sha256(Buffer.of(0), hash);
const nodeOf = (left, right) => sha256(Buffer.of(1), left, right);

/** The root that a path leads to, hex; undefined where the path does not fit its place. */
const rootBy = (hash, { index, count, path }) => {
  if (index >= count) return undefined;
  let [place, last] = [index, count - 1];
  let node = leafOf(bytesOf(hash));
  for (const neighbour of path.map(bytesOf)) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      node = nodeOf(neighbour, node);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      node = nodeOf(node, neighbour);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node.toString('hex') : undefined;
};

// The entries ----------------------------------------------------------------------------------------------------

const HEADER = ['actor', 'at', 'command', 'correlation', 'events', 'fold', 'number', 'stream', 'subject'];

const isHeader = (header) =>
  isObject(header) &&
  hasFields(header, 'causation' in header ? [...HEADER, 'causation'] : HEADER) &&
  isCount(header.number) &&
  typeof header.stream === 'string' &&
  typeof header.at === 'string';

const isSeal = (seal) =>
  hasFields(seal, ['count', 'digest', 'index', 'path']) &&
  isCount(seal.count) &&
  isCount(seal.index) &&
  Array.isArray(seal.path) &&
  seal.path.every(isHash);

const isEntry = (entry) =>
  hasFields(entry, ['commitment', 'erased', 'hash', 'header', 'prev', 'seal']) &&
  [entry.commitment, entry.hash, entry.prev].every(isHash) &&
  isHeader(entry.header) &&
  (entry.erased === null || hasFields(entry.erased, ['request'])) &&
  (entry.seal === null || isSeal(entry.seal));

/** The entry by itself: whose it is, whether it is in range, and whether its hash is what its fields make. */
const checkEntry = ({ header, prev, commitment, hash }, where, { subject, range }) => {
  if (header.subject !== subject) fault(where, 'this is the history of another subject.');
  if ((range.from !== null && header.at < range.from) || (range.to !== null && header.at > range.to))
    fault(where, 'it happened outside the range of this bundle.');
  if (sha256(bytesOf(prev), canonical(header), bytesOf(commitment)).toString('hex') !== hash)
    fault(where, 'its hash is not the one that its fields make: it was changed.');
};

/** The entry behind the one before it in its stream. @param range of this stream, as the manifest says */
const checkLink = (entry, before, where, range) => {
  const { number } = entry.header;
  if (before) {
    if (number !== before.header.number + 1)
      fault(where, `number ${number} follows number ${before.header.number}: something is missing, or too much.`);
    if (entry.prev !== before.hash) fault(where, 'it does not follow the entry before it: the chain is broken.');
    return;
  }
  if (number !== range.first)
    fault(where, `its stream begins with number ${number}, the manifest says ${range.first}.`);
  if (range.fromBeginning !== (number === 1)) fault(where, 'the manifest is wrong about where its stream begins.');
  if (number === 1 && entry.prev !== GENESIS) fault(where, 'it is the first of its stream, and names one before it.');
};

/** The end of a stream. @param range of this stream, as the manifest says */
const checkEnd = ({ header, hash }, where, range) => {
  if (header.number !== range.last || hash !== range.head)
    fault(where, `its stream ends with number ${header.number}, the manifest ends with another one (${range.last}).`);
};

/** The entry in the digest of its hour. @param sealed from when to when there are digests */
const checkSeal = ({ header: { at }, hash, seal }, where, digests, sealed) => {
  if (seal === null) {
    if (sealed !== null && at >= sealed.from && at < sealed.to)
      fault(where, 'its hour is sealed, and no digest proves it: it was put there later, or the ledger was changed.');
    return;
  }
  const digest = digests.get(seal.digest);
  if (!digest) return fault(where, `the digest ${seal.digest} is not there.`);
  if (at < digest.from || at >= digest.to) fault(where, `it did not happen in the time of the digest ${seal.digest}.`);
  if (seal.count !== digest.commits || rootBy(hash, seal) !== digest.root)
    fault(where, `its path does not lead to the root of the digest ${seal.digest}.`);
};

/** Every entry, and how many there are of which kind. */
const checkEntries = (files, manifest, digests) => {
  const counts = { entries: 0, streams: 0, erased: 0, unsealed: 0 };
  /** @type {{ entry: { header: { stream: string, number: number }, hash: string }, where: string } | undefined} */
  let before;
  const rangeOf = (index) => manifest.streams[index] ?? {};
  const endStream = () => {
    if (before) checkEnd(before.entry, before.where, rangeOf(counts.streams - 1));
  };
  eachLine(ENTRIES, files[ENTRIES], (entry, where) => {
    if (!isEntry(entry)) return fault(where, 'this is no entry.');
    const isNext = before?.entry.header.stream === entry.header.stream;
    if (!isNext) {
      endStream();
      counts.streams += 1;
      if (rangeOf(counts.streams - 1).stream !== entry.header.stream)
        fault(where, 'by the manifest another stream comes here.');
    }
    checkEntry(entry, where, manifest);
    checkLink(entry, isNext ? before.entry : undefined, where, rangeOf(counts.streams - 1));
    checkSeal(entry, where, digests, manifest.sealed);
    counts.entries += 1;
    if (entry.erased !== null) counts.erased += 1;
    if (entry.seal === null) counts.unsealed += 1;
    before = { entry, where };
  });
  endStream();
  return counts;
};

const checkCounts = (counts, manifest) => {
  for (const [name, count] of Object.entries(counts))
    if (manifest.counts[name] !== count)
      fault(MANIFEST, `it counts ${manifest.counts[name]} ${name}, and there are ${count}.`);
  if (manifest.streams.length !== counts.streams) fault(MANIFEST, 'it names streams that are not there.');
};

// What is said ---------------------------------------------------------------------------------------------------

const tellLimits = ({ counts, streams, sealed, range, madeAt }) => {
  const later = streams.filter(({ fromBeginning }) => !fromBeginning).length;
  const reach = sealed ? `the digests reach from ${sealed.from} to ${sealed.to}` : 'there was none yet';
  unchecked.push('What was said: the bundle holds no bodies, only the hash of each.');
  unchecked.push(`That nothing came after the last entry of a stream, in a range up to ${range.to ?? madeAt}.`);
  unchecked.push('That there are no other streams: for that the signature over the manifest vouches alone.');
  if (counts.erased > 0) unchecked.push('That the requests which are named erased those bodies: so the manifest says.');
  if (later > 0)
    unchecked.push(`What came before the first entry of ${later} stream(s): they are proven from there on.`);
  if (counts.unsealed > 0)
    unchecked.push(`When ${counts.unsealed} entries were written: no digest covers them (${reach}).`);
};

const report = () => {
  const list = (title, sentences) => {
    if (sentences.length > 0) say(`${title}\n${sentences.map((sentence) => `  - ${plain(sentence)}`).join('\n')}\n`);
  };
  list('Checked, and it holds:', checked);
  list('NOT checked:', unchecked);
  list(`FAULTS: ${faults.length}`, faults.slice(0, SHOWN));
  if (faults.length > SHOWN) say(`  and ${faults.length - SHOWN} more.\n`);
  say(faults.length === 0 ? 'RESULT: everything that was checked holds.' : 'RESULT: DO NOT RELY ON THIS BUNDLE.');
};

// What is done ---------------------------------------------------------------------------------------------------

const verifyBundle = (folder, given) => {
  let files = {};
  let manifest;
  check('folder', 'The files of the bundle are all there, and no other.', () => {
    files = readFolder(folder);
  });
  if (faults.length > 0) return;
  check(SIGNATURE, 'The signature over manifest.json is that of public-key.pem.', () => checkSignature(files));
  check(MANIFEST, 'manifest.json is written as it was given out.', () => {
    manifest = readManifest(files[MANIFEST]);
  });
  if (!manifest) return;
  const { counts, subject } = manifest;
  say(`${plain(`Audit bundle ${manifest.bundleId} about ${subject}, made ${manifest.madeAt}.`)}\n`);
  check(MANIFEST, 'Every file has the size and the SHA-256 that the manifest says, verify.mjs too.', () =>
    checkFiles(files, manifest),
  );
  check('keys', 'Both keys are those that the manifest names.', () => checkKeys(files, manifest, given));
  let digests = new Map();
  check(DIGESTS, `${counts.digests} digests of the ledger are signed by digest-key.pem.`, () => {
    digests = readDigests(files, manifest);
  });
  const found = { digests: digests.size };
  check(ENTRIES, entriesSentence(counts), () => Object.assign(found, checkEntries(files, manifest, digests)));
  check(MANIFEST, 'The counts of the manifest are right.', () => checkCounts(found, manifest));
  tellLimits(manifest);
};

const entriesSentence = ({ entries, streams, erased, unsealed }) =>
  `${entries} entries in ${streams} streams: every hash is right, every chain is whole, ` +
  `${entries - unsealed} are proven by a digest. ${erased} have no body any more; their chains hold as well.`;

/**
 * A second look at this very file, by other code than the first: whoever changes the checks above, so that they find
 * nothing, changes the sum of this file as well.
 */
const guard = (folder) => {
  process.on('exit', (code) => {
    if (code !== 0) return;
    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, 'verify.mjs')))
      .digest('hex');
    if (files.some((file) => file.path === 'verify.mjs' && file.sha256 === sum)) return;
    process.stdout.write('FAULT: verify.mjs is not the one in the manifest: it was changed.\n');
    process.exitCode = 1;
  });
};

/** Which key a fingerprint is for. */
const OPTIONS = new Map([
  ['--key-id', 'bundle'],
  ['--digest-key-id', 'digests'],
]);

/** Fingerprints are compared however they are written: in capitals, with colons or spaces. */
const fingerprintIn = (text = '') => {
  const hex = text.toLowerCase().replace(/[:\s]/g, '');
  return isHash(hex) ? hex : undefined;
};

/** What was asked for; undefined where it makes no sense. */
const askedFor = (words) => {
  const given = {};
  const folders = [];
  for (let at = 0; at < words.length; at += 1) {
    const option = OPTIONS.get(words[at]);
    if (option) {
      at += 1;
      given[option] = fingerprintIn(words[at]);
      if (!given[option]) return undefined;
    } else if (words[at].startsWith('-')) return undefined;
    else folders.push(words[at]);
  }
  return folders.length > 1 ? undefined : { folder: folders[0] ?? dirname(fileURLToPath(import.meta.url)), given };
};

const asked = askedFor(process.argv.slice(2));
if (asked) {
  guard(asked.folder);
  verifyBundle(asked.folder, asked.given);
  report();
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

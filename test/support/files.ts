/** The smallest files that are what they say, and how a client sends one. */

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** A box of ISO 14496-12: what phones write before a picture. */
const ftyp = (...brands: string[]): Buffer => {
  const body = Buffer.from(`ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body, Buffer.alloc(32)]);
};

export const PNG = bytes(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
export const GIF = bytes('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
export const JPEG = Buffer.concat([bytes('/9j/4AAQSkZJRgABAQEASABIAAD/'), Buffer.alloc(64, 7)]);
export const WEBP = bytes('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=');
export const HEIC = ftyp('heic', 'mif1', 'heic');
/** As some phones write it: the brand that counts comes second. */
export const MIF1_HEIC = ftyp('mif1', 'mif1', 'heic');
export const AVIF_IN_MIF1 = ftyp('mif1', 'mif1', 'avif');
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n');
export const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');

/** With an `acTL` chunk before its picture: an animated PNG. */
export const APNG = Buffer.concat([PNG.subarray(0, 33), bytes('AAAACGFjVEwAAAABAAAAAPONk3A='), PNG.subarray(33)]);

export type Ticket = { uploadId: string; url: string; method: string; headers: { name: string; value: string }[] };

/** Sends a file as its ticket says. @param headers in place of some of the ticket's */
export const sendTo = (ticket: Ticket, body: Buffer, headers: Record<string, string> = {}): Promise<Response> => {
  const named = Object.fromEntries(ticket.headers.map(({ name, value }) => [name, value]));
  return fetch(ticket.url, { method: ticket.method, headers: { ...named, ...headers }, body: new Uint8Array(body) });
};

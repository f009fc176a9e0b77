/**
 * AES-256-GCM as `nonce (12) | ciphertext | tag (16)`: 28 bytes more than the plaintext.
 * A fresh random nonce each time: under one data key NIST SP 800-38D allows 2^32 of them, far beyond any stream.
 */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** A key object where the key is used often: making one of raw bytes takes longer than a small message. */
export type AesKey = KeyObject | Uint8Array;

const NONCE = 12;
const TAG = 16;

/** `context` is authenticated, not stored: opening needs the same bytes. */
export const encrypt = (key: AesKey, plain: Uint8Array, context: string): Uint8Array => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Throws where key, context or any byte differs. */
export const decrypt = (key: AesKey, sealed: Uint8Array, context: string): Uint8Array => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
};

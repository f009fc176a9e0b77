/** Signs with ECDSA P-256 and SHA-256, signatures in DER: a key of KMS on AWS, a key file on one machine. */
export interface Signer {
  /** SHA-256 of the public key in its SPKI form, hex: what people compare. Throws `StorageUnavailable`. */
  keyId(): Promise<string>;
  /** PEM. */
  publicKey(): Promise<string>;
  /** base64url. */
  sign(text: string): Promise<string>;
}

/** Where audit bundles rest until they are fetched: the bucket itself empties the prefix after 8 days. */
export const BUNDLES = 'bundles/';

/** @param file which of those that repeats made at the same time: the history names the one that counts */
export const bundleKey = (bundleId: string, file: string): string =>
  `${BUNDLES}${bundleId}/${file}/dixon-audit-bundle.zip`;

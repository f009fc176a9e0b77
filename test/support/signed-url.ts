/** Signature version 4 of an address, checked as S3 does: by making it again from what the request really says. */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

type Request = { method: string; url: URL; headers: IncomingHttpHeaders };

/** `2026-11-21T09:30:00Z` of `20261121T093000Z`. */
const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** @param nowMs milliseconds since 1970 */
export const isSignedWith = (secret: string, { method, url, headers }: Request, nowMs: number): boolean => {
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature');
  const of = (name: string): string => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const scope = of('Credential').split('/').slice(1);
  const signed = of('SignedHeaders').split(';');
  const canonical = [
    method,
    url.pathname,
    query
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${String(headers[name] ?? '')}`),
    '',
    signed.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', of('Date'), scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`);
  const isOver = nowMs > instantOf(of('Date')) + Number(of('Expires')) * 1_000;
  return !isOver && hmac(key, toSign).toString('hex') === url.searchParams.get('X-Amz-Signature');
};

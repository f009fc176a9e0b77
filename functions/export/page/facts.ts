/** Any facts as a list of names and values, so that nothing is left out that somebody adds later. */
import { html, type Markup } from './markup.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** `2026-11-21 09:30:00 UTC`. */
export const instant = (at: string): Markup =>
  html`<time datetime="${at}">${`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`}</time>`;

/** `lastActive` and `last_active` become `Last active`. */
export const inWords = (name: string): string => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

const isFacts = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const list = (values: readonly unknown[]): Markup =>
  html`<ul class="plain">
    ${values.map((value) => html`<li>${shown(value)}</li>`)}
  </ul>`;

const text = (value: string): Markup =>
  INSTANT.test(value) ? instant(value) : html`<span class="said" dir="auto">${value}</span>`;

const shown = (value: unknown, named = inWords): Markup => {
  if (isEmpty(value)) return html`–`;
  if (Array.isArray(value)) return list(value);
  if (isFacts(value)) return facts(value, named);
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`;
  return typeof value === 'string' ? text(value) : html`${String(value)}`;
};

/** Names of facts are ours, but for those of fields that a person made. */
const namesIn = (name: string): ((inner: string) => string) => (name === 'customFields' ? (inner) => inner : inWords);

/** @param named how a name is shown */
export const facts = (all: Record<string, unknown>, named = inWords): Markup =>
  html`<dl>
    ${Object.entries(all).map(
      ([name, value]) =>
        html`<dt dir="auto">${named(name)}</dt>
          <dd>${shown(value, namesIn(name))}</dd> `,
    )}
  </dl>`;

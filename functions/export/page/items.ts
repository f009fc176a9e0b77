/** What stands above the facts of an item: a heading, and where the reader can go from there. */
import type { CategoryName, Item } from '../categories.ts';
import { facts } from './facts.ts';
import { html, type Markup } from './markup.ts';

const textIn = (item: Item, name: string): string => {
  const value = item[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const vehicleName = (item: Item): string => {
  const basic = item['basic'] as Item;
  const name = ['year', 'make', 'model'].map((part) => textIn(basic, part)).join(' ');
  const nickname = textIn(item, 'nickname');
  return nickname === '' ? name : `${nickname} (${name})`;
};

const headings: Record<CategoryName, (item: Item) => string> = {
  account: (item) => textIn(item, 'name') || textIn(item, 'userId'),
  vehicles: vehicleName,
  sessions: (item) => textIn(item, 'title'),
  conversations: (item) => textIn(item, 'title'),
  uploads: (item) => textIn(item, 'name'),
  requests: (item) => `${textIn(item['wish'] as Item, 'kind')}, ${textIn(item, 'receivedAt').slice(0, 10)}`,
};

/** Ids are GUIDs of ours; in an address everything else is escaped all the same. */
const anchor = (kind: string, id: string): string => `${kind}-${encodeURIComponent(id)}`;

const addressOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const links: Partial<Record<CategoryName, (item: Item) => Markup>> = {
  sessions: (item) => html`<p><a href="#${anchor('conversation', textIn(item, 'id'))}">Read the conversation</a></p>`,
  conversations: (item) =>
    html`<p><a href="#${anchor('session', textIn(item, 'sessionId'))}">What the session knows</a></p>`,
  uploads: (item) => html`<p><a href="${addressOf(textIn(item, 'path'))}">Open the file</a></p>`,
};

const anchors: Partial<Record<CategoryName, (item: Item) => string>> = {
  sessions: (item) => anchor('session', textIn(item, 'id')),
  conversations: (item) => anchor('conversation', textIn(item, 'sessionId')),
};

/** Heading, links and facts of an item. */
export const itemHead = (category: CategoryName, item: Item): Markup => {
  const id = anchors[category]?.(item);
  const heading = html`<span dir="auto">${headings[category](item)}</span>`;
  return html`${id === undefined ? html`<h3>${heading}</h3>` : html`<h3 id="${id}">${heading}</h3>`}
  ${links[category]?.(item) ?? ''} ${facts(item)}`;
};

/**
 * index.html: everything on one page, to be read. No scripts, nothing from elsewhere; the policy in its head says so to
 * the browser too.
 */
import type { About } from '../about.ts';
import { categories, type Category, type CategoryName, type Line } from '../categories.ts';
import type { Which } from '../ports.ts';
import { entry } from './entries.ts';
import { instant } from './facts.ts';
import { itemHead } from './items.ts';
import { html, Markup } from './markup.ts';
import { style } from './style.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What begins here ends somewhere else, so none of it can be a template of its own. */
const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Your data in Dixon</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
`;
const MAIN = ['<main id="content" tabindex="-1">', '</main>\n</body>\n</html>\n'] as const;
const CATEGORY = (name: string) => [`<section aria-labelledby="${name}">`, '</section>'] as const;
const ITEM = ['<article>', '</article>'] as const;
const ENTRIES = ['<ol class="entries">', '</ol>'] as const;

const countOf = ({ items }: About, { name }: Category): number => items[name] ?? 0;

const introduction = (about: About, { requestId }: Pick<Which, 'requestId'>): Markup =>
  html`<header>
      <h1>Your data in Dixon</h1>
      <p>Everything that Dixon keeps about you, as it was on ${instant(about.exportedAt)}.</p>
      <p>
        It answers your request ${requestId}. What is not in it, and why, is in <a href="README.txt">README.txt</a>; the
        same for programs is in the files data.json.
      </p>
    </header>
    <nav aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <ul>
        ${categories.map(
          (category) =>
            html`<li>
              <a href="#${category.name}">${category.title}</a> (${countOf(about, category)}, for programs
              <a href="${category.name}/data.json">${category.name}/data.json</a>)
            </li> `,
        )}
      </ul>
    </nav>`;

const NOTHING = '<p>There is nothing here.</p>';

/** A section of the page. An item and the list of what happened to it stay open until the next one begins. */
async function* sectionOf(about: About, category: Category, lines: AsyncIterable<Line>): AsyncGenerator<string> {
  const [begin, end] = CATEGORY(category.name);
  yield begin;
  yield html`<h2 id="${category.name}">${category.title}</h2>`.text;
  if (countOf(about, category) === 0) yield NOTHING;
  let open: string[] = [];
  for await (const line of lines)
    if ('item' in line) {
      yield* open;
      yield ITEM[0];
      yield itemHead(category.name, line.item).text;
      open = [ITEM[1]];
    } else {
      if (open.length === 1) yield ENTRIES[0];
      open = [ENTRIES[1], ITEM[1]];
      yield entry(line.entry).text;
    }
  yield* open;
  yield end;
}

/** @param linesOf the lines of a category, as they were collected */
export async function* page(
  about: About,
  which: Pick<Which, 'requestId'>,
  linesOf: (name: CategoryName) => AsyncIterable<Line>,
): AsyncGenerator<string> {
  yield HEAD;
  yield introduction(about, which).text;
  yield MAIN[0];
  for (const category of categories)
    for await (const piece of sectionOf(about, category, linesOf(category.name))) yield `${piece}\n`;
  yield MAIN[1];
}

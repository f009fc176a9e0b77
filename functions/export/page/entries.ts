/** What happened, one list entry for each: what was said stands open, what the tools did can be opened. */
import type { Entry } from '../categories.ts';
import { facts, instant, inWords } from './facts.ts';
import { html, type Markup } from './markup.ts';

const message = ({ at, what: _what, sender, text, ...rest }: Entry): Markup => {
  const isMine = sender === 'USER';
  return html`<li class="${isMine ? 'mine' : 'theirs'}">
    <p class="about"><strong>${isMine ? 'You' : 'Assistant'}</strong> ${instant(at)}</p>
    <p class="text"><span class="said" dir="auto">${String(text)}</span></p>
    <details>
      <summary class="about">About this message</summary>
      ${facts(rest)}
    </details>
  </li>`;
};

const tool = ({ at, what: _what, tool: name, ...rest }: Entry): Markup =>
  html`<li>
    <details>
      <summary>
        <span class="about">Tool</span> ${inWords(String(name))} <span class="about">${instant(at)}</span>
      </summary>
      ${facts(rest)}
    </details>
  </li>`;

const fact = ({ at, what, who, facts: held }: Entry): Markup =>
  html`<li>
    <p class="about"><strong>${inWords(String(what))}</strong> ${instant(at)} (${String(who)})</p>
    ${held === undefined ? '' : facts(held as Record<string, unknown>)}
  </li>`;

export const entry = (line: Entry): Markup => {
  if (line['what'] === 'message') return message(line);
  return line['what'] === 'tool' ? tool(line) : fact(line);
};

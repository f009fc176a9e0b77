/**
 * docs/api.md as the test reads it: sections, and in each the examples with what they answer.
 *
 * An example is a comment, the block to send, perhaps a block `json variables`, and a block `json` with the answer:
 * `<!-- example: as local:sam; save vehicleId = addUserVehicle.id; expect error NotFound -->`. Its other words are
 * `direct` (an invocation of the function, without GraphQL), `while the next runs` (a subscription), `soon` (it is so once
 * a job is done that runs on), `then send the file` (a picture of 70 bytes, to the address that came back) and `then read
 * the mail` (whose code is `$code` from then on).
 */

export type Example = {
  /** The heading that it stands under. */
  section: string;
  /** Where its block begins, counted from 1. */
  line: number;
  /** The Authorization header; `$name` stands for what an earlier example gave. */
  as: string;
  /** Names for parts of the answer, each with its path under `data`. */
  save: [name: string, path: string][];
  /** The name of the error that it must end with. */
  error?: string;
  /** An event for the function rather than a GraphQL document. */
  direct: boolean;
  /** A subscription that listens while the following example runs. */
  listens: boolean;
  /** True within seconds rather than at once. */
  soon: boolean;
  /** Whether a file is sent where the answer says. */
  sends: boolean;
  /** Whether a code came by mail. */
  mails: boolean;
  /** What is sent: a GraphQL document, or the event as JSON text. */
  request: string;
  variables: Record<string, unknown>;
  /** The answer, in the parts that are always so. */
  answer?: unknown;
};

export type Section = { title: string; line: number; text: string; examples: Example[] };

type Fence = { language: string; line: number; text: string };

const HEADING = /^#{1,6} (.+)$/;
const COMMENT = /^<!-- example: (.+) -->$/;
const FENCE = /^```(.*)$/;

const at = (line: number, problem: string): Error => new Error(`docs/api.md:${line}: ${problem}`);

const savesIn = (text: string): Example['save'] =>
  text.split(', ').map((part) => {
    const [name, path] = part.split(' = ');
    return [name!, path!];
  });

/** An example without its blocks, as its comment says. */
const exampleOf = (comment: string, section: string, line: number): Example => {
  const example: Example = {
    section,
    line,
    as: '',
    save: [],
    direct: false,
    listens: false,
    soon: false,
    sends: false,
    mails: false,
    request: '',
    variables: {},
  };
  for (const part of comment.split('; ')) {
    const [, word, rest = ''] =
      /^(as|save|expect error|direct|while the next runs|soon|then send the file|then read the mail)(?: (.+))?$/.exec(
        part,
      ) ?? [];
    if (word === 'as') example.as = rest;
    else if (word === 'save') example.save = savesIn(rest);
    else if (word === 'expect error') example.error = rest;
    else if (word === 'direct') example.direct = true;
    else if (word === 'while the next runs') example.listens = true;
    else if (word === 'soon') example.soon = true;
    else if (word === 'then send the file') example.sends = true;
    else if (word === 'then read the mail') example.mails = true;
    else throw at(line, `an example knows no "${part}"`);
  }
  return example;
};

const put = (example: Example, { language, line, text }: Fence): void => {
  if (language === 'json variables') example.variables = JSON.parse(text) as Record<string, unknown>;
  else if (example.request === '' && language === (example.direct ? 'json' : 'graphql'))
    Object.assign(example, { request: text, line });
  else if (language === 'json' && example.request !== '' && example.answer === undefined)
    example.answer = JSON.parse(text) as unknown;
  else throw at(line, `a block of ${language} has no place in this example`);
};

/** Reads the document. Throws, with the line, where a block to send is not announced as an example. */
export const readDocument = (markdown: string): Section[] => {
  const sections: Section[] = [];
  let example: Example | undefined;
  let fence: Fence | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const line = index + 1;
    const section = sections.at(-1);
    if (fence) {
      if (text !== '```') fence.text += `${text}\n`;
      else {
        if (example && /^(graphql|json)/.test(fence.language)) put(example, fence);
        else if (fence.language === 'graphql') throw at(fence.line, 'this block is not announced as an example');
        fence = undefined;
      }
      continue;
    }
    const language = FENCE.exec(text)?.[1];
    const comment = COMMENT.exec(text)?.[1];
    const title = HEADING.exec(text)?.[1];
    if (language !== undefined) fence = { language, line, text: '' };
    else if (title !== undefined) {
      sections.push({ title: title.replaceAll('`', ''), line, text: '', examples: [] });
      example = undefined;
    } else if (comment !== undefined && section) {
      example = exampleOf(comment, section.title, line);
      section.examples.push(example);
    } else if (section) section.text += `${text}\n`;
  }
  return sections;
};

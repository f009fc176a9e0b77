/** A page as a parser that is not ours reads it: Python's, which knows no mercy for what is not closed here. */
import { execFileSync } from 'node:child_process';

export type ParsedPage = {
  /** Every tag with its attributes, in their order. */
  tags: { name: string; attributes: Record<string, string | null> }[];
  /** All text between tags, style left out. */
  text: string;
  /** What was closed without being open, or never closed. */
  unbalanced: string[];
};

const READER = `
import html.parser, json, sys
VOID = {'meta', 'link', 'br', 'img', 'input', 'hr'}
class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.open, self.unbalanced = [], [], [], []
    def handle_starttag(self, tag, attrs):
        self.tags.append({'name': tag, 'attributes': dict(attrs)})
        if tag not in VOID: self.open.append(tag)
    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag: self.open.pop()
        else: self.unbalanced.append(tag)
    def handle_data(self, data):
        if 'style' not in self.open: self.text.append(data)
reader = Reader()
reader.feed(sys.stdin.buffer.read().decode('utf-8', 'strict'))
reader.close()
print(json.dumps({'tags': reader.tags, 'text': ''.join(reader.text), 'unbalanced': reader.unbalanced + reader.open}))
`;

export const parsedPage = (page: Uint8Array): ParsedPage => {
  const read = execFileSync('python3', ['-c', READER], { input: page, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(read.toString()) as ParsedPage;
};

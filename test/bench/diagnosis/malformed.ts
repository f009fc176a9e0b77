/** A row of the cases that is not as `data/README.md` says; the sentence names the file and the line, never the text. */
export class CasesMalformed extends Error {
  override readonly name = 'CasesMalformed';
  constructor(file: string, line: number, what: string) {
    super(`${file}:${line}: ${what}`);
  }
}

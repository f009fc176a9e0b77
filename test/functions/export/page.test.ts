/** The page of an archive: whatever somebody wrote stays text, and people can read it with what they have. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../../events/account/index.ts';
import { garage, garageStream } from '../../../events/garage/index.ts';
import { session, sessionStream } from '../../../events/session/index.ts';
import { PNG } from '../../support/files.ts';
import { exportHome, type ExportHome } from '../../support/export-home.ts';
import { parsedPage, type ParsedPage } from '../../support/parsed-page.ts';

/** What people and programs have written into pages to take them over. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '<img src=x onerror=alert(1)//',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)>',
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>',
  '<!--<script>alert(1)</script>-->',
  '--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<meta http-equiv="refresh" content="0;url=https://example.com">',
  '<base href="https://example.com/">',
  '<link rel=stylesheet href="https://example.com/x.css">',
  '<form action="https://example.com"><input name=q></form>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 7*7 %>',
  '<p style="position:fixed;inset:0">covered</p>',
  '</dd></dl></section></main><h1>Not ours</h1>',
  '<ſcript>alert(1)</ſcript> ＜script＞ \u2028\u2029 \u202eevil',
] as const;

const [user, sessionId] = [`user-${randomUUID()}`, randomUUID()];

let home: ExportHome;
let page: ParsedPage;
let source: string;
beforeAll(async () => {
  home = await exportHome();
  const every = PAYLOADS.join(' ');
  await home.record(
    account,
    accountStream(user),
    { type: 'AccountOpened', kind: 'registered' },
    { type: 'ProfileRectified', name: PAYLOADS[0] },
  );
  const basic = { year: 2020, make: PAYLOADS[1].slice(0, 60), model: PAYLOADS[2], trim: PAYLOADS[3] };
  const vin = { vin: '1HGCM82633A004352', nhtsaData: JSON.stringify({ [every]: every }), verified: false };
  await home.record(garage, garageStream(user), {
    type: 'VehicleAdded',
    vehicleId: randomUUID(),
    vehicle: { basic, nickname: PAYLOADS[4], vin },
  });
  const turn = { turnId: randomUUID(), round: 1, toolUseId: every, tool: every };
  await home.record(
    session,
    sessionStream(user, sessionId),
    { type: 'SessionStarted', level: 'quick' },
    { type: 'SessionTitled', title: PAYLOADS[6], by: 'person' },
    { type: 'SessionAnnotated', tags: [...PAYLOADS], customFields: { [every]: every } },
    ...PAYLOADS.map((message) => ({
      type: 'TurnStarted' as const,
      turnId: randomUUID(),
      level: 'quick' as const,
      vehicleContext: false,
      message: `said ${message} said`,
    })),
    { type: 'ToolReturned', ...turn, input: { [every]: every }, result: { [every]: [every] } },
  );
  for (const name of PAYLOADS) {
    const file = { uploadId: randomUUID(), contentType: 'image/png', size: PNG.length, name };
    await home.record(session, sessionStream(user, sessionId), { type: 'FileAttached', ...file });
    await home.upload(user, sessionId, file.uploadId, PNG);
  }
  const { files } = await home.exported(user);
  source = files.get('index.html')!.toString();
  page = parsedPage(files.get('index.html')!);
});
afterAll(() => home.stop());

describe.each(PAYLOADS)('%j', (payload) => {
  it('is text where it was said, word for word', () => expect(page.text).toContain(`said ${payload} said`));
});

const TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'nav', 'main', 'section', 'article'],
  ...['h1', 'h2', 'h3', 'p', 'a', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'span', 'strong', 'time', 'details', 'summary'],
];
const ATTRIBUTES = [
  ...['lang', 'charset', 'http-equiv', 'content', 'name', 'class', 'id', 'href', 'tabindex', 'dir', 'datetime'],
  ...['aria-label', 'aria-labelledby'],
];

it('the page has tags and attributes of ours only, each closed in its turn', () => {
  expect([...new Set(page.tags.map(({ name }) => name))].filter((name) => !TAGS.includes(name))).toEqual([]);
  const attributes = new Set(page.tags.flatMap((tag) => Object.keys(tag.attributes)));
  expect([...attributes].filter((name) => !ATTRIBUTES.includes(name))).toEqual([]);
  expect(page.unbalanced).toEqual([]);
});

it('every link leads into the archive or to a place on the page that is there', () => {
  const ids = new Set(page.tags.map(({ attributes }) => attributes['id']));
  const links = page.tags.filter(({ name }) => name === 'a').map(({ attributes }) => attributes['href']!);
  expect(links.length).toBeGreaterThan(PAYLOADS.length);
  for (const link of links)
    if (link.startsWith('#')) expect(ids).toContain(decodeURIComponent(link.slice(1)));
    else expect(link).toMatch(/^(README\.txt|[a-z]+\/data\.json|uploads\/files\/[\w-]+\/[\w.%()!~-]+)$/);
});

it('it runs nothing and loads nothing: the browser is told so as well', () => {
  const policy = page.tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  expect(policy?.attributes['content']).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
  expect(source).not.toMatch(/<script|<img|<link|<iframe|@import|url\(/i);
});

describe('whoever cannot see the page, or not well', () => {
  it('hears its language and title, can skip to the content, and finds one heading of the first rank', () => {
    expect(page.tags.find(({ name }) => name === 'html')?.attributes['lang']).toBe('en');
    expect(page.tags.filter(({ name }) => name === 'h1')).toHaveLength(1);
    expect(page.tags.find(({ name }) => name === 'a')?.attributes['href']).toBe('#content');
    expect(page.tags.filter(({ name }) => name === 'main')).toHaveLength(1);
  });

  it('finds headings that leave out no rank, and every id once', () => {
    const ranks = page.tags.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    for (const [index, rank] of ranks.entries()) expect(rank - (ranks[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const ids = page.tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gets dark colours at night', () => expect(source).toContain('@media (prefers-color-scheme: dark)'));
});

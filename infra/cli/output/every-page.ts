/** Follows `nextToken` to the end. */
export async function* everyPage<Page extends { nextToken: string | null }>(
  page: (nextToken: string | null) => Promise<Page>,
): AsyncGenerator<Page> {
  let nextToken: string | null = null;
  do {
    const next: Page = await page(nextToken);
    yield next;
    nextToken = next.nextToken;
  } while (nextToken);
}

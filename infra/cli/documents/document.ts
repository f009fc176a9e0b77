/** A GraphQL request for one field. `Answer` is what that field answers with. */
export type Document<Answer> = string & { readonly answer?: Answer };

export const document = <Answer>(text: string): Document<Answer> => text.replaceAll(/\s+/g, ' ').trim();

/** Of a list that comes page by page. */
export type Page<Item> = { items: Item[]; nextToken: string | null };

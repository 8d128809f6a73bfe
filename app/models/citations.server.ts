import { and, eq, inArray } from 'drizzle-orm'
import { contributions as c, citations } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { type CardRow, cardColumns } from './listing.server.ts'

/** The published pins that a proposal rests on, and the published proposals that rest on a pin. */
export async function listCited(
  townId: string,
  id: string,
): Promise<{ cites: CardRow[]; citedBy: CardRow[] }> {
  const { read } = await getStore()
  const links = await read
    .select()
    .from(citations)
    .where(and(eq(citations.townId, townId), eq(citations.proposalId, id)))
  const backLinks = await read
    .select()
    .from(citations)
    .where(and(eq(citations.townId, townId), eq(citations.pinId, id)))
  const ids = [...links.map((link) => link.pinId), ...backLinks.map((link) => link.proposalId)]
  if (ids.length === 0) return { cites: [], citedBy: [] }
  const rows = (await read
    .select(cardColumns)
    .from(c)
    .where(and(eq(c.townId, townId), inArray(c.id, ids), eq(c.visibility, 'published')))
    .orderBy(c.number)) as CardRow[]
  const isCited = (row: CardRow) => links.some((link) => link.pinId === row.id)
  return { cites: rows.filter(isCited), citedBy: rows.filter((row) => !isCited(row)) }
}

/** The pins that each of these proposals rests on, published or not, by the proposal's id: what its reader at the desk must see. */
export async function listCitedPins(townId: string, proposalIds: string[]) {
  const { read } = await getStore()
  const rows = await read
    .select({
      proposalId: citations.proposalId,
      number: c.number,
      title: c.title,
      translations: c.translations,
    })
    .from(citations)
    .innerJoin(c, and(eq(c.townId, citations.townId), eq(c.id, citations.pinId)))
    .where(and(eq(citations.townId, townId), inArray(citations.proposalId, proposalIds)))
    .orderBy(c.number)
  const found = new Map<string, typeof rows>()
  for (const row of rows) found.set(row.proposalId, [...(found.get(row.proposalId) ?? []), row])
  return found
}

import { and, asc, eq } from 'drizzle-orm'
import { searchable } from '#app/domain/contributions.ts'
import { slugFrom } from '#app/domain/slug.ts'
import type { ImportedProposal } from '#app/formats/imported-proposal.ts'
import { importRows } from '#db/schema/imports.server.ts'
import { categories } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import type { ImportRecord } from './import-drafts.server.ts'

interface WantedCategory {
  id: string
  name: string
  isNew: boolean
}

/** By searchable name, in any language of the town; those that are not there are made. */
export function* categoriesFor(
  tx: Tx,
  townId: string,
  rows: ImportedProposal[],
): Generator<Step, Map<string, WantedCategory>, unknown[]> {
  const known = yield* tx.do((db) =>
    db.select().from(categories).where(eq(categories.townId, townId)).orderBy(asc(categories.position)),
  )
  const byName = new Map<string, WantedCategory>()
  for (const { id, name, translations } of known) {
    for (const word of [name, id, ...Object.values(translations).map((texts) => texts.name ?? '')]) {
      if (word && !byName.has(searchable(word))) byName.set(searchable(word), { id, name, isNew: false })
    }
  }
  const taken = new Set(known.map(({ id }) => id))
  for (const name of rows.map((row) => row.categoryName).filter((name) => name !== null)) {
    if (byName.has(searchable(name))) continue
    const slug = slugFrom(name, 40)
    const id = slug === '' || taken.has(slug) ? newId() : slug
    taken.add(id)
    byName.set(searchable(name), { id, name, isNew: true })
  }
  const made = [...byName.values()].filter(({ isNew }) => isNew)
  if (made.length > 0) {
    const after = Math.max(-1, ...known.map(({ position }) => position)) + 1
    const rows = made.map(({ id, name }, i) => ({
      townId,
      id,
      icon: 'other',
      name,
      position: after + i,
      translations: {},
    }))
    yield* tx.do((db) => db.insert(categories).values(rows).returning({ id: categories.id }))
  }
  return byName
}

/** Names of the categories that an import made and its undo has left, as other entries are in them. */
export async function listStayedCategories({ townId, id }: Pick<ImportRecord, 'townId' | 'id'>) {
  const { read } = await getStore()
  const rows = await read
    .select({ name: categories.name })
    .from(importRows)
    .innerJoin(categories, and(eq(categories.townId, townId), eq(categories.id, importRows.subjectId)))
    .where(
      and(eq(importRows.townId, townId), eq(importRows.importId, id), eq(importRows.subjectType, 'category')),
    )
    .orderBy(asc(categories.position))
  return rows.map(({ name }) => name)
}

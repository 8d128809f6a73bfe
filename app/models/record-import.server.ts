import { Refusal } from '#app/domain/refusal.ts'
import type { ImportedProposal } from '#app/formats/imported-proposal.ts'
import { importRows, imports } from '#db/schema/imports.server.ts'
import { getStore, isUniqueViolation } from '#db/store.server.ts'
import { type ImportMapping, isImport, mappingText } from './import-drafts.server.ts'
import { type ImportedSpace, takeSpaces } from './import-spaces.server.ts'
import { takeProposals } from './imports.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

const ROWS_PER_STATEMENT = 400

export interface PreparedImport {
  townId: string
  actorId: string
  id: string
  proposals: ImportedProposal[]
  spaces: ImportedSpace[]
  leftOut: number
  /** As which the rows were read: of a draft that is mapped anew meanwhile, nothing is made. */
  mapping: ImportMapping
  now?: Date
}

/**
 * Makes everything of a draft that was found good, in one write: all of it or nothing. A draft that is imported already
 * stays as it is.
 *
 * @throws {Refusal} 'import.not-found' | 'import.nothing' | 'import.changed' (the town or the mapping has changed
 *   since the rows were looked at)
 */
export async function recordImport(input: PreparedImport) {
  const { townId, actorId, id, proposals, spaces, leftOut, mapping, now = new Date() } = input
  const store = await getStore()
  const write = store.write(function* recordMade(tx) {
    const [row] = yield* tx.do((db) => db.select().from(imports).where(isImport(townId, id)))
    if (!row) throw new Refusal('import.not-found')
    if (row.state !== 'draft') return
    if (mappingText(row.mapping) !== mappingText(mapping)) throw new Refusal('import.changed')
    const subjects: { subjectType: 'contribution' | 'space' | 'category'; subjectId: string }[] = []
    if (row.kind === 'proposals') {
      const { made, categories, problems } = yield* takeProposals(tx, {
        townId,
        processId: row.processId!,
        rows: proposals,
        problems: [],
        skipBad: false,
        now,
      })
      if (problems.length > 0) throw new Refusal('import.changed')
      for (const subjectId of made) subjects.push({ subjectType: 'contribution', subjectId })
      for (const category of categories) subjects.push({ subjectType: 'category', subjectId: category.id })
    } else {
      for (const subjectId of yield* takeSpaces(tx, { townId, rows: spaces, now }))
        subjects.push({ subjectType: 'space', subjectId })
    }
    const made = subjects.filter(({ subjectType }) => subjectType !== 'category').length
    if (made === 0) throw new Refusal('import.nothing')
    const rows = subjects.map((subject) => ({ townId, importId: id, ...subject }))
    for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
      yield* tx.do((db) =>
        db
          .insert(importRows)
          .values(rows.slice(from, from + ROWS_PER_STATEMENT))
          .returning({ subjectId: importRows.subjectId }),
      )
    yield* tx.do((db) =>
      db
        .update(imports)
        .set({ state: 'done', made, leftOut, doneAt: now })
        .where(isImport(townId, id))
        .returning({ id: imports.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'import.make',
      subjectType: 'import',
      subjectId: id,
      before: {},
      after: { rows: made, kind: row.kind },
      now,
    })
  })
  await write.catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new Refusal('import.changed')
    throw error
  })
}

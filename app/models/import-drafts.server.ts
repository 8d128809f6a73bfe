import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { type ImportMapping, importRows, imports } from '#db/schema/imports.server.ts'
import { people } from '#db/schema/people.server.ts'
import { processes } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

export type { ImportMapping } from '#db/schema/imports.server.ts'
export type ImportRecord = typeof imports.$inferSelect
export type ImportKind = ImportRecord['kind']

const MOST_LISTED = 100

export interface NewImport {
  /** Made by the client, so that the same form sent twice is one draft. */
  id: string
  townId: string
  actorId: string
  kind: ImportKind
  processId: string | null
  format: string
  file: { name: string; hash: string; bytes: number }
  mapping: ImportMapping
  now?: Date
}

export const isImport = (townId: string, id: string) => and(eq(imports.townId, townId), eq(imports.id, id))!

/** The same for the same mapping, in whatever order an engine gives its keys. */
export function mappingText({ columns, categories, system, axes }: ImportMapping): string {
  const ordered = (values: Record<string, unknown>) =>
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([ordered(columns), ordered(categories), system, axes])
}

/**
 * Keeps what was uploaded as a draft. The same form with the same file again is the same draft; with another file it is a
 * draft of its own, and that again the same one.
 *
 * @returns the draft's id, and whether it is new
 * @throws {Refusal} 'process.not-found'
 */
export async function storeImport({
  id: asked,
  file,
  now = new Date(),
  actorId,
  ...draft
}: NewImport): Promise<{ id: string; isNew: boolean }> {
  const { townId, kind, processId } = draft
  const store = await getStore()
  return store.write(function* recordUpload(tx) {
    let id = asked
    const known = yield* knownImport(tx, townId, id)
    if (known && !(known.fileHash === file.hash && known.kind === kind && known.processId === processId)) {
      id = idOfContent(asked, [file.hash, kind, processId ?? ''])
      if (yield* knownImport(tx, townId, id)) return { id, isNew: false }
    } else if (known) return { id, isNew: false }
    if (processId !== null) {
      const [process] = yield* tx.do((db) =>
        db
          .select({ id: processes.id })
          .from(processes)
          .where(and(eq(processes.townId, townId), eq(processes.id, processId))),
      )
      if (!process) throw new Refusal('process.not-found')
    }
    yield* tx.do((db) =>
      db
        .insert(imports)
        .values({
          ...draft,
          id,
          state: 'draft',
          fileName: file.name,
          fileHash: file.hash,
          fileBytes: file.bytes,
          made: 0,
          leftOut: 0,
          createdBy: actorId,
          createdAt: now,
          doneAt: null,
          undoneAt: null,
        })
        .returning({ id: imports.id }),
    )
    return { id, isNew: true }
  })
}

function* knownImport(
  tx: Tx,
  townId: string,
  id: string,
): Generator<Step, ImportRecord | undefined, unknown[]> {
  const [row] = yield* tx.do((db) => db.select().from(imports).where(isImport(townId, id)))
  return row
}

/** A UUID (version 8, RFC 9562) of an id and what came with it. */
function idOfContent(id: string, content: string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([id, ...content]))
    .digest('hex')
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`]
  return [...parts, hash.slice(20, 32)].join('-')
}

/** @throws {Refusal} 'import.not-found' */
export async function getImport(townId: string, id: string): Promise<ImportRecord> {
  const { read } = await getStore()
  const [row] = await read.select().from(imports).where(isImport(townId, id))
  if (!row) throw new Refusal('import.not-found')
  return row
}

/** The newest first, with the public name of who brought it. */
export async function listImports(townId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: imports.id,
      kind: imports.kind,
      state: imports.state,
      fileName: imports.fileName,
      made: imports.made,
      leftOut: imports.leftOut,
      createdAt: imports.createdAt,
      doneAt: imports.doneAt,
      actor: publicName,
    })
    .from(imports)
    .innerJoin(people, eq(people.id, imports.createdBy))
    .where(eq(imports.townId, townId))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(MOST_LISTED)
}

/** When the same bytes were imported before, and are still there; null when never. */
export async function importedBefore({
  townId,
  fileHash,
  kind,
}: Pick<ImportRecord, 'townId' | 'fileHash' | 'kind'>) {
  const { read } = await getStore()
  const [row] = await read
    .select({ doneAt: imports.doneAt })
    .from(imports)
    .where(
      and(
        eq(imports.townId, townId),
        eq(imports.fileHash, fileHash),
        eq(imports.kind, kind),
        inArray(imports.state, ['done', 'partly']),
      ),
    )
    .orderBy(desc(imports.doneAt))
    .limit(1)
  return row?.doneAt ?? null
}

/** Says anew how a draft is to be read. @throws {Refusal} 'import.not-found' | 'import.not-draft' */
export async function mapImport({
  townId,
  id,
  mapping,
}: {
  townId: string
  id: string
  mapping: ImportMapping
}) {
  const store = await getStore()
  await store.write(function* recordMapping(tx) {
    const [row] = yield* tx.do((db) => db.select().from(imports).where(isImport(townId, id)))
    if (!row) throw new Refusal('import.not-found')
    if (row.state !== 'draft') throw new Refusal('import.not-draft')
    yield* tx.do((db) =>
      db.update(imports).set({ mapping }).where(isImport(townId, id)).returning({ id: imports.id }),
    )
  })
}

/** Throws a draft away; its file is the caller's to remove. @throws {Refusal} 'import.not-found' | 'import.not-draft' */
export async function discardImport({ townId, id }: { townId: string; id: string }) {
  const store = await getStore()
  await store.write(function* recordDiscard(tx) {
    const [row] = yield* tx.do((db) => db.select().from(imports).where(isImport(townId, id)))
    if (!row) throw new Refusal('import.not-found')
    if (row.state !== 'draft') throw new Refusal('import.not-draft')
    yield* tx.do((db) => db.delete(imports).where(isImport(townId, id)).returning({ id: imports.id }))
  })
}

/** Forgets drafts that nobody has finished. @returns how many */
export async function deleteOldDrafts(then: Date): Promise<number> {
  const store = await getStore()
  const old = and(eq(imports.state, 'draft'), lt(imports.createdAt, then))
  return store.write(function* recordForgetting(tx) {
    const rows = yield* tx.do((db) => db.delete(imports).where(old).returning({ id: imports.id }))
    return rows.length
  })
}

/** Of every town: whose files are still wanted. */
export async function listDraftIds(): Promise<Set<string>> {
  const { read } = await getStore()
  const rows = await read.select({ id: imports.id }).from(imports).where(eq(imports.state, 'draft'))
  return new Set(rows.map(({ id }) => id))
}

/** Whether a contribution without an author came from a file. */
export async function cameFromImport(townId: string, contributionId: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: importRows.importId })
    .from(importRows)
    .where(and(eq(importRows.townId, townId), eq(importRows.subjectId, contributionId)))
    .limit(1)
  return rows.length > 0
}

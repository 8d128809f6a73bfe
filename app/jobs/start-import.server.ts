import { createHash } from 'node:crypto'
import { Refusal } from '#app/domain/refusal.ts'
import { fieldsOf, guessColumns } from '#app/formats/imports/guess-columns.ts'
import { isTable } from '#app/formats/imports/source.ts'
import type { T } from '#app/i18n/i18n.ts'
import { discardImport, type ImportKind, storeImport } from '#app/models/import-drafts.server.ts'
import { keepImport } from './import-files.server.ts'
import { orUnreadable, readImportFile } from './prepare-import.server.ts'

interface Sent {
  id: string
  townId: string
  actorId: string
  kind: ImportKind
  processId: string | null
  file: { name: string; bytes: Uint8Array }
}

/**
 * Reads a file and keeps it as a draft, with a guess of what its columns mean.
 *
 * @param t  the words that say why not
 * @returns the draft's id: another one than was asked for where that is of another file
 * @throws {Refusal} 'plan.unreadable' | 'import.no-rows' | 'process.not-found'
 */
export async function startImport({ file, ...draft }: Sent, t: T): Promise<string> {
  const { source } = await orUnreadable(t, () => readImportFile({ bytes: file.bytes, placing: null }))
  if (source.rows.length === 0) throw new Refusal('import.no-rows')
  const { id, isNew } = await storeImport({
    ...draft,
    format: source.format,
    file: {
      name: file.name,
      hash: createHash('sha256').update(file.bytes).digest('hex'),
      bytes: file.bytes.byteLength,
    },
    mapping: {
      columns: guessColumns(source.header, fieldsOf(draft.kind, isTable(source))),
      system: 'file',
      axes: 'straight',
      categories: {},
    },
  })
  if (!isNew) return id
  try {
    await keepImport(draft.townId, id, file.bytes)
  } catch (error) {
    await discardImport({ ...draft, id })
    throw error
  }
  return id
}

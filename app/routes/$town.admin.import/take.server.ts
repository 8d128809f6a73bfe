import { z } from 'zod'
import { type Actor, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { IMPORT_LIMITS } from '#app/formats/imports/source.ts'
import type { T } from '#app/i18n/i18n.ts'
import { startImport } from '#app/jobs/start-import.server.ts'
import { newId } from '#app/models/ids.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { collectUpTo, readUpload } from '#app/read-upload.server.ts'

const schema = z
  .object({ id: z.uuid(), kind: z.enum(['proposals', 'spaces'], 'choice'), process: z.string() })
  .refine(({ kind, process }) => kind === 'spaces' || z.uuid().safeParse(process).success, {
    path: ['process'],
    message: 'choice',
  })
const FIELDS = ['kind', 'process'] as const

/** @returns the draft's id, or what was chosen and why it was not taken */
export async function takeImport(request: Request, { town, actor }: { town: Town; actor: Actor }, t: T) {
  const { fields, taken } = await readUpload(request, 'file', collectUpTo(IMPORT_LIMITS.bytes))
  const typed = Object.fromEntries(FIELDS.map((name) => [name, String(fields.get(name) ?? '')]))
  const read = schema.safeParse({ ...typed, id: String(fields.get('id') ?? newId()) })
  const failed = (refusal: Refusal | null, error: Record<string, string[]> | null = null) => ({
    failed: { typed, error, refusal },
  })
  if (!read.success) return failed(null, z.flattenError(read.error).fieldErrors as Record<string, string[]>)
  if (taken === null || taken.bytes.byteLength === 0) return failed(null, { file: ['required'] })
  const { id, kind, process } = read.data
  try {
    if (kind === 'spaces') mustBeAbleTo(actor, 'space:create')
    const processId = kind === 'proposals' ? process : null
    const sent = { id, townId: town.id, actorId: actor.personId, kind, processId, file: taken }
    return { id: await startImport(sent, t) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failed(error)
  }
}

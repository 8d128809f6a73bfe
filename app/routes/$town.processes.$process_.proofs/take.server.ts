import { z } from 'zod'
import { PROOF_CHANNELS, PROOF_SUBJECTS } from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { requiredText } from '#app/domain/text.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import { forgetProof, isProofFile, keepProof, PROOF_MB } from '#app/jobs/proof-files.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { addProof, listProofs, removeProof } from '#app/models/proofs.server.ts'
import { collectUpTo, readUpload } from '#app/read-upload.server.ts'

export const PROOF_LIMITS = { title: 200, url: 500 }

const schema = z.object({
  id: z.uuid(),
  subject: z.enum(PROOF_SUBJECTS, 'choice'),
  channel: z.enum(PROOF_CHANNELS, 'choice'),
  title: requiredText(PROOF_LIMITS.title),
  url: z
    .string()
    .trim()
    .max(PROOF_LIMITS.url, 'too-long')
    .refine((text) => text === '' || /^https?:\/\/[^\s/]+\.[^\s]+$/.test(text), 'link'),
  publishedOn: z
    .string()
    .refine((day) => /^\d{4}-\d\d-\d\d$/.test(day) && momentOfWallTime(day, 'UTC') !== null, 'date'),
})
const FIELDS = ['subject', 'channel', 'title', 'url', 'publishedOn'] as const

interface Here {
  townId: string
  actorId: string
  processId: string
}

/** @returns null when it is done, or what was typed and why it was not taken */
export async function takeProof(request: Request, here: Here) {
  const most = PROOF_MB * 1_000_000
  const { fields, taken } = await readUpload(request, 'file', collectUpTo(most))
  const id = String(fields.get('id') ?? '')
  if (fields.get('intent') === 'remove') {
    await forgetProof(here.townId, await removeProof({ ...here, id }))
    return null
  }
  if (fields.get('intent') !== 'add') throw new Refusal('input.bad')
  const typed = Object.fromEntries(FIELDS.map((name) => [name, String(fields.get(name) ?? '')]))
  const read = schema.safeParse({ ...typed, id: id || newId() })
  const failed = (error: Record<string, string[]> | null, refusal: Refusal | null = null) => ({
    typed,
    error,
    refusal,
  })
  if (!read.success) return failed(z.flattenError(read.error).fieldErrors as Record<string, string[]>)
  const file = taken !== null && taken.bytes.byteLength > 0 ? taken : null
  if (file && file.bytes.byteLength > most) return failed({ file: ['file-size'] })
  if (file && !isProofFile(file.bytes)) return failed({ file: ['file-kind'] })
  // Sent again, it is there already.
  if ((await listProofs(here.townId, here.processId)).some((one) => one.id === read.data.id)) return null
  const kept = file && { name: file.name, hash: await keepProof(here.townId, file.bytes) }
  try {
    await addProof({ ...here, ...read.data, file: kept })
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failed(null, error)
  }
}

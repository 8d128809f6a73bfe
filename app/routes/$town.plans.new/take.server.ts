import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import type { T } from '#app/i18n/i18n.ts'
import { importPlan } from '#app/jobs/plan-import.server.ts'
import { newId } from '#app/models/ids.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { collectUpTo, readUpload } from '#app/read-upload.server.ts'

export const MOST_BODY = 900
const schema = z.object({
  id: z.uuid(),
  title: requiredText(140),
  version: optionalText(60),
  body: optionalText(MOST_BODY),
})
const FIELDS = ['title', 'version', 'body'] as const

/** @returns the draft's id, or what was typed and why it was not taken */
export async function takePlan(request: Request, { town, actorId }: { town: Town; actorId: string }, t: T) {
  const { fields, taken } = await readUpload(request, 'file', collectUpTo(PLAN_LIMITS.bytes))
  const typed = Object.fromEntries(FIELDS.map((name) => [name, String(fields.get(name) ?? '')]))
  const read = schema.safeParse({ ...typed, id: String(fields.get('id') ?? newId()) })
  const failed = (refusal: Refusal | null, error: Record<string, string[]> | null = null) => ({
    failed: { typed, error, refusal },
  })
  if (!read.success) return failed(null, z.flattenError(read.error).fieldErrors as Record<string, string[]>)
  if (taken === null || taken.bytes.byteLength === 0) return failed(null, { file: ['required'] })
  const { id, title, version, body } = read.data
  try {
    return { id: await importPlan({ id, town, actorId, title, version, body, file: taken }, t) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failed(error)
  }
}

import { z } from 'zod'
import { parseMoney } from '#app/domain/money.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import type { Source } from '#app/jobs/variant-version.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listVariants } from '#app/models/plans.server.ts'
import { collectUpTo, readUpload } from '#app/read-upload.server.ts'

const { note, body, lines, title, bytes } = VARIANT_LIMITS

const version = {
  versionId: z.uuid(),
  note: optionalText(note),
  body: optionalText(body),
  cost: z
    .string()
    .optional()
    .refine((text) => !text || parseMoney(text) !== null, 'money'),
  works: optionalText(lines),
  gains: optionalText(lines),
  losses: optionalText(lines),
  plan: z.union([z.literal(''), z.uuid()], 'choice').optional(),
  page: z
    .string()
    .optional()
    .refine((text) => !text || /^[1-9]\d{0,3}$/.test(text), 'number'),
}

/** A new version of a variant. */
export const versionSchema = z.object(version)

/** A new variant with its first version. */
export const variantSchema = z.object({
  ...version,
  id: z.uuid(),
  title: requiredText(title),
  space: z.string().max(60).optional(),
  option: z
    .string()
    .optional()
    .refine((text) => !text || /^[1-9]\d{0,8}$/.test(text), 'number'),
})

const FIELDS = [
  'title',
  'space',
  'option',
  'note',
  'body',
  'cost',
  'works',
  'gains',
  'losses',
  'plan',
  'page',
]

/** What was typed, and why it was not taken; the shape that `formErrors` reads. */
export interface NotTaken {
  typed: Record<string, string>
  error: Record<string, string[]> | null
  refusal: Refusal | null
}

/**
 * Reads the form of a version with its drawing, and hands it on to `keep`.
 *
 * @returns what `keep` returns, or what was typed and why it was not taken
 */
export async function takeVersionForm<Value extends z.infer<typeof versionSchema>, Kept>(
  request: Request,
  schema: z.ZodType<Value>,
  keep: (value: Value, source: Source) => Promise<Kept>,
): Promise<{ kept: Kept } | { failed: NotTaken }> {
  const { fields, taken } = await readUpload(request, 'file', collectUpTo(bytes))
  const typed = Object.fromEntries(FIELDS.map((name) => [name, String(fields.get(name) ?? '')]))
  const failed = (refusal: Refusal | null, error: NotTaken['error'] = null) => ({
    failed: { typed, error, refusal },
  })
  const ids = { id: idIn(fields, 'id'), versionId: idIn(fields, 'versionId') }
  const read = schema.safeParse({ ...typed, ...ids })
  if (!read.success) return failed(null, z.flattenError(read.error).fieldErrors as Record<string, string[]>)
  const { plan, page } = read.data
  const hasFile = taken !== null && taken.bytes.byteLength > 0
  if (!hasFile && !plan) return failed(null, { file: ['required'] })
  const source = hasFile ? { file: taken, page: Number(page || 1) } : { planId: plan! }
  try {
    return { kept: await keep(read.data, source) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failed(error)
  }
}

function idIn(fields: FormData, name: string): string {
  const id = fields.get(name)
  return typeof id === 'string' && id !== '' ? id : newId()
}

/** The texts of a version as it is stored. */
export function wordsOfVersion({ note, body, cost, works, gains, losses }: z.infer<typeof versionSchema>) {
  const costMinor = cost ? parseMoney(cost) : null
  return { note, body, costMinor, works, gains, losses, translations: {} }
}

/** What a page answers to a form that was not taken. */
export function notTaken({ typed, error, refusal }: NotTaken) {
  return {
    lastResult: { initialValue: typed, error },
    refusal: refusal ? { code: refusal.code as string, details: refusal.details } : undefined,
  }
}

/** Designers' plans that a version may be drawn by. */
export async function listSources(townId: string) {
  const plans = await listVariants(townId, { isStaff: true })
  return plans
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ id, title, version }) => ({ value: id, label: [title, version].filter(Boolean).join(', ') }))
}

import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { noteDevice } from '#app/device.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import { can, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { isKnown, mustBeHuman, takeSigns } from '#app/human.server.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { forgetDrawing } from '#app/jobs/variant-drawings.server.ts'
import { publishVariant, removeVariant } from '#app/models/change-variants.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { pinRemark, reportRemark } from '#app/models/remarks.server.ts'
import { getConceptVariant } from '#app/models/variants.server.ts'
import { variantParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, mustBeParticipant } from '#app/session.server.ts'
import { variantPaths } from '#app/variant-paths.ts'

const id = z.string('required').refine(isId, 'required')
/** As people type it: "1 200,5". */
const pixel = z.string('required').transform((typed, context) => {
  const text = typed.replace(/\s/g, '').replace(',', '.')
  if (/^\d{1,6}(\.\d{1,6})?$/.test(text)) return Number(text)
  context.addIssue({ code: 'custom', message: text === '' ? 'required' : 'number' })
  return z.NEVER
})

const intents = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('remark'),
    id,
    version: z.coerce.number().int().positive().max(1000),
    x: pixel,
    y: pixel,
    body: requiredText(VARIANT_LIMITS.remark, 3),
  }),
  z.object({
    intent: z.literal('report'),
    subjectId: id,
    reason: z.enum(REPORT_REASONS, 'choice'),
    note: optionalText(LIMITS.reportNote),
  }),
  z.object({ intent: z.literal('publish') }),
  z.object({ intent: z.literal('remove') }),
])

/** Every act on a variant's page: one form, one intent, one act. */
export async function actOnVariant(request: Request, params: unknown) {
  const { town: slug, variant: variantId } = variantParams.parse(params)
  const scene = await getScene(request, slug)
  const { town, actor } = scene
  const form = await readForm(request)
  const signs = takeSigns(form)
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  const read = intents.safeParse(typed)
  try {
    const isStaffAct = typed.intent === 'publish' || typed.intent === 'remove'
    if (isStaffAct) mustBeAbleTo(actor, 'plan:change')
    const person = await mustBeParticipant(request)
    await getConceptVariant(town.id, variantId, { isStaff: can(actor, 'plan:change') })
    if (!read.success) {
      const error = z.flattenError(read.error).fieldErrors as Record<string, string[]>
      return data(
        { lastResult: { initialValue: typed, error }, refusal: undefined, said: null },
        { status: 400 },
      )
    }
    const value = read.data
    const act = { townId: town.id, actorId: person.id, id: variantId }
    if (value.intent === 'publish') {
      await publishVariant(act)
      return redirect(variantPaths.variant(slug, variantId))
    }
    if (value.intent === 'remove') {
      const { process } = await getConceptVariant(town.id, variantId, { isStaff: true })
      const { done, drawing } = await removeVariant(act)
      if (drawing) await forgetDrawing(town.id, drawing)
      return redirect(
        done === 'gone' ? variantPaths.compare(slug, process.slug) : variantPaths.variant(slug, variantId),
      )
    }
    const by = { townId: town.id, personId: person.id }
    const sent = value.intent === 'remark' ? { id: value.id, body: value.body } : undefined
    if (!isKnown(actor, {}))
      await mustBeHuman(signs, { ...by, act: value.intent === 'remark' ? 'comment' : 'report', sent })
    const back = (query: string, hash: string) =>
      redirect(`${variantPaths.variant(slug, variantId)}${query}#${hash}`)
    if (value.intent === 'report') {
      await reportRemark({ ...by, remarkId: value.subjectId, reason: value.reason, note: value.note })
      return back('?reported=1', 'notice')
    }
    const { number, isPending } = await pinRemark({
      ...by,
      id: value.id,
      variantId,
      version: value.version,
      at: [value.x, value.y],
      body: value.body,
      isStaff: can(actor, 'plan:change') || can(actor, 'remark:moderate'),
    })
    await noteDevice(request, by)
    return back(isPending ? '?sent=wait' : '?sent=1', `r-${number}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refusal = { code: error.code as string, details: error.details }
    // In words: residents' browsers have none for drawings.
    const said = tOf(scene.locale)(`refusals.${error.code}` as WordKey, error.details)
    return data({ lastResult: { initialValue: typed, error: null }, refusal, said }, { status: error.status })
  }
}

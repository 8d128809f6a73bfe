import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { orRefuse, type RefusalData, toRefused } from '#app/answer.server.ts'
import { WEBHOOK_EVENTS } from '#app/domain/sharing.ts'
import { env } from '#app/env.server.ts'
import { mustBeWebhookUrl, wakeWebhooks } from '#app/jobs/webhooks.server.ts'
import { addWebhook, changeWebhook, sendAgain } from '#app/models/webhooks.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireFresh, requireStaff } from '#app/session.server.ts'

const id = z.string('required').max(60)
const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    url: z.string('required').trim().max(500, 'too-long'),
    events: z
      .array(z.enum(WEBHOOK_EVENTS, 'choice'), 'required')
      .min(1, 'required')
      .max(WEBHOOK_EVENTS.length),
  }),
  z.object({ intent: z.literal('on'), id }),
  z.object({ intent: z.literal('off'), id }),
  z.object({ intent: z.literal('gone'), id }),
  z.object({ intent: z.literal('try'), id }),
  z.object({ intent: z.literal('again'), id, delivery: id }),
])

export interface WebhookAnswer {
  lastResult?: SubmissionResult<string[]>
  refusal?: RefusalData
  /** Of a new webhook: this once. */
  secret?: string
}

/** Where the town's news go to: whoever adds an address has just shown who they are. */
export async function actOnWebhooks({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'webhook:change')
    const form = await readForm(request)
    const again = form.get('again')
    form.delete('again')
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success')
      return data<WebhookAnswer>({ lastResult: submission.reply() }, { status: 400 })
    const value = submission.value
    const place = { townId: town.id, actorId: actor.personId }
    try {
      if (again !== null) form.set('again', again)
      if (value.intent === 'add') {
        await requireFresh(request, form)
        const url = mustBeWebhookUrl(value.url)
        const secret = await addWebhook({ ...place, url, events: value.events, secret: env().SESSION_SECRET })
        return data<WebhookAnswer>({ secret })
      }
      if (value.intent === 'try' || value.intent === 'again') {
        const delivery = value.intent === 'again' ? value.delivery : null
        await sendAgain({ townId: town.id, id: value.id, delivery })
        wakeWebhooks()
      } else await changeWebhook({ ...place, id: value.id, to: value.intent })
      return redirect(`${openPaths.adminWebhooks(slug)}?saved=1`)
    } catch (error) {
      const refused = toRefused(error)
      return data<WebhookAnswer>(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { DECISIONS, LIMITS, nounOf, STATUSES } from '#app/domain/contributions.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText } from '#app/domain/text.ts'
import { endOfDay } from '#app/domain/wall-time.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { answerMany } from '#app/models/answer-work.server.ts'
import { assignContribution } from '#app/models/assignments.server.ts'
import { listByNumbers } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

const pick = z.array(z.coerce.number().int().positive().max(1e9)).max(200)

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('answer'),
    batchId: z.string('required').refine(isId, 'required'),
    pick,
    decision: z.enum(DECISIONS, 'choice').optional(),
    status: z.enum(STATUSES, 'choice').optional(),
    body: optionalText(LIMITS.body),
  }),
  z.object({
    intent: z.literal('assign'),
    pick,
    assignee: z.string().optional(),
    due: z.string().optional(),
  }),
])

/** One answer to several entries, or one person of the staff for them. */
export async function actOnAnswers(request: Request, params: unknown) {
  const { town: slug } = townParams.parse(params)
  const { town, actor } = await requireStaff(request, slug, 'desk:open')
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success') return unreadForm(submission)
  const value = submission.value
  const who = { townId: town.id, actorId: actor.personId }
  try {
    const picked = await listByNumbers(town.id, value.pick)
    if (picked.length < new Set(value.pick).size) throw new Refusal('contribution.not-found')
    for (const row of picked) {
      const noun = nounOf(row.kind)
      mustBeAbleTo(actor, value.intent === 'answer' ? `${noun}:answer` : `${noun}:prepare`, row)
    }
    if (picked.length === 0) throw new Refusal('input.bad')
    if (value.intent === 'assign') {
      const dueAt = endOfDay(value.due ?? '', town.timeZone)
      if (value.assignee && !dueAt) throw new Refusal('input.bad')
      const to = value.assignee && dueAt ? { personId: value.assignee, dueAt } : null
      for (const { id } of picked) await assignContribution({ ...who, contributionId: id, to })
      return redirect(paths.deskAnswers(slug, { assigned: '1' }))
    }
    if (value.decision && value.body === '') throw new Refusal('answer.missing')
    if (!value.decision && !value.status) throw new Refusal('input.bad')
    const { done, left } = await answerMany({
      ...who,
      batchId: value.batchId,
      rows: picked.map(({ number }) => ({
        number,
        decision: value.decision ?? null,
        status: value.status ?? null,
        body: value.body,
      })),
      skipsBad: false,
    })
    if (left[0]) throw new Refusal(left[0].code)
    wakeMail()
    return redirect(paths.deskAnswers(slug, { done: String(done) }))
  } catch (error) {
    return refusedForm(submission, error)
  }
}

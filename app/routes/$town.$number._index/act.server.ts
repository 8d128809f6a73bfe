import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { noteDevice } from '#app/device.server.ts'
import { DECISIONS, LIMITS, nounOf, STATUSES } from '#app/domain/contributions.ts'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import { can, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { isKnown, mustBeHuman, takeSigns } from '#app/human.server.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { answerContribution, changeStatus } from '#app/models/answers.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { withdrawContribution } from '#app/models/own-contributions.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, mustBeParticipant } from '#app/session.server.ts'
import { participantIn } from '#app/visit.server.ts'

const id = z.string('required').refine(isId, 'required')

const intents = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('support') }),
  z.object({ intent: z.literal('withdraw-support') }),
  z.object({
    intent: z.literal('comment'),
    id,
    parentId: id.optional(),
    body: requiredText(LIMITS.comment),
    official: z.literal('on').optional(),
  }),
  z.object({
    intent: z.literal('report'),
    subject: z.enum(['contribution', 'comment', 'photo']),
    subjectId: id,
    reason: z.enum(REPORT_REASONS, 'choice'),
    note: optionalText(LIMITS.reportNote),
  }),
  z.object({ intent: z.literal('withdraw') }),
  z.object({
    intent: z.literal('answer'),
    id,
    decision: z.enum(DECISIONS, 'choice'),
    status: z.enum(STATUSES, 'choice'),
    body: requiredText(LIMITS.body),
  }),
  z.object({ intent: z.literal('status'), status: z.enum(STATUSES, 'choice') }),
])

/** Every act on a contribution's page: one form, one intent, one civic act. */
export async function actOnContribution(request: Request, params: unknown) {
  const { town: slug, number } = numberParams.parse(params)
  const scene = await getScene(request, slug)
  const townId = scene.town.id
  const form = await readForm(request)
  const signs = takeSigns(form)
  const submission = parseWithZod(form, { schema: intents })
  try {
    const person = await mustBeParticipant(request)
    const intent = submission.status === 'success' ? submission.value.intent : null
    const row = await rowFor(townId, number, intent)
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined, done: undefined }, { status: 400 })
    const value = submission.value
    const back = (query = '', hash = '') => redirect(`${paths.contribution(slug, row.number)}${query}${hash}`)
    const noun = nounOf(row.kind)
    const act = { townId, personId: person.id, contributionId: row.id }
    const by = await participantIn(request, scene)
    if ((value.intent === 'comment' || value.intent === 'report') && !isKnown(scene.actor, by))
      await mustBeHuman(signs, {
        townId,
        personId: person.id,
        act: value.intent,
        sent: value.intent === 'comment' ? value : undefined,
      })
    switch (value.intent) {
      case 'support': {
        const supported = await supportContribution({ ...act, ...by })
        await noteDevice(request, { townId, ...by })
        return data({ done: 'support' as const, ...supported })
      }
      case 'withdraw-support':
        return data({ done: 'support' as const, ...(await withdrawSupport({ ...act, ...by })) })
      case 'comment': {
        const isOfficial = value.official === 'on' && can(scene.actor, 'comment:write-officially', row)
        const said = await submitComment({
          ...act,
          id: value.id,
          parentId: value.parentId ?? null,
          body: value.body,
          isOfficial,
        })
        await noteDevice(request, { townId, personId: person.id })
        return back('', `#c-${said.id}`)
      }
      case 'report':
        await reportSubject({
          townId,
          personId: person.id,
          subject: { type: value.subject, id: value.subjectId },
          reason: value.reason,
          note: value.note,
        })
        return back('?reported=1', '#notice')
      case 'withdraw':
        await withdrawContribution({ townId, personId: person.id, id: row.id })
        return redirect(paths.me())
      case 'answer':
        mustBeAbleTo(scene.actor, `${noun}:answer`, row)
        await answerContribution({
          id: value.id,
          townId,
          actorId: person.id,
          contributionId: row.id,
          decision: value.decision,
          status: value.status,
          body: value.body,
        })
        wakeMail()
        return back('', '#answer')
      case 'status':
        mustBeAbleTo(scene.actor, `${noun}:set-status`, row)
        await changeStatus({
          townId,
          actorId: person.id,
          contributionId: row.id,
          status: value.status,
        })
        wakeMail()
        return back('', '#history-title')
    }
  } catch (error) {
    const refused = toRefused(error)
    return data(
      { lastResult: submission.reply(), refusal: refused.data.refusal, done: undefined },
      refused.init ?? undefined,
    )
  }
}

/** What whoever has the page open still means when its entry has been merged into another meanwhile. */
const GOES_ON = ['support', 'withdraw-support', 'comment']

/** The entry of an address, or what it was merged into where the act goes on there. @throws {Refusal} 'contribution.not-found' */
async function rowFor(townId: string, number: number, intent: string | null) {
  const row = await getContribution(townId, number)
  if (!row) throw new Refusal('contribution.not-found')
  if (row.visibility !== 'merged' || !GOES_ON.includes(intent ?? '')) return row
  const into = await getMergedInto(townId, number)
  return (into === null ? null : await getContribution(townId, into)) ?? row
}

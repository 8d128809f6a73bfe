import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { deskAct, MODERATION_ACTS, type ModerationAct } from '#app/domain/moderation.ts'
import { type Actor, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText } from '#app/domain/text.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { getSubjectOfAct, listActSubjects } from '#app/models/act-subjects.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { decideMany, decideModeration, type SeenSubject } from '#app/models/moderation.server.ts'
import { listBatchSubjects } from '#app/models/staff-acts.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { undoBatch, undoModeration } from '#app/models/undo-moderation.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

const id = z.string('required').refine(isId, 'required')
const reasoned = { template: z.string().optional(), reason: optionalText(LIMITS.reason) }
/** `type id moment`, as a card's box says it: what it is, and when its words had last changed (ms since 1970). */
const pick = z.string().regex(/^(contribution|comment|photo) [0-9a-f-]{36} \d{1,15}$/)

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide'),
    act: z.enum(MODERATION_ACTS, 'choice'),
    subject: z.enum(['contribution', 'comment', 'photo']),
    subjectId: id,
    number: z.coerce.number().int(),
    seen: z.enum(['pending', 'published', 'returned', 'hidden', 'withdrawn', 'merged'], 'choice').optional(),
    seenSeq: z.coerce.number().int().min(0).optional(),
    seenAt: z.coerce.number().int().min(0).max(8e15).optional(),
    stay: z.string().optional(),
    ...reasoned,
  }),
  z.object({
    intent: z.literal('bulk'),
    act: z.enum(['approve', 'return', 'hide', 'dismiss'], 'choice'),
    pick: z.array(pick).max(200),
    seenSeq: z.coerce.number().int().min(0).optional(),
    ...reasoned,
  }),
  z.object({ intent: z.literal('undo'), actId: id }),
  z.object({ intent: z.literal('undo-batch'), batchId: id }),
])

/** Every act of the desk: one decision, one about many, and their undoing. */
export async function actAtDesk(request: Request, params: unknown) {
  const { town: slug } = townParams.parse(params)
  const { town, actor } = await requireStaff(request, slug, 'desk:open')
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refusal: undefined, done: undefined }, { status: 400 })
  const value = submission.value
  const who = { townId: town.id, actorId: actor.personId }
  const back = (query: Record<string, string>) =>
    redirect(`${paths.desk(slug)}?${new URLSearchParams(query)}`)
  try {
    switch (value.intent) {
      case 'undo': {
        const about = await getSubjectOfAct(town.id, value.actId)
        mustBeAbleTo(actor, 'desk:undo', about)
        const { isHeld } = await undoModeration({ ...who, actId: value.actId })
        wakeMail()
        return back({ undone: '1', ...(isHeld && { held: '1' }) })
      }
      case 'undo-batch': {
        const subjects = await listBatchSubjects(town.id, value.batchId)
        for (const about of await listActSubjects(town.id, subjects)) mustBeAbleTo(actor, 'desk:undo', about)
        const { left, held } = await undoBatch({ ...who, batchId: value.batchId })
        wakeMail()
        const counts = { ...(left > 0 && { left: String(left) }), ...(held > 0 && { held: String(held) }) }
        return back({ undone: '1', ...counts })
      }
      case 'bulk': {
        if (value.pick.length === 0) throw new Refusal('input.bad')
        const subjects = value.pick.map((text): SeenSubject => {
          const [type, subjectId, at] = text.split(' ') as [Subject['type'], string, string]
          return { type, id: subjectId, seenAt: new Date(Number(at)) }
        })
        const fitting = subjects.filter(({ type }) => type === 'contribution' || value.act !== 'return')
        await mustDecide(actor, town.id, fitting, (type) => actFor(type, value.act))
        const { batchId, done, left } = await decideMany({
          ...who,
          subjects: fitting,
          act: value.act,
          actFor,
          templateId: value.template || undefined,
          reason: value.reason,
          seenSeq: value.seenSeq,
        })
        wakeMail()
        const others = left + subjects.length - fitting.length
        return back({ many: String(done), batch: batchId, ...(others > 0 && { left: String(others) }) })
      }
      case 'decide': {
        const subject = { type: value.subject, id: value.subjectId }
        await mustDecide(actor, town.id, [subject], () => value.act)
        const { actId } = await decideModeration({
          ...who,
          subject,
          act: value.act,
          seen: value.seen,
          seenSeq: value.seenSeq,
          seenAt: value.seenAt === undefined ? undefined : new Date(value.seenAt),
          templateId: value.template || undefined,
          reason: value.reason,
        })
        wakeMail()
        const done = { done: value.act, act: actId, number: String(value.number) }
        return value.stay ? data({ done, lastResult: undefined, refusal: undefined }) : back(done)
      }
    }
  } catch (error) {
    const refused = toRefused(error)
    return data(
      { lastResult: submission.reply(), refusal: refused.data.refusal, done: undefined },
      refused.init ?? undefined,
    )
  }
}

/** A picture is in sight already: to approve it is to leave it as it is. */
function actFor(type: Subject['type'], act: ModerationAct): ModerationAct {
  return type === 'photo' && act === 'approve' ? 'dismiss' : act
}

async function mustDecide(
  actor: Actor,
  townId: string,
  subjects: Subject[],
  actOf: (type: Subject['type']) => ModerationAct,
) {
  const abouts = await listActSubjects(townId, subjects)
  abouts.forEach((about, i) => {
    mustBeAbleTo(actor, deskAct(about.noun, actOf(subjects[i]!.type)), about)
  })
}

import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { LIMITS, nounOf } from '#app/domain/contributions.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { endOfDay } from '#app/domain/wall-time.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { assignContribution, writeStaffNote } from '#app/models/assignments.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { moveContribution, splitContribution } from '#app/models/rearrange.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

const reason = requiredText(LIMITS.reason)

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('note'), body: requiredText(LIMITS.reason) }),
  z.object({
    intent: z.literal('assign'),
    assignee: z.string().optional(),
    due: z.string().optional(),
  }),
  z.object({
    intent: z.literal('merge'),
    into: z.coerce.number('required').int().positive().max(1e9),
    reason,
  }),
  z.object({ intent: z.literal('undo-merge'), mergeId: z.string('required').refine(isId, 'required') }),
  z.object({
    intent: z.literal('split'),
    firstTitle: optionalText(LIMITS.title),
    firstBody: requiredText(LIMITS.body, 3),
    secondTitle: optionalText(LIMITS.title),
    secondBody: requiredText(LIMITS.body, 3),
    seenAt: z.coerce.number().int().min(0).max(8e15).optional(),
    reason,
  }),
  z.object({
    intent: z.literal('move'),
    to: z
      .string('required')
      .max(2000, 'too-long')
      .refine((text) => parseCoordinates(text) !== null, 'coordinates'),
    reason,
  }),
])

/** The work of the staff on one pin or proposal: one form, one intent, one civic act. */
export async function actOnEntry(request: Request, params: unknown) {
  const { town: slug, number } = numberParams.parse(params)
  const { town, actor } = await requireStaff(request, slug, 'desk:open')
  const submission = parseWithZod(await readForm(request), { schema })
  try {
    const row = await getContribution(town.id, number)
    if (!row) throw new Refusal('contribution.not-found')
    const noun = nounOf(row.kind)
    mustBeAbleTo(actor, `${noun}:prepare`, row)
    if (submission.status !== 'success') return unreadForm(submission)
    const value = submission.value
    const who = { townId: town.id, actorId: actor.personId }
    const about = { ...who, contributionId: row.id }
    const back = (to = number) => redirect(`${paths.manage(slug, to)}?saved=${value.intent}`)
    switch (value.intent) {
      case 'note':
        mustBeAbleTo(actor, `${noun}:prepare`, row)
        await writeStaffNote({ ...about, body: value.body })
        return back()
      case 'assign': {
        mustBeAbleTo(actor, `${noun}:prepare`, row)
        const dueAt = endOfDay(value.due ?? '', town.timeZone)
        if (value.assignee && !dueAt) throw new Refusal('input.bad')
        const to = value.assignee && dueAt ? { personId: value.assignee, dueAt } : null
        await assignContribution({ ...about, to })
        return back()
      }
      case 'merge': {
        mustBeAbleTo(actor, `${noun}:merge`, row)
        const into = await getContribution(town.id, value.into)
        if (!into) throw new Refusal('contribution.not-found')
        mustBeAbleTo(actor, `${noun}:merge`, into)
        await mergeContributions({ ...who, fromId: row.id, intoId: into.id, reason: value.reason })
        wakeMail()
        return back(into.number)
      }
      case 'undo-merge':
        mustBeAbleTo(actor, `${noun}:merge`, row)
        await undoMerge({ ...who, mergeId: value.mergeId, intoId: row.id })
        wakeMail()
        return back()
      case 'split': {
        mustBeAbleTo(actor, `${noun}:split`, row)
        // Both parts were made of what the author had written then; a later change would be lost in them.
        if (value.seenAt !== undefined && row.updatedAt.getTime() > value.seenAt)
          throw new Refusal('moderation.text-changed')
        const made = await splitContribution({
          ...about,
          first: { title: value.firstTitle, body: value.firstBody },
          second: { title: value.secondTitle, body: value.secondBody },
          reason: value.reason,
        })
        wakeMail()
        return back(made.number)
      }
      case 'move': {
        mustBeAbleTo(actor, `${noun}:move`, row)
        await moveContribution({ ...about, to: parseCoordinates(value.to)!, reason: value.reason })
        wakeMail()
        return back()
      }
    }
  } catch (error) {
    return refusedForm(submission, error)
  }
}

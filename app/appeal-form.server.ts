import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { LIMITS } from '#app/domain/contributions.ts'
import { requiredText } from '#app/domain/text.ts'
import { mustBeHuman, takeSigns } from '#app/human.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getAppealable, getDecidedAppeal } from '#app/models/appealable.server.ts'
import { sendAppeal } from '#app/models/appeals.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { mustBeParticipant } from '#app/session.server.ts'

const schema = z.object({ body: requiredText(LIMITS.reason, 5) })

/** What somebody may answer a decision about, or has answered; a block is about the person. */
type AppealSubject = Subject | { type: 'person'; id: string }

interface Asked {
  townId: string
  personId: string
  subject: AppealSubject
  locale: Locale
}

/** What a page of an appeal shows: the decision that can be answered, and what came of the answer. */
export async function loadAppeal({ townId, personId, subject, locale }: Asked) {
  const found = await getAppealable(townId, personId, subject)
  const last = found ? found.appeal : await getDecidedAppeal(townId, personId, subject)
  return {
    words: servedWords(locale, 'appeal'),
    title: tOf(locale)('served.appeal.title'),
    decision: found && decisionView(found.act),
    appeal: last && appealView(last),
  }
}

export type AppealData = Awaited<ReturnType<typeof loadAppeal>>

interface Taking {
  townId: string
  /** What it is about, and where its page is. @throws {Refusal} where the person may not answer */
  about(personId: string): Promise<{ subject: AppealSubject; page: string }>
}

/** Takes the answer to a decision; what was typed comes back with the errors. */
export async function takeAppeal(request: Request, { townId, about }: Taking) {
  const form = await readForm(request)
  const signs = takeSigns(form)
  const submission = parseWithZod(form, { schema })
  try {
    const { id: personId } = await mustBeParticipant(request)
    const { subject, page } = await about(personId)
    if (submission.status !== 'success') return unreadForm(submission)
    await mustBeHuman(signs, { townId, personId, act: 'appeal' })
    await sendAppeal({ townId, personId, subject, body: submission.value.body })
    return redirect(page)
  } catch (error) {
    return refusedForm(submission, error)
  }
}

function decisionView({ act, reason }: { act: string; reason: string }) {
  const name = { 'moderation.hide': 'hide', 'moderation.return': 'return' } as const
  return { act: name[act as keyof typeof name] ?? ('block' as const), reason }
}

function appealView(appeal: {
  subjectType: string
  createdAt: Date
  outcome: 'granted' | 'upheld' | null
  answer: string
}) {
  const { subjectType, createdAt, outcome, answer } = appeal
  const words = outcome === 'granted' && subjectType === 'person' ? ('lifted' as const) : outcome
  return { sentAt: createdAt, outcome: words, answer }
}

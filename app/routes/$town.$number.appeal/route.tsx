import { parseWithZod } from '@conform-to/zod/v4'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import { mustBeHuman, takeSigns } from '#app/human.server.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getActSubject } from '#app/models/act-subjects.server.ts'
import { getAppealable, getDecidedAppeal } from '#app/models/appealable.server.ts'
import { sendAppeal } from '#app/models/appeals.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { getScene, mustBeParticipant, requireParticipant } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { AppealAnswer } from './answer.tsx'
import { appealView, decisionView } from './view.ts'

const schema = z.object({ body: requiredText(LIMITS.reason, 5) })

/** The entry itself, or what the address names of it: a comment under it, a picture of it. */
async function subjectIn(request: Request, params: unknown) {
  const { town: slug, number } = numberParams.parse(params)
  const scene = await getScene(request, slug)
  const row = await getContribution(scene.town.id, number)
  if (!row) throw new Refusal('contribution.not-found')
  const search = new URL(request.url).searchParams
  const named = (['comment', 'photo'] as const).find((type) => isId(search.get(type) ?? ''))
  const subject: Subject = named
    ? { type: named, id: search.get(named)! }
    : { type: 'contribution', id: row.id }
  return { ...scene, slug, row, subject }
}

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const person = await requireParticipant(request)
    const { town, row, subject, locale } = await subjectIn(request, params)
    const found = await getAppealable(town.id, person.id, subject)
    const last = found ? found.appeal : await getDecidedAppeal(town.id, person.id, subject)
    if (!found && !last && row.authorId !== person.id) throw new Refusal('contribution.not-found')
    return {
      words: servedWords(locale, 'appeal'),
      title: tOf(locale)('served.appeal.title'),
      number: row.number,
      about: row.title,
      decision: found && decisionView(found.act),
      appeal: last && appealView(last),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town, slug, actor, row, subject } = await subjectIn(request, params)
    const form = await readForm(request)
    const signs = takeSigns(form)
    const submission = parseWithZod(form, { schema })
    try {
      const person = await mustBeParticipant(request)
      mustBeAbleTo(actor, 'appeal:send', await getActSubject(town.id, subject))
      if (submission.status !== 'success') return unreadForm(submission)
      await mustBeHuman(signs, { townId: town.id, personId: person.id, act: 'appeal' })
      await sendAppeal({ townId: town.id, personId: person.id, subject, body: submission.value.body })
      const about = subject.type === 'contribution' ? '' : `?${subject.type}=${subject.id}`
      return redirect(paths.appeal(slug, row.number, about))
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

export default function Appeal() {
  const { frame } = useTown()
  const { words, number, about, decision, appeal } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('served.appeal.title')} lead={t('served.appeal.lead')} />
      <p className="mt-4" lang="ru">
        {about}
      </p>
      <p className="mt-1">
        <TextLink to={paths.contribution(frame.slug, number)}>
          {t('served.appeal.back')} {t('common.numberSign', { number })}
        </TextLink>
      </p>
      <AppealAnswer decision={decision} appeal={appeal} errors={errors} t={t} />
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'

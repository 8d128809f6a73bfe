import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { loadAppeal, takeAppeal } from '#app/appeal-form.server.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { formErrors } from '#app/form-errors.ts'
import { AppealAnswer } from '#app/forms/appeal-answer.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { getActSubject } from '#app/models/act-subjects.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene, requireParticipant } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

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
    const shown = await loadAppeal({ townId: town.id, personId: person.id, subject, locale })
    if (!shown.decision && !shown.appeal && row.authorId !== person.id)
      throw new Refusal('contribution.not-found')
    return { ...shown, number: row.number, about: row.title }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town, slug, actor, row, subject } = await subjectIn(request, params)
    const about = subject.type === 'contribution' ? '' : `?${subject.type}=${subject.id}`
    return takeAppeal(request, {
      townId: town.id,
      async about() {
        mustBeAbleTo(actor, 'appeal:send', await getActSubject(town.id, subject))
        return { subject, page: paths.appeal(slug, row.number, about) }
      },
    })
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

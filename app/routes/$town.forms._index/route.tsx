import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listForms } from '#app/models/study-forms.server.ts'
import { isOpen, listRounds } from '#app/models/study-rounds.server.ts'
import { townParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'
import { roundNow } from '#app/study-answer.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor, locale } = await getScene(request, townParams.parse(params).town)
    const now = new Date()
    const t = tOf(locale)
    const published = (await listForms(town.id)).filter(
      ({ kind, version }) => kind === 'survey' && version > 0,
    )
    const surveys = await Promise.all(
      published.map(async (form) => {
        const round = roundNow(await listRounds(town.id, form.id), now)
        const state = round && (isOpen(round, now) ? 'isOpen' : round.startsAt > now ? 'isNext' : 'isOver')
        return {
          slug: form.slug,
          title: localized(form, 'title', locale),
          lead: localized(form, 'lead', locale),
          state: state && t(`served.study.survey.${state}`),
        }
      }),
    )
    return {
      words: { served: servedWords(locale, 'study') },
      title: t('served.study.survey.listTitle'),
      build: can(actor, 'form:change') ? t('served.studyDesk.title') : null,
      surveys: surveys.filter(({ state }) => state !== null),
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** What the town asks. */
export default function Surveys() {
  const { title, surveys, build } = useLoaderData<typeof loader>()
  const { frame } = useTown()
  const t = usePageWords()
  return (
    <Container className="pb-16">
      <PageHeader
        title={title}
        lead={t('served.study.survey.listLead')}
        actions={build && <ButtonLink to={studyPaths.adminForms(frame.slug)}>{build}</ButtonLink>}
      />
      {surveys.length === 0 && <EmptyState title={t('served.study.survey.none')} className="mt-8" />}
      <ul className="mt-8 grid gap-6">
        {surveys.map(({ slug, title, lead, state }) => (
          <li key={slug} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-3 text-lg">
              <TextLink to={studyPaths.form(frame.slug, slug)}>{title}</TextLink>
              <Badge>{state}</Badge>
            </p>
            {lead && <p className="max-w-[44rem] text-ink-2">{lead}</p>}
          </li>
        ))}
      </ul>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'

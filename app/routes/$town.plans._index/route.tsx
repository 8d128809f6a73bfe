import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { can } from '#app/domain/permissions.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listVariants } from '#app/models/plans.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
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
    const mayChange = can(actor, 'plan:change')
    return {
      words: servedWords(locale, 'plans'),
      title: tOf(locale)('served.plans.title'),
      mayChange,
      variants: await listVariants(town.id, { isStaff: mayChange }),
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** What designers have drawn for the town, the newest first. */
export default function Plans() {
  const { frame, locale, timeZone } = useTown()
  const { words, variants, mayChange } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('served.plans.title')}
        lead={t('served.plans.lead')}
        actions={mayChange && <ButtonLink to={paths.newPlan(frame.slug)}>{t('served.plans.add')}</ButtonLink>}
      />
      {variants.length === 0 && <EmptyState title={t('served.plans.empty')} />}
      <ul className="mt-6 grid gap-4">
        {variants.map(({ id, title, version, state, publishedAt }) => (
          <li key={id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-3 text-lg">
              <TextLink to={paths.plan(frame.slug, id)}>
                {[title, version].filter(Boolean).join(', ')}
              </TextLink>
              {state !== 'published' && <Badge>{t(`served.plans.states.${state}`)}</Badge>}
            </p>
            {publishedAt && (
              <p className="text-sm text-ink-2">
                {t('served.plans.published', { date: formatDate(new Date(publishedAt), locale, timeZone) })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'

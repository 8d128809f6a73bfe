import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import type { SpaceKind } from '#app/domain/categories.ts'
import { areaHa } from '#app/domain/geometry/measure.ts'
import { localized } from '#app/domain/localized.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { countBySpace } from '#app/models/listing.server.ts'
import { hasPublishedPlan } from '#app/models/plans.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { hasRound } from '#app/models/study-rounds.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Card, CardLink } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    const [spaces, counts, hasPlan, hasSurvey] = await Promise.all([
      listSpaces(town.id),
      countBySpace(town.id),
      hasPublishedPlan(town.id),
      hasRound(town.id, 'survey'),
    ])
    return {
      surveys: hasSurvey ? tOf(locale)('served.study.survey.listTitle') : null,
      plans: hasPlan ? tOf(locale)('served.plans.title') : null,
      spaces: spaces.map((space) => ({
        slug: space.slug,
        name: localized(space, 'name', locale),
        kind: space.kind as SpaceKind,
        facts: localized(space, 'facts', locale),
        hectares: Math.round(areaHa(space.geometry) * 10) / 10,
        count: counts.get(space.id) ?? 0,
      })),
    }
  })
}

export const meta = titled((t) => t('town.spaces'))

export default function Spaces() {
  const t = useWords()
  const { frame, locale } = useTown()
  const { spaces, plans, surveys } = useLoaderData<typeof loader>()
  return (
    <Container className="pb-16">
      <PageHeader title={t('town.spaces')} />
      {(plans ?? surveys) && (
        <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
          {plans && <TextLink to={paths.plans(frame.slug)}>{plans}</TextLink>}
          {surveys && <TextLink to={studyPaths.forms(frame.slug)}>{surveys}</TextLink>}
        </p>
      )}
      {spaces.length === 0 && <EmptyState title={t('town.noSpaces')} className="mt-8" />}
      <ul className="mt-8 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {spaces.map((space) => (
          <Card as="li" key={space.slug} className="grid content-start gap-2">
            <p className="text-sm text-ink-2">
              {t(`spaceKinds.${space.kind}`)} ·{' '}
              {t('space.hectares', { hectares: formatNumber(space.hectares, locale) })}
            </p>
            <h2 className="text-xl font-semibold">
              <CardLink to={paths.space(frame.slug, space.slug)}>{space.name}</CardLink>
            </h2>
            <p className="line-clamp-3 text-ink-2">{space.facts}</p>
            <p className="text-sm">
              {t('space.count', { count: space.count, formatted: formatNumber(space.count, locale) })}
            </p>
          </Card>
        ))}
      </ul>
    </Container>
  )
}

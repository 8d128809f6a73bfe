import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { firstCards } from '#app/cards.server.ts'
import { ContributionCard } from '#app/contribution-card.tsx'
import type { SpaceKind } from '#app/domain/categories.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { areaHa } from '#app/domain/geometry/measure.ts'
import { localized } from '#app/domain/localized.ts'
import { feedLink, followView } from '#app/follow-view.server.ts'
import { FollowBox } from '#app/forms/follow-box.tsx'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadPlaceMap } from '#app/map/load.ts'
import { usePlaceMapLabels } from '#app/map-labels.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { getSpace } from '#app/models/spaces.server.ts'
import { spaceParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { processView } from '#app/process-view.server.ts'
import { getScene } from '#app/session.server.ts'
import { auditLinks } from '#app/study-results.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { AuditBox } from './audit-box.tsx'

const SHOWN = 12

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, space: spaceSlug } = spaceParams.parse(params)
    const scene = await getScene(request, slug)
    const { town, locale } = scene
    const space = await getSpace(town.id, spaceSlug)
    const filter = { ...NO_FILTER, space: spaceSlug }
    const [first, processes] = await Promise.all([
      firstCards(town.id, filter, locale, SHOWN),
      listProcesses(town.id),
    ])
    const here = processes
      .filter((process) => process.spaceIds.includes(space.id))
      .map((process) => processView(process, locale))
    const name = localized(space, 'name', locale)
    const feed = feedLink(paths.spaceFeed(slug, spaceSlug), name, locale)
    return {
      slug: spaceSlug,
      name,
      feed,
      follow: await followView(scene, 'space', space.id, feed),
      kind: space.kind as SpaceKind,
      facts: localized(space, 'facts', locale),
      hectares: Math.round(areaHa(space.geometry) * 10) / 10,
      geometry: space.geometry,
      filter,
      ...first,
      processes: here.map((process) => ({
        slug: process.slug,
        title: process.title,
        kind: process.now?.kind ?? null,
      })),
      audit: await auditLinks(town, space.id, locale),
      mayAdd: here.some((process) => process.now?.acts.includes('pin')),
    }
  })
}

type SpaceData = Awaited<ReturnType<typeof loader>>

export const meta = titled<SpaceData>(
  (_, { name }) => name,
  ({ name, facts }) => [
    { name: 'description', content: facts },
    { property: 'og:title', content: name },
    { property: 'og:description', content: facts },
  ],
)

export default function SpacePage() {
  const t = useWords()
  const { frame, ground, locale } = useTown()
  const labels = usePlaceMapLabels()
  const data = useLoaderData<typeof loader>()
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: `/${frame.slug}/spaces`, text: t('town.spaces') },
            ]}
          />
        }
        eyebrow={`${t(`spaceKinds.${data.kind}`)} · ${t('space.hectares', { hectares: formatNumber(data.hectares, locale) })}`}
        title={data.name}
        lead={data.facts}
        actions={
          data.mayAdd && (
            <ButtonLink to={paths.add(frame.slug, { space: data.slug })}>{t('space.add')}</ButtonLink>
          )
        }
      />
      <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-labelledby="said" className="grid content-start gap-4">
          <h2 id="said" className="text-2xl font-semibold tracking-tight">
            {t('space.count', { count: data.count, formatted: formatNumber(data.count, locale) })}
          </h2>
          {data.cards.length === 0 && (
            <EmptyState as="h3" title={t('town.emptyTownTitle')}>
              {t('town.emptyTownText')}
            </EmptyState>
          )}
          <ul className="grid gap-3">
            {data.cards.map((card) => (
              <ContributionCard key={card.id} card={card} />
            ))}
          </ul>
          {data.count > data.cards.length && (
            <ButtonLink to={paths.town(frame.slug, data.filter)} variant="secondary">
              {t('space.all')}
            </ButtonLink>
          )}
        </section>
        <aside className="grid content-start gap-6">
          <MapDoor
            load={loadPlaceMap}
            labels={{ failed: t('map.failed') }}
            className="h-80 overflow-hidden rounded-xl border border-line bg-surface-2"
            fallback={
              <p className="grid h-full place-items-center text-ink-2" data-needs-script="">
                {t('map.loading')}
              </p>
            }
            props={{ ...ground, geometry: data.geometry, kind: 'proposal' as const, labels }}
          />
          {data.audit && <AuditBox audit={data.audit} space={data.slug} />}
          <FollowBox view={data.follow} />
          {data.processes.length > 0 && (
            <ul className="grid gap-2">
              {data.processes.map((process) => (
                <li key={process.slug}>
                  <TextLink to={paths.process(frame.slug, process.slug)}>{process.title}</TextLink>
                  {process.kind && <span className="text-ink-2"> · {t(`phases.${process.kind}`)}</span>}
                </li>
              ))}
            </ul>
          )}
        </aside>
      </div>
    </Container>
  )
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { cardsOf } from '#app/cards.server.ts'
import { conditionsIn, filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { oEmbedLinks, redirectToEmbed } from '#app/embed-input.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { processView } from '#app/process-view.server.ts'
import { getScene } from '#app/session.server.ts'
import { redirectToTidy } from '#app/tidy-address.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { SkipLink } from '#app/ui/skip-link.tsx'
import { CardList } from './card-list.tsx'
import { Deciding } from './deciding.tsx'
import { FilterForm } from './filter-form.tsx'
import { TownMapBox } from './town-map-box.tsx'

const PAGE = 24

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    redirectToEmbed(request, slug)
    redirectToTidy(request)
    const search = new URL(request.url).searchParams
    const filter = filterFrom(search)
    const now = new Date()
    const condition = await conditionOf(town.id, filter, now)
    const [counts, page, processes, categories, spaces] = await Promise.all([
      countMatching(condition),
      listMatching(condition, filter, search.get('after'), PAGE),
      listProcesses(town.id, now),
      listCategories(town.id),
      listSpaces(town.id),
    ])
    return {
      filter,
      conditions: conditionsIn(filter),
      query: filterParams(filter).toString(),
      counts,
      cards: await cardsOf(town.id, page.rows, locale),
      next: page.next,
      processes: processes.map((process) => processView(process, locale, now)),
      categories: categories.map((row) => ({ id: row.id, name: localized(row, 'name', locale) })),
      spaces: spaces.map((row) => ({
        slug: row.slug,
        name: localized(row, 'name', locale),
        geometry: row.geometry,
        href: paths.space(slug, row.slug),
      })),
      intro: localized(town, 'intro', locale),
      name: localized(town, 'name', locale),
      loadedAt: now,
      feed: oEmbedLinks(paths.town(slug, filter), localized(town, 'name', locale)),
    }
  })
}

export type TownPageData = Awaited<ReturnType<typeof loader>>

export const meta: MetaFunction<typeof loader> = titled<TownPageData>(
  (_, { name }) => name,
  ({ name, intro }) => [
    { name: 'description', content: intro },
    { property: 'og:title', content: name },
    { property: 'og:description', content: intro },
  ],
)

export default function TownPage() {
  const t = useWords()
  const data = useLoaderData<typeof loader>()
  const town = useTown()
  const { filter, counts, cards, next, processes } = data
  const mayAdd = processes.some(
    (process) => process.now?.acts.includes('pin') || process.now?.acts.includes('propose'),
  )
  return (
    <>
      <Deciding processes={processes} loadedAt={data.loadedAt} title={data.name} />
      <Container width="wide" className="pb-12">
        <h2 className="sr-only">{t('town.resultsHeading')}</h2>
        <SkipLink href="#list">{t('town.toList')}</SkipLink>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_26rem] xl:grid-cols-[minmax(0,1fr)_30rem]">
          <div className="lg:sticky lg:top-4 lg:self-start">
            <TownMapBox data={data} />
            {mayAdd && (
              <div className="mt-4 hidden flex-wrap gap-3 sm:flex">
                <ButtonLink to={paths.add(town.frame.slug)} variant="secondary">
                  {t('town.addPin')}
                </ButtonLink>
                <ButtonLink to={paths.propose(town.frame.slug)} variant="secondary">
                  {t('town.addProposal')}
                </ButtonLink>
              </div>
            )}
          </div>
          <section
            aria-label={t('town.resultsHeading')}
            id="list"
            tabIndex={-1}
            className="grid content-start gap-5 outline-none"
          >
            <FilterForm data={data} />
            {cards.length === 0 ? (
              <EmptyState
                as="h3"
                title={data.conditions > 0 ? t('town.emptyTitle') : t('town.emptyTownTitle')}
                actions={
                  data.conditions > 0 && (
                    <ButtonLink to={paths.town(town.frame.slug)} variant="secondary">
                      {t('filter.reset')}
                    </ButtonLink>
                  )
                }
              >
                {data.conditions > 0 ? t('town.emptyText') : t('town.emptyTownText')}
              </EmptyState>
            ) : (
              <CardList key={data.query} cards={cards} next={next} filter={filter} all={counts.all} />
            )}
          </section>
        </div>
      </Container>
    </>
  )
}

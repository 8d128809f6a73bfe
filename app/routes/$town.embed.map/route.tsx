import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { EmbedPage } from '#app/embed-page.tsx'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadTownMap } from '#app/map/load.ts'
import { useTownMapLabels } from '#app/map-labels.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'

/** The town's map for other sites' pages: the filter is in the address, as on the town's own page. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    return {
      words: servedWords(locale, 'embed'),
      name: localized(town, 'name', locale),
      filter: filterFrom(new URL(request.url).searchParams),
      spaces: (await listSpaces(town.id)).map((row) => ({
        slug: row.slug,
        name: localized(row, 'name', locale),
        geometry: row.geometry,
        href: paths.space(slug, row.slug),
      })),
    }
  })
}

export const meta = titled<Awaited<ReturnType<typeof loader>>>((_, { name }) => name)

/** What is pressed opens the site itself: nothing here needs a cookie. */
function openOutside(href: string) {
  window.open(href, '_blank', 'noopener')
}

export default function EmbeddedMap() {
  const { words, name, filter, spaces } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const plain = useWords()
  const { frame, ground } = useTown()
  const labels = useTownMapLabels()
  return (
    <EmbedPage title={name} href={paths.town(frame.slug, filter)} link={t('served.embed.openTown')}>
      <MapDoor
        load={loadTownMap}
        className="h-[26rem] overflow-hidden rounded-xl border border-line bg-surface-2"
        labels={{ failed: plain('map.failed') }}
        fallback={
          <div className="grid h-full place-items-center p-6 text-center text-ink-2">
            <noscript>{plain('map.noScript')}</noscript>
            <span data-needs-script="">{plain('map.loading')}</span>
          </div>
        }
        props={{
          ...ground,
          pinsUrl: paths.map(frame.slug, filter),
          spotUrl: paths.spot(frame.slug, filter),
          spaces,
          hrefOf: (number: number) => paths.contribution(frame.slug, number),
          navigate: openOutside,
          labels,
        }}
      />
    </EmbedPage>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'

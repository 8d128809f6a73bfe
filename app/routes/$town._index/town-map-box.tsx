import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadTownMap } from '#app/map/load.ts'
import { useTownMapLabels } from '#app/map-labels.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import type { TownPageData } from './route.tsx'

type Props = { data: Pick<TownPageData, 'filter' | 'spaces'> }

/** The map beside the list: the same filter, the same set. Without scripts its place says where the list is. */
export function TownMapBox({ data }: Props) {
  const t = useWords()
  const { frame, ground } = useTown()
  const labels = useTownMapLabels()
  return (
    <MapDoor
      load={loadTownMap}
      className="h-[38svh] min-h-64 overflow-hidden rounded-xl border border-line bg-surface-2 lg:h-[calc(100svh-15rem)] lg:min-h-[30rem]"
      labels={{ failed: t('map.failed') }}
      fallback={<MapFallback />}
      props={{
        ...ground,
        pinsUrl: paths.map(frame.slug, data.filter),
        spotUrl: paths.spot(frame.slug, data.filter),
        spaces: data.spaces,
        hrefOf: (number: number) => paths.contribution(frame.slug, number),
        labels,
      }}
    />
  )
}

export function MapFallback() {
  const t = useWords()
  return (
    <div className="grid h-full place-items-center p-6 text-center text-ink-2">
      <noscript>{t('map.noScript')}</noscript>
      <span data-needs-script="">{t('map.loading')}</span>
    </div>
  )
}

import { useMemo } from 'react'
import type { Filter } from '#app/domain/filter.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { useMapFrameLabels } from '#app/map-labels.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'

/** Not with the other maps: their list is part of what residents load. */
async function loadHeatMap() {
  return (await import('#app/map/heat-map.client.tsx')).HeatMap
}

/** The map of hexagons; without scripts its place says where the table is. */
export function HeatBox({ filter }: { filter: Filter }) {
  const t = useWords()
  const { frame, ground, locale } = useTown()
  const labels = useMapFrameLabels()
  const words = useMemo(
    () => ({
      legend: (metres: number) => t('heat.legend', { metres: formatNumber(metres, locale) }),
      hex: (count: number, supports: number) =>
        `${t('heat.entries', { count })}, ${t('card.supports', { count: supports, formatted: formatNumber(supports, locale) })}`,
      hexes: (count: number) => t('heat.hexes', { count }),
      failed: t('heat.failed'),
    }),
    [t, locale],
  )
  return (
    <MapDoor
      load={loadHeatMap}
      className="h-[60svh] min-h-72 overflow-hidden rounded-xl border border-line bg-surface-2"
      labels={{ failed: t('heat.failed') }}
      fallback={
        <div className="grid h-full place-items-center p-6 text-center text-ink-2">
          <noscript>{t('heat.noScript')}</noscript>
          <span data-needs-script="">{t('map.loading')}</span>
        </div>
      }
      props={{
        ...ground,
        heatUrl: paths.heatData(frame.slug, filter),
        labels: { ...labels, ...words, map: t('heat.title') },
      }}
    />
  )
}

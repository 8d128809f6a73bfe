import { useMemo } from 'react'
import type { T } from '#app/i18n/i18n.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadVariantsMap } from '#app/map/load.ts'
import { useMapFrameLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'
import { variantPaths } from '#app/variant-paths.ts'
import type { ComparedData } from './view.server.ts'

/** The drawings that are placed, over the town's map. */
export function CompareMap({ t, compared }: { t: T; compared: ComparedData }) {
  const { frame, ground } = useTown()
  const labels = useMapFrameLabels()
  const { variants } = compared
  const drawings = useMemo(
    () =>
      variants.flatMap(({ name, shown: { id, width, height, levels, placement } }) =>
        placement
          ? [
              {
                id,
                title: name,
                width,
                height,
                levels,
                placement,
                file: (file: string) => variantPaths.drawing(frame.slug, id, file),
              },
            ]
          : [],
      ),
    [variants, frame.slug],
  )
  return (
    <section aria-labelledby="compare-title" className="grid min-w-0 gap-4">
      <h2 id="compare-title" className="text-2xl font-semibold tracking-tight">
        {t('served.variants.compare.title')}
      </h2>
      {drawings.length === 0 ? (
        <p className="text-ink-2">{t('served.variants.compare.none')}</p>
      ) : (
        <MapDoor
          load={loadVariantsMap}
          labels={{ failed: t('map.failed') }}
          className="min-h-[36rem]"
          fallback={
            <div className="text-ink-2">
              <noscript>{t('served.variants.noScript')}</noscript>
              <span data-needs-script="">{t('map.loading')}</span>
            </div>
          }
          props={{
            ground,
            drawings,
            labels: {
              ...labels,
              mode: t('served.variants.compare.mode'),
              modes: {
                layers: t('served.variants.compare.modes.layers'),
                swipe: t('served.variants.compare.modes.swipe'),
                side: t('served.variants.compare.modes.side'),
              },
              left: t('served.variants.compare.left'),
              right: t('served.variants.compare.right'),
              now: t('served.variants.compare.now'),
              position: t('served.variants.compare.position'),
              opacity: (title) => t('served.variants.compare.opacity', { title }),
              side: (title) => t('served.variants.compare.sideLabel', { title }),
            },
          }}
        />
      )}
    </section>
  )
}

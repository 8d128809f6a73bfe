import type L from 'leaflet'
import { useCallback, useState } from 'react'
import type { TownMapLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import { SpaceLayer } from '#app/map/space-layer.client.tsx'
import { TownPins } from '#app/map/town-pins.client.tsx'
import type { MapGround, MapSpace } from '#app/map/types.ts'
import { LocateButton, locateText, useLocate } from '#app/map/use-locate.client.tsx'
import { useStable } from '#app/map/use-stable.ts'

export type TownMapProps = MapGround & {
  /** Answers `PinsAnswer`; `bbox` and `zoom` are added. */
  pinsUrl: string
  /** Answers `{ items: SpotItem[] }`; `lo` and `hi`, cells, are added. */
  spotUrl: string
  spaces: MapSpace[]
  hrefOf: (number: number) => string
  /** How many contributions the drawn marks stand for; and, of the whole filter, all and those without a point. */
  onCount?: (shown: number, whole: { all: number; unplaced: number }) => void
  /** Number of a contribution to set off. */
  highlight?: number | null
  /** Follows a link without loading the page anew; absent, links are plain. */
  navigate?: (href: string) => void
  labels: TownMapLabels
}

/** The town and all that was said about it. */
export function TownMap(props: TownMapProps) {
  const { spaces, labels, navigate } = props
  const [map, setMap] = useState<L.Map | null>(null)
  const [shown, setShown] = useState<number | null>(null)
  const [failure, setFailure] = useState<{ retry: () => void } | null>(null)
  const locating = useLocate(map)
  const open = useStable((href: string) => (navigate ? navigate(href) : location.assign(href)))
  const labelOf = useStable(labels.space)
  const tellFailure = useCallback((retry: (() => void) | null) => setFailure(retry && { retry }), [])
  const status = locateText(locating, labels)

  return (
    <div className="map-box" data-sum={shown ?? undefined} data-ready={shown !== null || undefined}>
      <MapFrame
        ground={props}
        labels={labels}
        onMap={setMap}
        controls={<LocateButton locating={locating} labels={labels} />}
        overlay={
          <>
            {status && <p className="map-note">{status}</p>}
            {failure && (
              <p className="map-note">
                {labels.pinsFailed}{' '}
                <button type="button" className="link" onClick={failure.retry}>
                  {labels.retry}
                </button>
              </p>
            )}
          </>
        }
      >
        <SpaceLayer spaces={spaces} labelOf={labelOf} onOpen={open} />
        <TownPins {...props} onShown={setShown} onFailure={tellFailure} />
      </MapFrame>
      <p role="status" className="sr-only">
        {failure ? labels.pinsFailed : status}
      </p>
      <p role="status" className="sr-only">
        {shown !== null && labels.shown(shown)}
      </p>
    </div>
  )
}

import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import type { PinsAnswer } from '#app/domain/viewport.ts'
import { PinLayer } from '#app/map/pin-layer.client.tsx'
import type { Mark } from '#app/map/pin-marks.ts'
import { openSpot } from '#app/map/spot-popup.client.ts'
import type { TownMapProps } from '#app/map/town-map.client.tsx'
import { useMapView } from '#app/map/use-map-view.ts'
import { useStable } from '#app/map/use-stable.ts'

type TownPinsProps = Pick<
  TownMapProps,
  'pinsUrl' | 'spotUrl' | 'hrefOf' | 'navigate' | 'highlight' | 'labels' | 'onCount'
> & {
  onShown: (sum: number) => void
  /** How to ask again; null when all is well. */
  onFailure: (retry: (() => void) | null) => void
}

/** Asks for the pins of the view, draws them and opens what is pressed. */
export function TownPins(props: TownPinsProps) {
  const { pinsUrl, spotUrl, hrefOf, navigate, highlight, labels, onCount, onShown, onFailure } = props
  const map = useMap()
  const { view: pins, hasFailed, retry } = useMapView<PinsAnswer>(map, pinsUrl)
  const retryLater = useStable(retry)

  useEffect(
    function tellFailure() {
      onFailure(hasFailed ? retryLater : null)
    },
    [hasFailed, retryLater, onFailure],
  )
  const open = useStable((mark: Mark, opener: HTMLElement | null) => {
    openSpot({ map, mark, spotUrl, hrefOf, navigate, labels, opener })
  })
  const tellDrawn = useStable((sum: number) => {
    onShown(sum)
    if (pins) onCount?.(sum, { all: pins.answer.all, unplaced: pins.answer.unplaced })
  })
  return <PinLayer pins={pins} highlight={highlight} labels={labels} onOpen={open} onDrawn={tellDrawn} />
}

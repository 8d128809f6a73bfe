import L from 'leaflet'
import { useEffect, useRef } from 'react'
import { useMap } from 'react-leaflet'
import type { TownMapLabels } from '#app/map/labels.ts'
import { isStill } from '#app/map/motion.ts'
import { markIcon } from '#app/map/pin-icons.client.ts'
import { type Mark, marksOf, thinOut } from '#app/map/pin-marks.ts'
import { ZOOM } from '#app/map/types.ts'
import type { Pins } from '#app/map/use-pins.ts'

/** Centres nearer than this share of the two radii are joined; at the last zoom only above 300 marks. */
const NEAR = 0.92

export type PinLayerProps = {
  pins: Pins | null
  highlight?: number | null
  labels: TownMapLabels
  /** A pin, or several at a spot that no zoom parts. */
  onOpen: (mark: Mark, opener: HTMLElement | null) => void
  /** After drawing: how many contributions the drawn marks stand for. */
  onDrawn: (sum: number) => void
}

/** Keeps the drawn marks in step with the answer, by key: what stays is not touched, so nothing flickers. */
export function PinLayer({ pins, highlight = null, labels, onOpen, onDrawn }: PinLayerProps) {
  const map = useMap()
  const drawn = useRef(new Map<string, { marker: L.Marker; mark: Mark; look: string }>())
  const latest = useRef({ labels, onOpen })
  latest.current = { labels, onOpen }

  useEffect(
    function updateMarks() {
      if (!pins) return
      const near = pins.zoom < ZOOM.max ? NEAR : 0
      const marks = thinOut(marksOf(pins.answer), near, (mark) =>
        map.project([mark.lat, mark.lng], pins.zoom),
      )
      const wanted = new Map(marks.map((mark) => [mark.key, mark]))
      const hadFocus = map.getPane('markerPane')?.contains(document.activeElement)
      for (const [key, { marker }] of drawn.current) {
        if (wanted.has(key)) continue
        marker.remove()
        drawn.current.delete(key)
      }
      for (const [key, mark] of wanted) {
        const isHighlighted = mark.pin !== null && mark.pin.number === highlight
        const look = `${mark.count} ${isHighlighted}`
        const known = drawn.current.get(key)
        if (known) {
          known.mark = mark
          known.marker.setLatLng([mark.lat, mark.lng])
          if (known.look !== look) known.marker.setIcon(markIcon(mark, isHighlighted))
          known.look = look
          name(known.marker, mark, latest.current.labels)
          continue
        }
        const marker = L.marker([mark.lat, mark.lng], {
          icon: markIcon(mark, isHighlighted),
          zIndexOffset: isHighlighted ? 5000 : 0,
        })
        drawn.current.set(key, { marker, mark, look })
        marker.on('click keypress', (event) => {
          if (event.type === 'keypress' && (event as L.LeafletKeyboardEvent).originalEvent.key !== 'Enter')
            return
          press(map, drawn.current.get(key)?.mark ?? mark, latest.current.onOpen, marker.getElement() ?? null)
        })
        marker.addTo(map)
        name(marker, mark, latest.current.labels)
      }
      if (hadFocus && !map.getPane('markerPane')?.contains(document.activeElement))
        map.getContainer().focus({ preventScroll: true })
      onDrawn(marks.reduce((sum, mark) => sum + mark.count, 0))
    },
    [map, pins, highlight, onDrawn],
  )
  useEffect(function removeMarks() {
    const marks = drawn.current
    return function removeAllMarks() {
      for (const { marker } of marks.values()) marker.remove()
      marks.clear()
    }
  }, [])
  return null
}

function press(map: L.Map, mark: Mark, onOpen: PinLayerProps['onOpen'], opener: HTMLElement | null) {
  if (mark.pin || isSpot(mark) || map.getZoom() >= ZOOM.max) return onOpen(mark, opener)
  map.setView([mark.lat, mark.lng], Math.min(ZOOM.max, map.getZoom() + 2), { animate: !isStill() })
}

/** All in one cell, which is about 20 m: no zoom parts them. */
function isSpot({ ranges }: Mark): boolean {
  const first = ranges[0]?.[0]
  return ranges.every(([lo, hi]) => lo === first && hi === first)
}

function name(marker: L.Marker, mark: Mark, labels: TownMapLabels) {
  const element = marker.getElement()
  if (!element) return
  const text = mark.pin
    ? labels.pinTitle(mark.pin.number, mark.pin.kind)
    : isSpot(mark)
      ? labels.spot(mark.count)
      : labels.cluster(mark.count)
  element.setAttribute('aria-label', text)
  element.title = text
}

import L from 'leaflet'
import { useEffect, useRef } from 'react'
import { useMap } from 'react-leaflet'
import type { PinsAnswer } from '#app/domain/viewport.ts'
import type { TownMapLabels } from '#app/map/labels.ts'
import { isStill } from '#app/map/motion.ts'
import { markIcon } from '#app/map/pin-icons.client.ts'
import { type Mark, marksOf, thinOut, topOf } from '#app/map/pin-marks.ts'
import { ZOOM } from '#app/map/types.ts'
import type { View } from '#app/map/use-map-view.ts'
import { useStable } from '#app/map/use-stable.ts'

/** Centres nearer than this share of the sum of two radii are joined; at the last zoom only above 300 marks. */
const NEAR = 0.92
/** Colours that a cluster's ring may have, `--ring-0` and on, by the category's place among the town's. */
const RING_COLOURS = 5
/** A press on a cluster goes this much nearer. */
const ZOOM_STEP = 2

export type PinLayerProps = {
  pins: View<PinsAnswer> | null
  highlight?: number | null
  labels: TownMapLabels
  /** A pin, or several at a spot that no zoom parts. */
  onOpen: (mark: Mark, opener: HTMLElement | null) => void
  /** After drawing: how many contributions the drawn marks stand for. */
  onDrawn: (sum: number) => void
}

type Drawn = { marker: L.Marker; mark: Mark; look: string }

/** Keeps the drawn marks in step with the answer, by key: what stays is not touched, so nothing flickers. */
export function PinLayer({ pins, highlight = null, labels, onOpen, onDrawn }: PinLayerProps) {
  const map = useMap()
  const drawn = useRef(new Map<string, Drawn>())
  const name = useStable((one: Drawn) => setName(one, labels, pins?.answer.categories ?? []))
  const press = useStable(({ mark, marker }: Drawn) => {
    if (mark.pin || isSpot(mark) || map.getZoom() >= ZOOM.max)
      return onOpen(mark, marker.getElement() ?? null)
    map.setView([mark.lat, mark.lng], Math.min(ZOOM.max, map.getZoom() + ZOOM_STEP), { animate: !isStill() })
  })

  useEffect(
    function updateMarks() {
      if (!pins) return
      const near = pins.zoom < ZOOM.max ? NEAR : 0
      const marks = thinOut(marksOf(pins.answer), near, (mark) =>
        map.project([mark.lat, mark.lng], pins.zoom),
      )
      const wanted = new Map(marks.map((mark) => [mark.key, mark]))
      keepFocus(map, function redraw() {
        for (const [key, { marker }] of drawn.current) {
          if (wanted.has(key)) continue
          marker.remove()
          drawn.current.delete(key)
        }
        for (const [key, mark] of wanted) {
          const known = drawn.current.get(key)
          const one = known ? update(known, mark, highlight) : create(map, mark, highlight, press)
          drawn.current.set(key, one)
          name(one)
        }
      })
      onDrawn(marks.reduce((sum, mark) => sum + mark.count, 0))
    },
    [map, pins, highlight, name, press, onDrawn],
  )
  useEffect(function removeMarksAtLast() {
    const marks = drawn.current
    return function removeMarks() {
      for (const { marker } of marks.values()) marker.remove()
      marks.clear()
    }
  }, [])
  return null
}

function create(map: L.Map, mark: Mark, highlight: number | null, press: (one: Drawn) => void): Drawn {
  const isOn = isHighlighted(mark, highlight)
  const icon = markIcon(mark, isOn)
  const marker = L.marker([mark.lat, mark.lng], { icon, zIndexOffset: isOn ? 5000 : 0 }).addTo(map)
  const one = { marker, mark, look: lookOf(mark, highlight) }
  marker.on('click', () => press(one))
  marker.on('keypress', (event: L.LeafletEvent) => {
    if ((event as L.LeafletKeyboardEvent).originalEvent.key === 'Enter') press(one)
  })
  return one
}

/** Changes the same object: its marker's listeners hold it. */
function update(one: Drawn, mark: Mark, highlight: number | null): Drawn {
  const look = lookOf(mark, highlight)
  one.marker.setLatLng([mark.lat, mark.lng])
  if (look !== one.look) one.marker.setIcon(markIcon(mark, isHighlighted(mark, highlight)))
  return Object.assign(one, { mark, look })
}

function setName({ marker, mark }: Drawn, labels: TownMapLabels, categories: PinsAnswer['categories']) {
  const element = marker.getElement()
  if (!element) return
  const { pin, count, supports } = mark
  let text = pin
    ? labels.pinTitle(pin.number, pin.kind)
    : (isSpot(mark) ? labels.spot : labels.cluster)(count)
  if (!pin) {
    const top = topOf(mark)
    const mix = top.map(([category, n]) => `${categories[category]![0]} ${n}`).join(', ')
    text += `. ${labels.supports(supports)}${mix && `. ${mix}`}`
    let share = 0
    const ring = top.map(([category, n]) => {
      share += (n / count) * 100
      return `var(--ring-${categories[category]![1] % RING_COLOURS}) 0 ${share}%`
    })
    element.style.setProperty('--ring', `conic-gradient(${[...ring, 'var(--line-strong) 0'].join()})`)
  }
  element.setAttribute('aria-label', text)
  element.title = text
}

/** The focused mark may be among the removed: then the map itself takes the focus, not the page's beginning. */
function keepFocus(map: L.Map, redraw: () => void) {
  const marks = map.getPane('markerPane')
  const hadFocus = marks?.contains(document.activeElement)
  redraw()
  if (hadFocus && !marks?.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true })
}

/** All in one cell, which is about 20 m: no zoom parts them. */
function isSpot({ ranges }: Mark): boolean {
  const first = ranges[0]?.[0]
  return ranges.every(([lo, hi]) => lo === first && hi === first)
}

function isHighlighted({ pin }: Mark, highlight: number | null): boolean {
  return pin !== null && pin.number === highlight
}

function lookOf(mark: Mark, highlight: number | null): string {
  return `${mark.count} ${isHighlighted(mark, highlight)}`
}

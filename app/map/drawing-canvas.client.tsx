import '#app/styles/map.css'
import '#app/styles/map-pickers.css'
import '#app/styles/map-drawing.css'
import L from 'leaflet'
import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import Shrink from 'lucide-react/icons/shrink'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { MapContainer, useMap } from 'react-leaflet'
import { DrawingLayer, type TiledDrawing } from '#app/map/drawing-layer.client.ts'
import { MapButton } from '#app/map/map-controls.client.tsx'
import { useWheelManners } from '#app/map/use-wheel-manners.ts'

/** Pixels of a drawing. */
export type Spot = readonly [x: number, y: number]

export interface CanvasMark {
  number: number
  at: Spot
  /** Where its words are on the page: `#r-3`. */
  href?: string
}

export interface CanvasLabels {
  canvas: string
  zoomIn: string
  zoomOut: string
  whole: string
  /** Over the drawing when the wheel turns before it was clicked. */
  wheel: string
  /** Said as the crosshair moves. */
  at: (x: number, y: number) => string
}

export interface DrawingCanvasProps {
  drawing: TiledDrawing
  marks: readonly CanvasMark[]
  labels: CanvasLabels
  /** Where the crosshair stands; null: nobody has put it anywhere. */
  at: Spot | null
  /** Left out: there is nothing to point at. */
  onMove?: (at: Spot) => void
  /** Enter under the crosshair. */
  onEnter?: (at: Spot) => void
}

/** Screen pixels that an arrow key moves the crosshair by; with Shift one. */
const STEP_PX = 16

/** A drawing by itself, with its marks and a crosshair that follows clicks and arrow keys. */
export function DrawingCanvas(props: DrawingCanvasProps) {
  const { drawing, marks, labels, at, onMove, onEnter } = props
  const { width, height } = drawing
  const [map, setMap] = useState<L.Map | null>(null)
  const [isCoarse] = useState(() => matchMedia('(pointer: coarse)').matches)
  const isWheelRefused = useWheelManners(map)
  const bounds = L.latLngBounds([-height, 0], [0, width])
  useCanvas(map, labels.canvas)

  function onKeyDown(event: KeyboardEvent) {
    if (!map || !onMove || event.target !== map.getContainer()) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const way = WAYS[event.key]
    const from = at ?? ([width / 2, height / 2] as const)
    if (way) {
      const step = (event.shiftKey ? 1 : STEP_PX) / map.getZoomScale(map.getZoom(), 0)
      const next = within(drawing, [from[0] + way[0] * step, from[1] + way[1] * step])
      onMove(next)
      map.panInside(toMap(next), { padding: [40, 40], animate: false })
    } else if (event.key === '+' || event.key === '=') map.setZoomAround(toMap(from), map.getZoom() + 1)
    else if (event.key === '-' || event.key === '_') map.setZoomAround(toMap(from), map.getZoom() - 1)
    else if (event.key === 'Enter' && onEnter) onEnter(within(drawing, from))
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the drawing inside
    <div className="map-frame map-sheet-ground" onKeyDown={onKeyDown}>
      <div className="map-controls">
        <MapButton label={labels.zoomIn} onPress={() => map?.zoomIn()}>
          <Plus aria-hidden="true" />
        </MapButton>
        <MapButton label={labels.zoomOut} onPress={() => map?.zoomOut()}>
          <Minus aria-hidden="true" />
        </MapButton>
        <MapButton label={labels.whole} onPress={() => map?.fitBounds(bounds)}>
          <Shrink aria-hidden="true" />
        </MapButton>
      </div>
      <MapContainer
        ref={setMap}
        className="map-canvas"
        crs={L.CRS.Simple}
        bounds={bounds}
        maxBounds={bounds.pad(0.5)}
        minZoom={-7}
        maxZoom={2}
        zoomSnap={0.25}
        zoomControl={false}
        attributionControl={false}
        keyboard={false}
        boxZoom={false}
        doubleClickZoom={false}
        dragging={!isCoarse}
      >
        <Sheet drawing={drawing} />
        <Marks marks={marks} />
        {at && <Aim at={at} />}
        {onMove && <Clicks onSpot={(spot) => onMove(within(drawing, spot))} />}
      </MapContainer>
      {isWheelRefused && (
        <p className="map-wheel" aria-hidden="true">
          {labels.wheel}
        </p>
      )}
      <p role="status" className="sr-only">
        {at && labels.at(Math.round(at[0]), Math.round(at[1]))}
      </p>
    </div>
  )
}

const WAYS: Record<string, Spot> = {
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowDown: [0, 1],
}

/** Leaflet's plane has its north above: a drawing's y goes down. */
const toMap = ([x, y]: Spot) => L.latLng(-y, x)

function within({ width, height }: TiledDrawing, [x, y]: Spot): Spot {
  return [Math.round(Math.min(width, Math.max(0, x))), Math.round(Math.min(height, Math.max(0, y)))]
}

function Sheet({ drawing }: { drawing: TiledDrawing }) {
  const map = useMap()
  const { width, height, levels } = drawing
  const first = drawing.file('m.webp')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a drawing is the same while its address is
  useEffect(
    function laySheet() {
      const layer = new DrawingLayer(drawing, (x, y) => toMap([x, y])).addTo(map)
      return function takeSheet() {
        layer.remove()
      }
    },
    [map, first, width, height, levels],
  )
  return null
}

function Marks({ marks }: { marks: readonly CanvasMark[] }) {
  const map = useMap()
  useEffect(
    function pinMarks() {
      const group = L.layerGroup().addTo(map)
      for (const { number, at, href } of marks) {
        const icon = L.divIcon({
          className: 'map-cluster',
          iconSize: [32, 32],
          html: `<span>${number}</span>`,
        })
        const marker = L.marker(toMap(at), { icon, keyboard: false }).addTo(group)
        // The list beside the drawing is the same set, for keyboards.
        if (href) marker.on('click', () => location.assign(href))
      }
      map.getContainer().dataset.marks = String(marks.length)
      return function takeMarks() {
        group.remove()
      }
    },
    [map, marks],
  )
  return null
}

const AIM = `<svg viewBox="-28 -28 56 56" aria-hidden="true">${['map-crosshair-rim', 'map-crosshair-line']
  .map((name) => `<g class="${name}"><circle r="13"/><path d="M-26 0h18M8 0h18M0-26v18M0 8v18"/></g>`)
  .join('')}</svg>`

function Aim({ at: [x, y] }: { at: Spot }) {
  const map = useMap()
  useEffect(
    function putAim() {
      const icon = L.divIcon({ className: 'map-aim-mark', iconSize: [56, 56], html: AIM })
      const marker = L.marker(toMap([x, y]), { icon, interactive: false, keyboard: false, zIndexOffset: 900 })
      marker.addTo(map)
      return function takeAim() {
        marker.remove()
      }
    },
    [map, x, y],
  )
  return null
}

function Clicks({ onSpot }: { onSpot: (at: Spot) => void }) {
  const map = useMap()
  useEffect(
    function hearClicks() {
      const hear = ({ latlng }: L.LeafletMouseEvent) => onSpot([latlng.lng, -latlng.lat])
      map.on('click', hear)
      return function stopHearing() {
        map.off('click', hear)
      }
    },
    [map, onSpot],
  )
  return null
}

/** Leaflet's own element becomes a named stop of the Tab key and keeps in step with the page. */
function useCanvas(map: L.Map | null, label: string) {
  useEffect(
    function nameCanvas() {
      const element = map?.getContainer()
      if (!map || !element) return
      element.tabIndex = 0
      element.setAttribute('role', 'application')
      element.setAttribute('aria-label', label)
      const observer = new ResizeObserver(() => map.invalidateSize({ debounceMoveend: true }))
      observer.observe(element)
      return function stopFollowing() {
        observer.disconnect()
      }
    },
    [map, label],
  )
}

import '#app/styles/map-drawing.css'
import L from 'leaflet'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useMap } from 'react-leaflet'
import { boxOfDrawings, type Placement, toGround } from '#app/domain/variants/placement.ts'
import { Crosshair } from '#app/map/crosshair.tsx'
import { type CanvasLabels, DrawingCanvas, type Spot } from '#app/map/drawing-canvas.client.tsx'
import { DrawingLayer, type TiledDrawing } from '#app/map/drawing-layer.client.ts'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'

export interface PlacePoint {
  number: number
  pixel: Spot | null
  place: readonly [lng: number, lat: number] | null
}

export type PlaceDrawingLabels = MapFrameLabels &
  CanvasLabels & {
    pick: string
    pair: (number: number) => string
    onDrawing: string
    onMap: string
  }

export interface PlaceDrawingProps {
  ground: MapGround
  drawing: TiledDrawing
  /** Where it lies now. */
  placement: Placement | null
  points: PlacePoint[]
  labels: PlaceDrawingLabels
  onPixel: (number: number, at: Spot) => void
  onPlace: (number: number, at: { lng: number; lat: number }) => void
}

/** Seven digits behind the point: a centimetre. */
const DIGITS = 1e7

/** A drawing and the map beside each other: the same point is clicked on both. */
export function PlaceDrawing(props: PlaceDrawingProps) {
  const { ground, drawing, placement, points, labels, onPixel, onPlace } = props
  const [number, setNumber] = useState(() => points.find(({ pixel, place }) => !pixel || !place)?.number ?? 1)
  const [map, setMap] = useState<L.Map | null>(null)
  const [fit] = useState(() => (placement ? boxOfDrawings([{ ...drawing, placement }]) : null))
  const [aim, setAim] = useState<Spot | null>(null)
  const marks = points.flatMap((point) => (point.pixel ? [{ number: point.number, at: point.pixel }] : []))
  const place = ({ lng, lat }: L.LatLng) =>
    onPlace(number, { lng: Math.round(lng * DIGITS) / DIGITS, lat: Math.round(lat * DIGITS) / DIGITS })

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !map || event.target !== map.getContainer()) return
    place(map.getCenter())
    event.preventDefault()
  }
  return (
    <div className="grid gap-4">
      <Field label={labels.pick} className="max-w-64">
        <Select
          value={String(number)}
          onChange={(event) => setNumber(Number(event.target.value))}
          options={points.map((point) => ({ value: String(point.number), label: labels.pair(point.number) }))}
        />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <div className="grid gap-2">
          <p className="font-[560]">{labels.onDrawing}</p>
          <div className={BOX}>
            <DrawingCanvas
              drawing={drawing}
              marks={marks}
              labels={labels}
              at={aim}
              onMove={(at) => {
                setAim(at)
                onPixel(number, at)
              }}
            />
          </div>
        </div>
        <div className="grid gap-2">
          <p className="font-[560]">{labels.onMap}</p>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the map inside */}
          <div className={BOX} onKeyDown={onKeyDown}>
            <MapFrame
              ground={ground}
              labels={labels}
              onMap={setMap}
              role="application"
              fit={fit}
              overlay={<Crosshair />}
            >
              {placement && <Laid drawing={drawing} placement={placement} />}
              <Points points={points} onClick={place} />
            </MapFrame>
          </div>
        </div>
      </div>
    </div>
  )
}

const BOX = 'h-[26rem] overflow-hidden rounded-xl border border-line bg-surface-2'

/** The drawing as it lies, half clear, so that it is seen what fits. */
function Laid({ drawing, placement }: { drawing: TiledDrawing; placement: Placement }) {
  const map = useMap()
  useEffect(
    function layDrawing() {
      const layer = new DrawingLayer(drawing, (x, y) => {
        const [lng, lat] = toGround(placement, [x, y])
        return L.latLng(lat, lng)
      }).addTo(map)
      layer.setOpacity(0.6)
      return function takeDrawing() {
        layer.remove()
      }
    },
    [map, drawing, placement],
  )
  return null
}

function Points({ points, onClick }: { points: PlacePoint[]; onClick: (at: L.LatLng) => void }) {
  const map = useMap()
  useEffect(
    function pinPoints() {
      const group = L.layerGroup().addTo(map)
      for (const { number, place } of points) {
        if (!place) continue
        const icon = L.divIcon({
          className: 'map-cluster',
          iconSize: [32, 32],
          html: `<span>${number}</span>`,
        })
        L.marker([place[1], place[0]], { icon, interactive: false, keyboard: false }).addTo(group)
      }
      const hear = ({ latlng }: L.LeafletMouseEvent) => onClick(latlng)
      map.on('click', hear)
      return function takePoints() {
        map.off('click', hear)
        group.remove()
      }
    },
    [map, points, onClick],
  )
  return null
}

import '#app/styles/map-drawing.css'
import L from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { useMap } from 'react-leaflet'
import { boxOfDrawings, type Placement, toGround } from '#app/domain/variants/placement.ts'
import { DrawingLayer, type TiledDrawing } from '#app/map/drawing-layer.client.ts'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'
import { Field, useFieldWiring } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'

export interface PlacedDrawing extends TiledDrawing {
  id: string
  title: string
  placement: Placement
}

export interface CompareLabels extends MapFrameLabels {
  mode: string
  modes: Record<Mode, string>
  left: string
  right: string
  now: string
  position: string
  opacity: (title: string) => string
  side: (title: string) => string
}

type Mode = 'layers' | 'swipe' | 'side'
const MODES: Mode[] = ['layers', 'swipe', 'side']
/** The ground without any drawing. */
const NOW = ''

export type VariantsMapProps = { ground: MapGround; drawings: PlacedDrawing[]; labels: CompareLabels }

/** Drawings of variants over the map: laid on one another, parted by a divider, or on two maps that move together. */
export function VariantsMap({ ground, drawings, labels }: VariantsMapProps) {
  const [mode, setMode] = useState<Mode>('layers')
  const [left, setLeft] = useState(drawings.length > 1 ? drawings[0]!.id : NOW)
  const [right, setRight] = useState(drawings.at(-1)!.id)
  const [position, setPosition] = useState(50)
  const [opacity, setOpacity] = useState<Record<string, number>>({})
  const [fit] = useState(() => boxOfDrawings(drawings))
  const pair = useRef<L.Map[]>([])
  const find = (id: string) => drawings.filter((one) => one.id === id)
  const choices = [
    { value: NOW, label: labels.now },
    ...drawings.map(({ id, title }) => ({ value: id, label: title })),
  ]
  const frame = { ground, fit }
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label={labels.mode}>
          <Select
            value={mode}
            onChange={(event) => setMode(event.target.value as Mode)}
            options={MODES.map((value) => ({ value, label: labels.modes[value] }))}
          />
        </Field>
        {mode === 'layers' ? (
          drawings.map(({ id, title }) => (
            <Range
              key={id}
              label={labels.opacity(title)}
              value={opacity[id] ?? 70}
              onChange={(value) => setOpacity((before) => ({ ...before, [id]: value }))}
            />
          ))
        ) : (
          <>
            <Field label={labels.left}>
              <Select value={left} onChange={(event) => setLeft(event.target.value)} options={choices} />
            </Field>
            <Field label={labels.right}>
              <Select value={right} onChange={(event) => setRight(event.target.value)} options={choices} />
            </Field>
          </>
        )}
        {mode === 'swipe' && <Range label={labels.position} value={position} onChange={setPosition} />}
      </div>
      {mode === 'side' ? (
        <div className="grid gap-4 md:grid-cols-2">
          {[left, right].map((id, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the left one and the right one
            <div key={i} className={BOX}>
              <MapFrame
                {...frame}
                labels={{ ...labels, map: labels.side(find(id)[0]?.title ?? labels.now) }}
                overlay={null}
              >
                <Together pair={pair} index={i} />
                {find(id).map((drawing) => (
                  <OnMap key={drawing.id} drawing={drawing} opacity={1} />
                ))}
              </MapFrame>
            </div>
          ))}
        </div>
      ) : (
        <div className={BOX}>
          <MapFrame {...frame} labels={labels} overlay={mode === 'swipe' && <Divider position={position} />}>
            {mode === 'layers' &&
              drawings.map((drawing) => (
                <OnMap key={drawing.id} drawing={drawing} opacity={(opacity[drawing.id] ?? 70) / 100} />
              ))}
            {mode === 'swipe' && (
              <>
                {find(left).map((drawing) => (
                  <OnMap
                    key={`l${drawing.id}`}
                    drawing={drawing}
                    opacity={1}
                    side="left"
                    position={position}
                  />
                ))}
                {find(right).map((drawing) => (
                  <OnMap
                    key={`r${drawing.id}`}
                    drawing={drawing}
                    opacity={1}
                    side="right"
                    position={position}
                  />
                ))}
              </>
            )}
          </MapFrame>
        </div>
      )}
    </div>
  )
}

const BOX = 'h-[30rem] overflow-hidden rounded-xl border border-line bg-surface-2'

function Range({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={label}>
      <RangeInput value={value} onChange={onChange} />
    </Field>
  )
}

function RangeInput({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const wiring = useFieldWiring({})
  return (
    <input
      {...wiring}
      type="range"
      min={0}
      max={100}
      step={5}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      className="min-h-12 w-full accent-accent"
    />
  )
}

/** Follows the range with its line; the range is what is moved. */
function Divider({ position }: { position: number }) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(
    function moveLine() {
      line.current!.style.left = `${position}%`
    },
    [position],
  )
  return <div ref={line} className="map-divider" aria-hidden="true" />
}

type OnMapProps = {
  drawing: PlacedDrawing
  opacity: number
  /** Only what lies on this side of the divider is shown. */
  side?: 'left' | 'right'
  /** Of the divider, per cent of the map's width. */
  position?: number
}

function OnMap({ drawing, opacity, side, position = 50 }: OnMapProps) {
  const map = useMap()
  const layer = useRef<DrawingLayer | null>(null)
  const { id } = drawing
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version's drawing and its place are the same while its id is
  useEffect(
    function layDrawing() {
      const pane = side ? `drawing-${side}` : 'overlayPane'
      if (!map.getPane(pane)) map.createPane(pane).style.zIndex = '390'
      const place = (x: number, y: number) => {
        const [lng, lat] = toGround(drawing.placement, [x, y])
        return L.latLng(lat, lng)
      }
      layer.current = new DrawingLayer(drawing, place, pane).addTo(map)
      map.getContainer().dataset.drawings = String(map.getContainer().querySelectorAll('.map-drawing').length)
      return function takeDrawing() {
        layer.current?.remove()
      }
    },
    [map, id, side],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a layer that was laid anew is clear again
  useEffect(
    function fade() {
      layer.current?.setOpacity(opacity)
    },
    [opacity, map, id, side],
  )
  useEffect(
    function clip() {
      if (!side) return
      const cut = () => {
        const { x, y } = map.getSize()
        const at = (x * position) / 100
        const [from, to] = side === 'left' ? [0, at] : [at, x]
        const [a, b] = [map.containerPointToLayerPoint([from, 0]), map.containerPointToLayerPoint([to, y])]
        map.getPane(`drawing-${side}`)!.style.clipPath =
          `polygon(${a.x}px ${a.y}px, ${b.x}px ${a.y}px, ${b.x}px ${b.y}px, ${a.x}px ${b.y}px)`
      }
      cut()
      map.on('move zoomend resize viewreset', cut)
      return function stopCutting() {
        map.off('move zoomend resize viewreset', cut)
      }
    },
    [map, side, position],
  )
  return null
}

/** Two maps that show the same piece of ground. */
function Together({ pair, index }: { pair: { current: L.Map[] }; index: number }) {
  const map = useMap()
  useEffect(
    function moveTogether() {
      pair.current[index] = map
      const follow = () => {
        const other = pair.current[1 - index]
        if (!other || isSameView(map, other)) return
        other.setView(map.getCenter(), map.getZoom(), { animate: false })
      }
      map.on('move zoomend', follow)
      return function moveAlone() {
        map.off('move zoomend', follow)
        delete pair.current[index]
      }
    },
    [map, index, pair],
  )
  return null
}

function isSameView(one: L.Map, other: L.Map): boolean {
  const isAtOne = one.getZoom() === other.getZoom()
  return isAtOne && one.project(one.getCenter()).distanceTo(one.project(other.getCenter())) < 1
}

import '#app/styles/map.css'
import '#app/styles/map-pickers.css'
import type L from 'leaflet'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { MapContainer } from 'react-leaflet'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { BaseLayers } from '#app/map/base-layers.client.tsx'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapControls } from '#app/map/map-controls.client.tsx'
import { isStill } from '#app/map/motion.ts'
import { type MapGround, ZOOM } from '#app/map/types.ts'
import { useWheelManners } from '#app/map/use-wheel-manners.ts'

export type MapFrameProps = {
  ground: MapGround
  labels: MapFrameLabels
  /** Overrides of Leaflet's options; read once. */
  options?: L.MapOptions
  /** Where the map opens, if not at the town's own view. */
  start?: { lng: number; lat: number; zoom: number } | null
  /** What the map opens on as a whole: goes before `start`. */
  fit?: Bbox | null
  /** `application` passes every key to the map: only where the map says how to use them. */
  role?: 'region' | 'application'
  /** Layers: components that call `useMap`. */
  children?: ReactNode
  /** More buttons under the zoom ones. */
  controls?: ReactNode
  /** Over the map, not moving with it. */
  overlay?: ReactNode
  onMap?: (map: L.Map | null) => void
  className?: string
}

/** The box of every map: the ground, the buttons, the credits; it fills what it stands in. */
export function MapFrame(props: MapFrameProps) {
  const {
    ground,
    labels,
    options,
    start,
    fit,
    role = 'region',
    children,
    controls,
    overlay,
    onMap,
    className,
  } = props
  const [map, setMap] = useState<L.Map | null>(null)
  const [planCredit, setPlanCredit] = useState<string | null>(null)
  const hintId = useId()
  useContainer(map, { role, label: labels.map, hintId })
  const isWheelRefused = useWheelManners(map)

  useEffect(
    function tellMap() {
      onMap?.(map)
      return function forgetMap() {
        onMap?.(null)
      }
    },
    [map, onMap],
  )
  return (
    <div className={`map-frame ${className ?? ''}`}>
      <p id={hintId} className="sr-only">
        {labels.keyboard}
      </p>
      <MapControls
        map={map}
        boundary={ground.boundary}
        center={ground.center}
        zoom={ground.zoom}
        labels={labels}
      >
        {controls}
      </MapControls>
      <MapContainer
        ref={setMap}
        className="map-canvas"
        {...openingView(ground, start, fit)}
        minZoom={ZOOM.min}
        maxZoom={ZOOM.max}
        zoomControl={false}
        attributionControl={false}
        {...(isStill() && {
          zoomAnimation: false,
          fadeAnimation: false,
          markerZoomAnimation: false,
          inertia: false,
        })}
        {...options}
      >
        <BaseLayers {...ground} onAttribution={setPlanCredit} />
        {children}
      </MapContainer>
      {overlay}
      {isWheelRefused && (
        <p className="map-wheel" aria-hidden="true">
          {labels.wheel}
        </p>
      )}
      <Attribution tiles={ground.tiles} plan={planCredit} />
    </div>
  )
}

/** Of what is seen: the plan has taken the place of tiles that did not come. */
function Attribution({ tiles, plan }: { tiles: MapGround['tiles']; plan: string | null }) {
  const text = plan ?? tiles?.attribution
  if (!text) return null
  return (
    <p className="map-attribution">{plan === null && tiles?.href ? <a href={tiles.href}>{text}</a> : text}</p>
  )
}

/** Makes Leaflet's own element a named stop of the Tab key and keeps its size in step with the page. */
function useContainer(
  map: L.Map | null,
  { role, label, hintId }: { role: string; label: string; hintId: string },
) {
  useEffect(
    function nameContainer() {
      const element = map?.getContainer()
      if (!element) return
      element.tabIndex = 0
      element.setAttribute('role', role)
      element.setAttribute('aria-label', label)
      element.setAttribute('aria-describedby', hintId)
    },
    [map, role, label, hintId],
  )
  useEffect(
    function followSize() {
      if (!map) return
      const observer = new ResizeObserver(() => map.invalidateSize({ debounceMoveend: true }))
      observer.observe(map.getContainer())
      return function stopFollowing() {
        observer.disconnect()
      }
    },
    [map],
  )
}

/** On a narrow screen the town begins one step further away. */
function openingView({ center, zoom }: MapGround, start: MapFrameProps['start'], fit: MapFrameProps['fit']) {
  if (fit) {
    const [west, south, east, north] = fit
    const bounds: L.LatLngBoundsLiteral = [
      [south, west],
      [north, east],
    ]
    return { bounds, boundsOptions: { padding: [32, 32] as L.PointTuple, maxZoom: ZOOM.street } }
  }
  if (start) return { center: [start.lat, start.lng] as L.LatLngTuple, zoom: start.zoom }
  return { center: [center[1], center[0]] as L.LatLngTuple, zoom: innerWidth < 520 ? zoom - 1 : zoom }
}

/** What a map shows: west, south, east, north in degrees, within the world. */
export function bboxText(map: L.Map): string {
  const sides = map.getBounds().toBBoxString().split(',')
  return sides.map((side, i) => Math.max(-MOST[i % 2]!, Math.min(MOST[i % 2]!, +side)).toFixed(6)).join()
}
/** Degrees of longitude and latitude. */
const MOST = [180, 85]

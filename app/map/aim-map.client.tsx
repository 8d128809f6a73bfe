import type L from 'leaflet'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { nearestInside } from '#app/domain/geometry/nearest.ts'
import { CoordinatesBox } from '#app/map/coordinates-box.client.tsx'
import { Crosshair } from '#app/map/crosshair.tsx'
import type { AimLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import { isStill } from '#app/map/motion.ts'
import { NudgePad } from '#app/map/nudge-pad.client.tsx'
import { SpaceLayer } from '#app/map/space-layer.client.tsx'
import { type LngLatObject, type MapGround, type MapSpace, ZOOM } from '#app/map/types.ts'
import { type Aim, useAim } from '#app/map/use-aim.ts'
import { useKeptFocus } from '#app/map/use-kept-focus.ts'
import { LocateButton, locateText, useLocate } from '#app/map/use-locate.client.tsx'
import { Button } from '#app/ui/button.tsx'

/** Metres: above it the person is asked to refine the place by hand. */
const GOOD_ACCURACY_M = 50
const NUDGE_PX = 16

/** Every zoom keeps the centre; a wheel turn or a pinch must not move what the crosshair aims at. */
const CENTRED: L.MapOptions = {
  scrollWheelZoom: 'center',
  touchZoom: 'center',
  doubleClickZoom: 'center',
  boxZoom: false,
  keyboard: false,
}

export type AimState = Aim & { isInside: boolean; text: string }

export type AimMapProps = {
  ground: MapGround
  spaces: MapSpace[]
  labels: AimLabels
  start?: (LngLatObject & { zoom: number }) | null
  /** What the map opens on as a whole: goes before `start`. */
  fit?: Bbox | null
  /** False hides the crosshair: something is already placed. */
  isAiming: boolean
  /** Enter on the map. */
  onEnter: (point: LngLatObject) => void
  /** Escape anywhere in the picker. */
  onCancel: () => void
  /** Layers. */
  children?: ReactNode
  /** Said under the map instead of the crosshair's place when not aiming. */
  settled?: ReactNode
  /** Where to aim next, e.g. what a search has found; each new object is gone to, the first is where the map opens. */
  goal?: (LngLatObject & { zoom: number }) | null
  /** Told where the crosshair stands after each move. */
  onAim?: (point: LngLatObject) => void
  /** What is known of that place, said under the map. */
  note?: string
  /** What stands under the map: the buttons that commit. */
  actions: (aim: AimState) => ReactNode
}

/** A map that pans under a fixed crosshair, with a way for the keyboard and for those who cannot drag. */
export function AimMap(props: AimMapProps) {
  const { ground, spaces, labels, start, fit, isAiming, onEnter, onCancel, children, settled, actions } =
    props
  const { onAim, note, goal } = props
  const [map, setMap] = useState<L.Map | null>(null)
  const aim = useAim(map)
  const goTo = (point: LngLatObject) => aim.put(point, Math.max(map?.getZoom() ?? 0, ZOOM.street))
  const locating = useLocate(map, goTo)
  const isInside = !aim.at || !ground.boundary || contains(ground.boundary, aim.at)
  const space = aim.at && spaces.find(({ geometry }) => contains(geometry, aim.at!))
  const where = isInside ? (space ? labels.inSpace(space.name) : labels.inside) : labels.outside
  const isRough = (locating.fix?.accuracyM ?? 0) > GOOD_ACCURACY_M
  const located = [locateText(locating, labels), locating.state === 'idle' && isRough && labels.refine]

  useEffect(
    function tellAim() {
      if (aim.at) onAim?.({ lng: aim.at[0], lat: aim.at[1] })
    },
    [aim.at, onAim],
  )

  const reached = useRef(goal)
  useEffect(function goToGoal() {
    if (!map || !goal || goal === reached.current) return
    reached.current = goal
    aim.put(goal, goal.zoom)
  })

  const actionsRef = useKeptFocus(isAiming)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') return onCancel()
    if (!map || event.target !== map.getContainer() || event.ctrlKey || event.altKey || event.metaKey) return
    const way = WAYS[event.key]
    const { x, y } = map.getSize()
    if (way && event.shiftKey) nudge(...way)
    else if (way) map.panBy([(way[0] * x) / 4, (way[1] * y) / 4], { animate: !isStill() })
    else if (event.key === '+' || event.key === '=') map.zoomIn()
    else if (event.key === '-' || event.key === '_') map.zoomOut()
    else if (event.key === 'Enter' && isInside) placeHere()
    else return
    event.preventDefault()
  }
  function nudge(x: number, y: number) {
    aim.nudge(x * NUDGE_PX, y * NUDGE_PX)
  }
  function placeHere() {
    map?.stop()
    const point = aim.read()
    if (point) onEnter(point)
  }
  function goInside() {
    if (!ground.boundary || !aim.at) return
    const [lng, lat] = nearestInside(ground.boundary, aim.at)
    aim.put({ lng, lat })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the map inside
    <div className="map-aim" onKeyDown={onKeyDown}>
      <MapFrame
        ground={ground}
        labels={labels}
        start={start}
        fit={fit}
        role="application"
        options={CENTRED}
        onMap={setMap}
        controls={<LocateButton locating={locating} labels={labels} />}
        overlay={
          isAiming && (
            <>
              <Crosshair />
              <NudgePad labels={labels} onNudge={nudge} />
            </>
          )
        }
      >
        <SpaceLayer spaces={spaces} />
        {children}
      </MapFrame>
      <div className="map-sheet">
        <div role="status" className="map-where" data-inside={!isAiming || isInside}>
          {isAiming ? (
            <>
              <p>{where}</p>
              {aim.at && <p className="map-coordinates">{formatCoordinates(...aim.at, ground.locale)}</p>}
              {located.filter(Boolean).map((text) => (
                <p key={String(text)}>{text}</p>
              ))}
            </>
          ) : (
            settled
          )}
          {note && <p>{note}</p>}
        </div>
        <div ref={actionsRef} className="map-actions">
          {isAiming && !isInside && (
            <Button type="button" variant="secondary" onClick={goInside}>
              {labels.nearest}
            </Button>
          )}
          {actions({ ...aim, isInside, text: where })}
        </div>
        {isAiming && <CoordinatesBox labels={labels} onPoint={goTo} />}
      </div>
    </div>
  )
}

const WAYS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowDown: [0, 1],
}

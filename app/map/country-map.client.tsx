import '#app/styles/map-winners.css'
import L from 'leaflet'
import { useEffect, useState } from 'react'
import { useMap } from 'react-leaflet'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapLocale } from '#app/map/types.ts'
import { useStable } from '#app/map/use-stable.ts'

const SIZE_PX = 32
/** From the whole country to one town; a point says no more than which town it is. */
const ZOOMS = { minZoom: 3, maxZoom: 11 }
/** Room around the points, degrees: one alone is no dot of ground. */
const ROOM = 0.3
/** Names of more would lie on one another: they come when a mark is pointed at. */
const MOST_NAMED = 12

/** A town: its middle, what is there, and where that is told. */
export interface CountryPoint {
  lng: number
  lat: number
  /** The town's name, and with what is there. */
  name: string
  title: string
  href: string
  /** Cases of the library; 0 for a town that is only on the platform. */
  cases: number
}

export interface CountryMapProps {
  points: CountryPoint[]
  labels: MapFrameLabels
  locale: MapLocale
}

/** Towns as numbered or plain marks on a plain ground: nothing is asked of any map service. */
export function CountryMap({ points, labels, locale }: CountryMapProps) {
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  const [west, east] = [Math.min(...lngs) - ROOM, Math.max(...lngs) + ROOM]
  const [south, north] = [Math.min(...lats) - ROOM, Math.max(...lats) + ROOM]
  const [options] = useState(() => ({ ...ZOOMS, dragging: !matchMedia('(pointer: coarse)').matches }))
  const open = useStable((href: string) => location.assign(href))
  const ground = {
    center: [(west + east) / 2, (south + north) / 2] as [number, number],
    zoom: 6,
    boundary: null,
    baseUrl: null,
    tiles: null,
    locale,
  }
  return (
    <div className="map-box">
      <MapFrame ground={ground} labels={labels} fit={[west, south, east, north]} options={options}>
        <CountryMarks points={points} open={open} />
      </MapFrame>
    </div>
  )
}

function CountryMarks({ points, open }: { points: CountryPoint[]; open: (href: string) => void }) {
  const map = useMap()
  useEffect(
    function drawTowns() {
      const group = L.layerGroup(
        points.map((point) => markOf(point, open, points.length <= MOST_NAMED)),
      ).addTo(map)
      return function eraseTowns() {
        group.remove()
      }
    },
    [map, points, open],
  )
  return null
}

function markOf(
  { lng, lat, name, title, href, cases }: CountryPoint,
  open: (href: string) => void,
  isNamed: boolean,
): L.Marker {
  const sign = document.createElement('span')
  // A shape of its own, not only a colour, for a town without cases.
  sign.className = cases > 0 ? 'map-winner' : 'map-loser'
  sign.textContent = cases > 0 ? String(cases) : ''
  const mark = L.marker([lat, lng], {
    icon: L.divIcon({
      html: sign,
      className: 'map-option',
      iconSize: [SIZE_PX, SIZE_PX],
      iconAnchor: [SIZE_PX / 2, SIZE_PX / 2],
    }),
    alt: title,
    keyboard: true,
  })
  const tip = document.createElement('span')
  tip.textContent = isNamed ? name : title
  mark.bindTooltip(tip, {
    className: 'map-tip',
    direction: 'auto',
    offset: [SIZE_PX / 2, 0],
    permanent: isNamed,
  })
  mark.on('add', function nameMark() {
    mark.getElement()?.setAttribute('role', 'link')
    mark.getElement()?.setAttribute('aria-label', title)
  })
  mark.on('click', () => open(href))
  mark.on('keypress', (event) => {
    if ((event.originalEvent as KeyboardEvent).key === 'Enter') open(href)
  })
  return mark
}

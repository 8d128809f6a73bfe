import '#app/styles/map-winners.css'
import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'

export type WinnerPoint = {
  /** The place among winners, from 1; 0 for the others. */
  number: number
  lng: number
  lat: number
  title: string
  href: string | null
  isWinner: boolean
}

/** Options of a vote: winners filled and numbered, the others hollow and under them. */
export function WinnersLayer({ points, open }: { points: WinnerPoint[]; open: (href: string) => void }) {
  const map = useMap()
  useEffect(
    function drawWinners() {
      const group = L.layerGroup(points.map((point) => markOf(point, open))).addTo(map)
      return function eraseWinners() {
        group.remove()
      }
    },
    [map, points, open],
  )
  return null
}

function markOf(
  { number, lng, lat, title, href, isWinner }: WinnerPoint,
  open: (href: string) => void,
): L.Marker {
  const size = isWinner ? 32 : 16
  const sign = document.createElement('span')
  sign.className = isWinner ? 'map-winner' : 'map-loser'
  sign.textContent = isWinner ? String(number) : ''
  const mark = L.marker([lat, lng], {
    icon: L.divIcon({
      html: sign,
      className: 'map-option',
      iconSize: [size, size],
      iconAnchor: [size / 2, size / 2],
    }),
    zIndexOffset: isWinner ? 1000 : 0,
    alt: title,
    keyboard: true,
  })
  const tip = document.createElement('span')
  tip.textContent = title
  mark.bindTooltip(tip, { className: 'map-tip', direction: 'top', offset: [0, -size / 2] })
  mark.on('add', () => mark.getElement()?.setAttribute('aria-label', title))
  if (href) {
    mark.on('click', () => open(href))
    mark.on('keypress', (event) => {
      if ((event.originalEvent as KeyboardEvent).key === 'Enter') open(href)
    })
    mark.on('add', () => mark.getElement()?.setAttribute('role', 'link'))
  }
  return mark
}

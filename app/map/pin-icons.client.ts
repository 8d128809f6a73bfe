import L from 'leaflet'
import type { Kind } from '#app/domain/contributions.ts'
import { discPx, type Mark } from '#app/map/pin-marks.ts'
import { KIND_SHAPES } from '#app/ui/kind-mark.tsx'

/** Side of a pin's mark, px; its target is larger by the margin that map.css gives it. */
const MARK_PX = 30

/** The mark of a kind, the same shape as in lists. Built from our own constants only: no words of people in it. */
export function kindSvg(kind: Kind): string {
  const { outline, sign, colour, ink } = KIND_SHAPES[kind] ?? KIND_SHAPES.idea
  return (
    `<svg data-mark="" viewBox="-1.5 -1.5 27 27" aria-hidden="true"><path d="${outline}" fill="${colour}" class="map-rim"/>` +
    `<path d="${outline}" fill="${colour}"/><path d="${sign}" fill="none" stroke="${ink}" stroke-width="2" ` +
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
  )
}

export function markIcon(mark: Mark, isHighlighted: boolean): L.DivIcon {
  if (mark.pin) return pinIcon(mark.pin.kind, isHighlighted)
  const size = discPx(mark.count)
  return L.divIcon({ className: 'map-cluster', iconSize: [size, size], html: `<span>${mark.count}</span>` })
}

export function pinIcon(kind: Kind, isHighlighted = false): L.DivIcon {
  const size = isHighlighted ? MARK_PX * 1.4 : MARK_PX
  const className = isHighlighted ? 'map-pin map-pin-on' : 'map-pin'
  return L.divIcon({ className, iconSize: [size, size], html: kindSvg(kind) })
}

import '#app/styles/map-heat.css'
import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import type { HeatAnswer } from '#app/domain/viewport.ts'
import { classesOf, classOf } from '#app/map/heat-classes.ts'
import { useMapView } from '#app/map/use-map-view.ts'

export type HeatLabels = {
  /** "Entries in a hexagon, its edge is 200 m". */
  legend: (edgeM: number) => string
  /** "12 entries, 30 supports". */
  hex: (count: number, supports: number) => string
  /** "Hexagons on the map: 40". */
  hexes: (count: number) => string
  failed: string
}

type Props = { heatUrl: string; labels: HeatLabels; onStatus: (text: string) => void }

/** Draws the answer to every view, with its legend. The table under the map says the same in words. */
export function HeatLayer({ heatUrl, labels, onStatus }: Props) {
  const map = useMap()
  const { view, hasFailed } = useMapView<HeatAnswer>(map, heatUrl)
  const answer = view?.answer
  useEffect(
    function drawHexes() {
      if (!answer) return
      const limits = classesOf(answer.hexes.map(([count]) => count))
      const group = L.featureGroup(
        answer.hexes.map((hex) => shapeOf(hex, answer.edgeM, limits, labels)),
      ).addTo(map)
      const legend = legendOf(labels.legend(answer.edgeM), limits).addTo(map)
      onStatus(labels.hexes(answer.hexes.length))
      return function eraseHexes() {
        group.remove()
        legend.remove()
      }
    },
    [map, answer, labels, onStatus],
  )
  useEffect(
    function tellFailure() {
      if (hasFailed) onStatus(labels.failed)
    },
    [hasFailed, labels, onStatus],
  )
  return null
}

function shapeOf(
  [count, supports, lng, lat]: HeatAnswer['hexes'][number],
  edgeM: number,
  limits: number[],
  labels: HeatLabels,
): L.Polygon {
  const perDegree = metresPerDegree(lat)
  const corners = Array.from({ length: 6 }, (_, i): [number, number] => {
    const angle = (i * Math.PI) / 3
    return [lat + (edgeM * Math.sin(angle)) / perDegree.lat, lng + (edgeM * Math.cos(angle)) / perDegree.lng]
  })
  const shape = L.polygon(corners, { className: `map-hex map-hex-${classOf(count, limits)}`, weight: 1 })
  const tip = document.createElement('span')
  tip.textContent = labels.hex(count, supports)
  return shape.bindTooltip(tip, { className: 'map-tip', sticky: true })
}

function legendOf(title: string, limits: number[]): L.Control {
  const legend = new L.Control({ position: 'bottomleft' })
  legend.onAdd = function draw() {
    const box = L.DomUtil.create('div', 'map-legend')
    L.DomUtil.create('p', '', box).textContent = title
    const list = L.DomUtil.create('ul', '', box)
    for (const [i, from] of limits.entries()) {
      const item = L.DomUtil.create('li', '', list)
      L.DomUtil.create('span', `map-swatch map-swatch-${i}`, item)
      const to = limits[i + 1]
      item.append(to === undefined ? `${from}+` : to - 1 === from ? `${from}` : `${from}–${to - 1}`)
    }
    return box
  }
  return legend
}

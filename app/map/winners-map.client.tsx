import { useState } from 'react'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'
import { useStable } from '#app/map/use-stable.ts'
import { type WinnerPoint, WinnersLayer } from '#app/map/winners-layer.client.tsx'

export type WinnersMapProps = MapGround & { points: WinnerPoint[]; labels: MapFrameLabels }

/** Where the winners of a vote are, among everything that was voted on. */
export function WinnersMap({ points, labels, ...ground }: WinnersMapProps) {
  const [options] = useState(() => ({ dragging: !matchMedia('(pointer: coarse)').matches }))
  const open = useStable((href: string) => location.assign(href))
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  const [fit] = useState(() =>
    padded(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)),
  )
  return (
    <div className="map-box">
      <MapFrame ground={ground} labels={labels} fit={fit} options={options}>
        <WinnersLayer points={points} open={open} />
      </MapFrame>
    </div>
  )
}

/** Room at the edges, degrees, so that no mark is cut off and one point is no dot of ground. */
function padded(west: number, south: number, east: number, north: number): [number, number, number, number] {
  const [x, y] = [Math.max((east - west) * 0.12, 0.004), Math.max((north - south) * 0.12, 0.002)]
  return [west - x, south - y, east + x, north + y]
}

import { useState } from 'react'
import { type HeatLabels, HeatLayer } from '#app/map/heat-layer.client.tsx'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'

export type HeatMapProps = MapGround & {
  /** Answers hexagons; `bbox` and `zoom` are added. */
  heatUrl: string
  labels: MapFrameLabels & HeatLabels
}

/** How thick a set lies on the town, in hexagons. */
export function HeatMap({ heatUrl, labels, ...ground }: HeatMapProps) {
  const [status, setStatus] = useState('')
  return (
    <div className="map-box">
      <MapFrame ground={ground} labels={labels}>
        <HeatLayer heatUrl={heatUrl} labels={labels} onStatus={setStatus} />
      </MapFrame>
      <p role="status" className="sr-only">
        {status}
      </p>
    </div>
  )
}

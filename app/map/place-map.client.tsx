import type { Geometry } from 'geojson'
import { useState } from 'react'
import type { Kind } from '#app/domain/contributions.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import type { PlaceMapLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import { PinMark, PlaceLayer } from '#app/map/place-layer.client.tsx'
import { type MapGround, ZOOM } from '#app/map/types.ts'

export type PlaceMapProps = MapGround & { geometry: Geometry; kind: Kind; labels: PlaceMapLabels }

/** Where one contribution is. A finger over it scrolls the page; two fingers and the buttons move the map. */
export function PlaceMap({ geometry, kind, labels, ...ground }: PlaceMapProps) {
  const [lng, lat] = pointOf(geometry)
  const isPoint = geometry.type === 'Point'
  const [options] = useState(() => ({ dragging: !matchMedia('(pointer: coarse)').matches }))
  return (
    <div className="map-box">
      <MapFrame
        ground={ground}
        labels={labels}
        start={{ lng, lat, zoom: ZOOM.street }}
        fit={isPoint ? null : bboxOf(geometry)}
        options={options}
      >
        {isPoint ? (
          <PinMark at={{ lng, lat }} kind={kind} label={labels.place} />
        ) : (
          <PlaceLayer geometry={geometry} />
        )}
      </MapFrame>
    </div>
  )
}

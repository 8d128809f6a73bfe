import { useState } from 'react'
import type { Kind } from '#app/domain/contributions.ts'
import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { roundPosition } from '#app/domain/geometry/round.ts'
import { AimMap, type AimMapProps } from '#app/map/aim-map.client.tsx'
import type { PlacePickerLabels } from '#app/map/labels.ts'
import { PinMark } from '#app/map/place-layer.client.tsx'
import { type LngLatObject, type MapGround, type MapSpace, ZOOM } from '#app/map/types.ts'
import { Button } from '#app/ui/button.tsx'

export type PlacePickerProps = MapGround & {
  spaces: MapSpace[]
  /** The committed point, degrees; never one that nobody confirmed. */
  value: LngLatObject | null
  onChange: (value: LngLatObject | null) => void
  /** Where to open the crosshair while nothing is committed. */
  start?: (LngLatObject & { zoom: number }) | null
  /** Shape of the committed pin. */
  kind?: Kind
  /** Names of the hidden fields that carry the committed point; absent from the form until then. */
  names?: { lng: string; lat: string }
  labels: PlacePickerLabels
} & Pick<AimMapProps, 'goal' | 'onAim' | 'note'>

const NAMES = { lng: 'lng', lat: 'lat' }

/** Chooses one point: pan the map under the crosshair, press "Place here". */
export function PlacePicker({
  value,
  onChange,
  start,
  spaces,
  kind = 'idea',
  names = NAMES,
  labels,
  goal,
  onAim,
  note,
  ...ground
}: PlacePickerProps) {
  const [isMoving, setIsMoving] = useState(false)
  const isAiming = isMoving || !value

  function place({ lng, lat }: LngLatObject) {
    const [roundLng, roundLat] = roundPosition([lng, lat])
    setIsMoving(false)
    onChange({ lng: roundLng!, lat: roundLat! })
  }
  return (
    <>
      <AimMap
        ground={ground}
        spaces={spaces}
        labels={labels}
        start={value ? { ...value, zoom: ZOOM.street } : start}
        isAiming={isAiming}
        goal={goal}
        onAim={onAim}
        note={note}
        onEnter={(point) => isAiming && place(point)}
        onCancel={() => setIsMoving(false)}
        settled={
          value && (
            <>
              <p>{labels.placed}</p>
              <p className="map-coordinates">{formatCoordinates(value.lng, value.lat, ground.locale)}</p>
            </>
          )
        }
        actions={({ isInside, read, put }) => (
          <>
            {isAiming && (
              <Button key="place" type="button" disabled={!isInside} onClick={() => place(read()!)}>
                {labels.placeHere}
              </Button>
            )}
            {isMoving && (
              <Button key="cancel" type="button" variant="quiet" onClick={() => setIsMoving(false)}>
                {labels.cancel}
              </Button>
            )}
            {!isAiming && value && (
              <Button
                key="move"
                type="button"
                variant="secondary"
                onClick={() => {
                  put(value)
                  setIsMoving(true)
                }}
              >
                {labels.move}
              </Button>
            )}
          </>
        )}
      >
        {value && <PinMark at={value} kind={kind} label={labels.pin} isFaint={isMoving} />}
      </AimMap>
      {value && (
        <>
          <input type="hidden" name={names.lng} value={value.lng} />
          <input type="hidden" name={names.lat} value={value.lat} />
        </>
      )}
    </>
  )
}

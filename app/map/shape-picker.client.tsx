import type { Geometry } from 'geojson'
import { useId, useState } from 'react'
import type { Kind } from '#app/domain/contributions.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { AimMap, type AimMapProps } from '#app/map/aim-map.client.tsx'
import { DraftLayer } from '#app/map/draft-layer.client.tsx'
import type { ShapeMode, ShapePickerLabels } from '#app/map/labels.ts'
import { PinMark, PlaceLayer } from '#app/map/place-layer.client.tsx'
import { ShapeActions } from '#app/map/shape-actions.client.tsx'
import { draftOf, geometryOf, measureText, type ShapeDraft, withCorner } from '#app/map/shape-draft.ts'
import type { LngLatObject, MapGround, MapSpace } from '#app/map/types.ts'

export type ShapePickerProps = MapGround & {
  spaces: MapSpace[]
  /** A finished Point, LineString or Polygon; null while there is none. */
  value: Geometry | null
  onChange: (value: Geometry | null) => void
  start?: (LngLatObject & { zoom: number }) | null
  /** What may be drawn; the first is chosen at the start. */
  modes?: readonly ShapeMode[]
  kind?: Kind
  /** Name of the hidden field with the geometry as JSON; absent from the form until finished. */
  name?: string
  labels: ShapePickerLabels
} & Pick<AimMapProps, 'goal' | 'onAim' | 'note'>

const ALL: readonly ShapeMode[] = ['point', 'line', 'area']

/** Marks a point, a line or an area, corner by corner under the crosshair. */
export function ShapePicker(props: ShapePickerProps) {
  const {
    value,
    onChange,
    start,
    spaces,
    modes = ALL,
    kind = 'proposal',
    name = 'geometry',
    labels,
    goal,
    onAim,
    note,
    ...ground
  } = props
  const [draft, setDraft] = useState(() => draftOf(value, modes[0] ?? 'point'))
  const finished = geometryOf(draft)
  const isAiming = !finished

  function change(next: ShapeDraft) {
    setDraft(next)
    const geometry = geometryOf(next)
    if (geometry !== finished) onChange(geometry)
  }
  return (
    <div className="map-shape">
      {modes.length > 1 && (
        <Modes
          modes={modes}
          mode={draft.mode}
          labels={labels}
          onMode={(mode) => change(draftOf(null, mode))}
        />
      )}
      <AimMap
        ground={ground}
        spaces={spaces}
        labels={labels}
        start={start}
        fit={value && bboxOf(value)}
        isAiming={isAiming}
        goal={goal}
        onAim={onAim}
        note={note}
        onEnter={(point) => isAiming && change(withCorner(draft, point))}
        onCancel={() =>
          isAiming && draft.corners.length > 0 && change({ ...draft, corners: draft.corners.slice(0, -1) })
        }
        settled={
          <>
            <p>{labels.done}</p>
            <p className="map-coordinates">{measureText(finished, labels)}</p>
          </>
        }
        actions={(aim) => <ShapeActions draft={draft} aim={aim} labels={labels} onChange={change} />}
      >
        {finished?.type === 'Point' && (
          <PinMark
            at={{ lng: finished.coordinates[0]!, lat: finished.coordinates[1]! }}
            kind={kind}
            label={labels.done}
          />
        )}
        {finished && finished.type !== 'Point' && <PlaceLayer geometry={finished} />}
        {!finished && <DraftLayer draft={draft} />}
      </AimMap>
      {finished && <input type="hidden" name={name} value={JSON.stringify(finished)} />}
    </div>
  )
}

type ModesProps = {
  modes: readonly ShapeMode[]
  mode: ShapeMode
  labels: ShapePickerLabels
  onMode: (mode: ShapeMode) => void
}

/** Choosing another kind of shape begins anew. */
function Modes({ modes, mode, labels, onMode }: ModesProps) {
  const name = useId()
  return (
    <fieldset className="map-modes">
      <legend>{labels.shape}</legend>
      {modes.map((one) => (
        <label key={one}>
          <input type="radio" form="" name={name} checked={one === mode} onChange={() => onMode(one)} />
          {labels.modes[one]}
        </label>
      ))}
    </fieldset>
  )
}

import type { AimState } from '#app/map/aim-map.client.tsx'
import type { ShapePickerLabels } from '#app/map/labels.ts'
import { mayFinish, measureText, previewOf, type ShapeDraft, withCorner } from '#app/map/shape-draft.ts'
import { Button } from '#app/ui/button.tsx'

export type ShapeActionsProps = {
  draft: ShapeDraft
  aim: AimState
  labels: ShapePickerLabels
  onChange: (draft: ShapeDraft) => void
}

/** The buttons under the map: one main step at a time. */
export function ShapeActions({ draft, aim, labels, onChange }: ShapeActionsProps) {
  const { mode, corners, isDone } = draft
  const edit = () => onChange({ ...draft, corners: mode === 'point' ? [] : corners, isDone: false })
  const clear = () => onChange({ ...draft, corners: [], isDone: false })
  if (isDone) {
    return (
      <>
        <Button key="edit" type="button" variant="secondary" onClick={edit}>
          {labels.edit}
        </Button>
        <Button key="clear" type="button" variant="quiet" onClick={clear}>
          {labels.clear}
        </Button>
      </>
    )
  }
  const measured = measureText(previewOf(draft, null), labels)
  return (
    <>
      <Button
        key="add"
        type="button"
        disabled={!aim.isInside}
        onClick={() => onChange(withCorner(draft, aim.read()!))}
      >
        {mode === 'point' ? labels.placeHere : labels.addCorner}
      </Button>
      {mode !== 'point' && mayFinish(draft) && (
        <Button
          key="finish"
          type="button"
          variant="secondary"
          onClick={() => onChange({ ...draft, isDone: true })}
        >
          {mode === 'line' ? labels.finishLine : labels.finishArea}
        </Button>
      )}
      {corners.length > 0 && (
        <>
          <Button
            key="undo"
            type="button"
            variant="quiet"
            onClick={() => onChange({ ...draft, corners: corners.slice(0, -1) })}
          >
            {labels.undo}
          </Button>
          <Button key="clear" type="button" variant="quiet" onClick={clear}>
            {labels.clear}
          </Button>
        </>
      )}
      {mode !== 'point' && (
        <p role="status" className="map-coordinates">
          {labels.corners(corners.length)}
          {measured && ` · ${measured}`}
        </p>
      )}
    </>
  )
}

import { type KeyboardEvent, useId, useState } from 'react'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import type { AimLabels } from '#app/map/labels.ts'
import type { LngLatObject } from '#app/map/types.ts'
import { Button } from '#app/ui/button.tsx'

export type CoordinatesBoxProps = { labels: AimLabels; onPoint: (point: LngLatObject) => void }

/** Takes decimal degrees, degrees with minutes, or a link to a map, and moves the map there. It places nothing. */
export function CoordinatesBox({ labels, onPoint }: CoordinatesBoxProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [isBad, setIsBad] = useState(false)

  function show() {
    const point = parseCoordinates(text)
    setIsBad(!point)
    if (point) onPoint(point)
  }
  /** The box stands in the page's form, which Enter must not send. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    show()
  }
  return (
    <details className="map-by-numbers">
      <summary>{labels.coordinates}</summary>
      <p id={`${id}-hint`}>{labels.coordinatesHint}</p>
      <div className="map-actions">
        <input
          className="control"
          aria-label={labels.coordinates}
          aria-describedby={`${id}-hint${isBad ? ` ${id}-bad` : ''}`}
          aria-invalid={isBad || undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="button" variant="secondary" onClick={show}>
          {labels.coordinatesShow}
        </Button>
      </div>
      <p id={`${id}-bad`} role="alert" className="map-bad">
        {isBad && labels.coordinatesBad}
      </p>
    </details>
  )
}

import type { Geometry, Position } from 'geojson'
import { areaM2, lengthM } from '#app/domain/geometry/measure.ts'
import { roundPosition } from '#app/domain/geometry/round.ts'
import type { ShapeMode, ShapePickerLabels } from '#app/map/labels.ts'
import type { LngLatObject } from '#app/map/types.ts'

/** Corners of a line before it may be finished, of an area before it may be closed. */
const LEAST: Record<ShapeMode, number> = { point: 1, line: 2, area: 3 }

export type ShapeDraft = { mode: ShapeMode; corners: Position[]; isDone: boolean }

export function draftOf(geometry: Geometry | null, mode: ShapeMode): ShapeDraft {
  if (geometry?.type === 'Point') return { mode: 'point', corners: [geometry.coordinates], isDone: true }
  if (geometry?.type === 'LineString') return { mode: 'line', corners: geometry.coordinates, isDone: true }
  if (geometry?.type === 'Polygon') {
    return { mode: 'area', corners: geometry.coordinates[0]?.slice(0, -1) ?? [], isDone: true }
  }
  return { mode, corners: [], isDone: false }
}

/** A corner at the very spot of the last one is a slip of the finger. */
export function withCorner(draft: ShapeDraft, { lng, lat }: LngLatObject): ShapeDraft {
  const corner = roundPosition([lng, lat])
  const last = draft.corners.at(-1)
  if (draft.mode === 'point') return { ...draft, corners: [corner], isDone: true }
  if (last && last[0] === corner[0] && last[1] === corner[1]) return draft
  return { ...draft, corners: [...draft.corners, corner] }
}

export function mayFinish({ mode, corners }: ShapeDraft): boolean {
  return corners.length >= LEAST[mode]
}

/** The geometry of a finished draft; null before. */
export function geometryOf(draft: ShapeDraft): Geometry | null {
  return draft.isDone && mayFinish(draft) ? shapeOf(draft.mode, draft.corners) : null
}

/** What can be shown of an unfinished draft with the crosshair as its next corner. */
export function previewOf({ mode, corners }: ShapeDraft, next: Position | null): Geometry | null {
  const all = next ? [...corners, next] : corners
  if (mode === 'point' || all.length < 2) return null
  return shapeOf(mode === 'area' && all.length < 3 ? 'line' : mode, all)
}

/** Length of a line, area of an area, in words; null while there is nothing to measure. */
export function measureText(shape: Geometry | null, labels: ShapePickerLabels): string | null {
  if (shape?.type === 'LineString') return labels.length(lengthM(shape))
  if (shape?.type === 'Polygon') return labels.area(areaM2(shape))
  return null
}

function shapeOf(mode: ShapeMode, corners: Position[]): Geometry {
  if (mode === 'point') return { type: 'Point', coordinates: corners[0]! }
  if (mode === 'line') return { type: 'LineString', coordinates: corners }
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] }
}

import type { Geometry } from 'geojson'
import { drawnSpan, isDrawable, type Span } from '#app/formats/dxf-outlines.ts'
import { eachShape } from '#app/models/exported-facts.server.ts'
import { eachPlanShape } from '#app/models/exported-plans.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import type { Drawing } from './drawing-of.server.ts'
import type { Writing } from './export-writing.server.ts'

/** What stands at the head of a drawing before anything of it is drawn. */
export interface DxfSurvey {
  /** Of everything that is drawn, metres. */
  span: Span
  /** Entries without a place, or with one that the town's coordinates do not reach. */
  placeless: number
}

export async function surveyOf(writing: Writing, { place }: Pick<Drawing, 'place'>): Promise<DxfSurvey> {
  const { db, condition, expected, step, request } = writing
  const { town } = request
  const span = drawnSpan(place)
  const ground = [town.boundary, ...(await listSpaces(town.id, db)).map(({ geometry }) => geometry)]
  for (const geometry of ground) if (geometry) span.grow(geometry)
  for await (const { geometry } of eachPlanShape(db, town.id)) span.grow(geometry)
  let drawn = 0
  for await (const page of eachShape(db, condition, step)) {
    for (const { lng, lat, geometry } of page) {
      const pin: Geometry = { type: 'Point', coordinates: [lng, lat] }
      if (!isDrawable(pin, place) || (geometry && !isDrawable(geometry, place))) continue
      span.grow(pin)
      if (geometry) span.grow(geometry)
      drawn++
    }
  }
  const [west, south, east, north] = boxOfTown(town)
  if (!span.found())
    span.grow({
      type: 'LineString',
      coordinates: [
        [west, south],
        [east, north],
      ],
    })
  return { span: span.found()!, placeless: expected - drawn }
}

import { getDrawingSystem } from '#app/models/drawing-systems.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { Db } from '#db/store.server.ts'
import { type Drawing, drawingOf, usualDrawing } from './drawing-of.server.ts'

/** What a town draws in. @param db a snapshot @throws {Refusal} as `drawingOf`: the town may have moved since */
export async function townDrawing(
  town: Pick<Town, 'id' | 'lng' | 'lat' | 'boundary'>,
  db?: Db,
): Promise<Drawing> {
  const chosen = await getDrawingSystem(town.id, db)
  return chosen ? drawingOf(chosen, town) : usualDrawing(town)
}

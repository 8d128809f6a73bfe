import { eq } from 'drizzle-orm'
import type { Axes, DrawingSystem } from '#app/domain/drawing/system.ts'
import { drawingSystems } from '#db/schema/drawing.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface ChosenDrawing {
  system: DrawingSystem
  axes: Axes
  updatedAt: Date
}

/** What a town's designers have chosen to draw in; null when nobody has. @param db a snapshot */
export async function getDrawingSystem(townId: string, db?: Db): Promise<ChosenDrawing | null> {
  const read = db ?? (await getStore()).read
  const [row] = await read.select().from(drawingSystems).where(eq(drawingSystems.townId, townId))
  return row ?? null
}

/**
 * Chooses it; the caller has proved that it works at this town (`drawingOf` of jobs).
 *
 * @param chosen  null: back to what a town has that has chosen nothing
 */
export async function setDrawingSystem({
  townId,
  actorId,
  chosen,
  now = new Date(),
}: {
  townId: string
  actorId: string
  chosen: { system: DrawingSystem; axes: Axes } | null
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordDrawing(tx) {
    const here = eq(drawingSystems.townId, townId)
    const [before] = yield* tx.do((db) => db.select().from(drawingSystems).where(here))
    if (chosen) {
      const set = { ...chosen, updatedAt: now }
      yield* tx.do((db) =>
        db
          .insert(drawingSystems)
          .values({ townId, ...set })
          .onConflictDoUpdate({ target: drawingSystems.townId, set })
          .returning({ townId: drawingSystems.townId }),
      )
    } else {
      yield* tx.do((db) => db.delete(drawingSystems).where(here).returning({ townId: drawingSystems.townId }))
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'drawing.change',
      subjectType: 'town',
      subjectId: townId,
      before: before ? forLog(before) : {},
      after: chosen ? forLog(chosen) : {},
      now,
    })
  })
}

/** Of a text its length only: the log keeps nobody's words. */
function forLog({ system, axes }: { system: DrawingSystem; axes: Axes }) {
  const { kind } = system
  if (kind === 'epsg') return { drawing: kind, epsg: system.code, axes }
  if (kind === 'points') return { drawing: kind, pairs: system.pairs.length, axes }
  return { drawing: kind, letters: system.text.length, axes }
}

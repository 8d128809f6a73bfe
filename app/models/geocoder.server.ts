import { and, eq, gte, lt } from 'drizzle-orm'
import { TERMS } from '#app/domain/retention.ts'
import { geocoderAnswers as a, geocoderTurns as turns } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'

/** What an outside service found; degrees. */
export interface OutsidePlace {
  name: string
  lng: number
  lat: number
}

const DAY_MS = 86_400_000

/** What the service answered to the same words within the term; null when it has to be asked. */
export async function keptAnswer(
  townId: string,
  askedHash: string,
  now: Date,
): Promise<OutsidePlace[] | null> {
  const { read } = await getStore()
  const since = new Date(now.getTime() - TERMS.geocoded * DAY_MS)
  const [row] = await read
    .select({ places: a.places })
    .from(a)
    .where(and(eq(a.townId, townId), eq(a.askedHash, askedHash), gte(a.createdAt, since)))
  return row?.places ?? null
}

/** Keeps an answer, also an empty one. */
export async function keepAnswer(townId: string, askedHash: string, places: OutsidePlace[], now: Date) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .insert(a)
        .values({ townId, askedHash, places, createdAt: now })
        .onConflictDoUpdate({ target: [a.townId, a.askedHash], set: { places, createdAt: now } })
        .returning({ townId: a.townId }),
    ),
  )
}

/** Forgets answers from before `then`. @returns how many */
export async function forgetAnswers(then: Date): Promise<number> {
  const store = await getStore()
  const gone = await store.write((tx) =>
    tx.do((db) => db.delete(a).where(lt(a.createdAt, then)).returning({ townId: a.townId })),
  )
  return gone.length
}

/**
 * Takes the next turn to ask a service, one `gapMs` after the last one of any process.
 *
 * @returns milliseconds to wait for it; null, and no turn taken, where that would be longer than `patienceMs`
 */
export async function takeTurn(
  service: string,
  { gapMs, patienceMs, now }: { gapMs: number; patienceMs: number; now: Date },
): Promise<number | null> {
  const store = await getStore()
  const after = (ms: number) => new Date(now.getTime() + ms)
  return store.write(function* recordTurn(tx) {
    const first = yield* tx.do((db) =>
      db
        .insert(turns)
        .values({ service, nextAt: after(gapMs) })
        .onConflictDoNothing()
        .returning({ service: turns.service }),
    )
    if (first.length > 0) return 0
    const [turn] = yield* tx.do((db) => db.select().from(turns).where(eq(turns.service, service)))
    const waitMs = Math.max(0, turn!.nextAt.getTime() - now.getTime())
    if (waitMs > patienceMs) return null
    yield* tx.do((db) =>
      db
        .update(turns)
        .set({ nextAt: after(waitMs + gapMs) })
        .where(eq(turns.service, service))
        .returning({ service: turns.service }),
    )
    return waitMs
  })
}

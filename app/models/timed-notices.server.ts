import { and, eq, gte, inArray, isNotNull, or } from 'drizzle-orm'
import { confirmedNews, digestWeek, phaseNews } from '#app/domain/notices.ts'
import { voteResults } from '#db/schema/results.server.ts'
import { phases, processes, towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { announceOnce, type NewEvent } from './notice-events.server.ts'

type Timed = NewEvent & { onceKey: string }

/** Dates further back than this are no news by any rule of `#app/domain/notices.ts`. */
const LOOK_BACK_MS = 8 * 86_400_000

/**
 * Announces what has come due by the clock: phases that opened, close in a day, results, weekly digests. No schedule is
 * kept: whoever looks first writes the news, under a key that can be written once.
 *
 * @returns how many news this call was the first to write
 */
export async function announceDue(now = new Date()): Promise<number> {
  return announceOnce([...(await duePhases(now)), ...(await dueDigests(now))])
}

async function duePhases(now: Date): Promise<Timed[]> {
  const { read } = await getStore()
  const since = new Date(now.getTime() - LOOK_BACK_MS)
  const results = await read
    .select({
      phaseId: voteResults.phaseId,
      version: voteResults.version,
      confirmedAt: voteResults.confirmedAt,
    })
    .from(voteResults)
    .where(and(eq(voteResults.state, 'confirmed'), gte(voteResults.confirmedAt, since)))
  const confirmed = results.map(({ phaseId }) => phaseId)
  // Whole processes: whether there was a vote decides what is news.
  const live = await read
    .selectDistinct({ processId: phases.processId })
    .from(phases)
    .where(
      or(
        gte(phases.startsAt, since),
        and(isNotNull(phases.endsAt), gte(phases.endsAt, since)),
        inArray(phases.id, [...confirmed, '']),
      ),
    )
  if (live.length === 0) return []
  const rows = await read
    .select({ phase: phases, process: processes, town: towns })
    .from(phases)
    .innerJoin(processes, and(eq(processes.townId, phases.townId), eq(processes.id, phases.processId)))
    .innerJoin(towns, eq(towns.id, phases.townId))
    .where(
      inArray(
        phases.processId,
        live.map((row) => row.processId),
      ),
    )
  const news = [
    ...phaseNews(
      rows.map(({ phase }) => phase),
      now,
    ),
    ...confirmedNews(results, now),
  ]
  return news.flatMap(({ kind, phaseId, onceKey }): Timed[] => {
    const found = rows.find(({ phase }) => phase.id === phaseId)
    if (!found) return []
    const { phase, process, town } = found
    const params = {
      template: kind,
      town: town.slug,
      process: process.slug,
      title: process.title,
      ...translated('title', process.translations),
      phase: phase.kind,
      until: phase.endsAt?.toISOString() ?? '',
      timeZone: town.timeZone,
    }
    return [{ townId: town.id, onceKey, kind, subjectId: process.id, params, now }]
  })
}

async function dueDigests(now: Date): Promise<Timed[]> {
  const { read } = await getStore()
  const all = await read.select().from(towns)
  return all.flatMap((town): Timed[] => {
    const week = digestWeek(now, town.timeZone)
    if (!week) return []
    const params = {
      town: town.slug,
      townName: town.name,
      ...translated('townName', town.translations, 'name'),
      from: week.from.toISOString(),
      to: week.to.toISOString(),
    }
    return [{ townId: town.id, onceKey: week.onceKey, kind: 'digest', subjectId: town.id, params, now }]
  })
}

/** `title.en` for each language that has one. */
function translated(key: string, translations: Record<string, Record<string, string>>, from = key) {
  return Object.fromEntries(
    Object.entries(translations).flatMap(([locale, texts]) =>
      texts[from] ? [[`${key}.${locale}`, texts[from]] as const] : [],
    ),
  )
}

import { and, eq, sql } from 'drizzle-orm'
import type { Both } from '#app/domain/both.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { processCharters } from '#db/schema/templates.server.ts'
import { getFrom, getStore, query, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface NewCharter {
  template: Both | null
  roles: { name: Both; duty: Both }[]
  checklist: { text: Both; doneOn: string | null }[]
}

const charterOfProcess = query<{ townId: string; processId: string }>()('charter_of_process', (db) =>
  db
    .select()
    .from(processCharters)
    .where(
      and(
        eq(processCharters.townId, sql.placeholder('townId')),
        eq(processCharters.processId, sql.placeholder('processId')),
      ),
    ),
)

/** Roles, checklist and template of a process; null where it has none. */
export async function getCharter(townId: string, processId: string): Promise<NewCharter | null> {
  const [row] = await getFrom(undefined, charterOfProcess, { townId, processId })
  return row ? { template: row.template ?? null, roles: row.roles, checklist: row.checklist } : null
}

/** Writes it in the act that makes the process. */
export function* insertCharter(
  tx: Tx,
  townId: string,
  processId: string,
  charter: NewCharter,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(processCharters)
      .values({ townId, processId, ...charter })
      .returning({ processId: processCharters.processId }),
  )
}

/**
 * Ticks what has been done of a process's checklist, and takes ticks back.
 *
 * @param done numbers of the lines, from 0
 * @param today a day of the town: "2026-12-01"
 * @throws {Refusal} 'process.not-found'
 */
export async function tickChecklist({
  townId,
  processId,
  actorId,
  done,
  today,
  now = new Date(),
}: {
  townId: string
  processId: string
  actorId: string
  done: ReadonlySet<number>
  today: string
  now?: Date
}) {
  const store = await getStore()
  const mine = and(eq(processCharters.townId, townId), eq(processCharters.processId, processId))
  await store.write(function* recordTicks(tx) {
    const [row] = yield* tx.do((db) => db.select().from(processCharters).where(mine))
    if (!row) throw new Refusal('process.not-found')
    const checklist = row.checklist.map((line, i) => ({
      ...line,
      doneOn: done.has(i) ? (line.doneOn ?? today) : null,
    }))
    const ticked = (lines: typeof checklist) => lines.filter(({ doneOn }) => doneOn !== null).length
    if (checklist.every(({ doneOn }, i) => doneOn === row.checklist[i]!.doneOn)) return
    yield* tx.do((db) =>
      db
        .update(processCharters)
        .set({ checklist })
        .where(mine)
        .returning({ processId: processCharters.processId }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'process.checklist',
      subjectType: 'process',
      subjectId: processId,
      before: { ticked: ticked(row.checklist) },
      after: { ticked: ticked(checklist) },
      now,
    })
  })
}

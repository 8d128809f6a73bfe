import { and, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { processes, processSpaces } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

/** @throws {Refusal} 'process.not-found' | 'space.not-found' (of another process) */
export function* mustBeOfProcess(
  tx: Tx,
  townId: string,
  processId: string,
  spaceId: string | null,
): Generator<Step, void, unknown[]> {
  const [process] = yield* tx.do((db) =>
    db
      .select({ id: processes.id })
      .from(processes)
      .where(and(eq(processes.townId, townId), eq(processes.id, processId))),
  )
  if (!process) throw new Refusal('process.not-found')
  if (!spaceId) return
  const [space] = yield* tx.do((db) =>
    db
      .select({ id: processSpaces.spaceId })
      .from(processSpaces)
      .where(
        and(
          eq(processSpaces.townId, townId),
          eq(processSpaces.processId, processId),
          eq(processSpaces.spaceId, spaceId),
        ),
      ),
  )
  if (!space) throw new Refusal('space.not-found')
}

/** The id of a published proposal of the process by its number. @throws {Refusal} 'variant.no-option' */
export function* optionOf(
  tx: Tx,
  townId: string,
  processId: string,
  number: number | null,
): Generator<Step, string | null, unknown[]> {
  if (number === null) return null
  const [option] = yield* tx.do((db) =>
    db
      .select({ id: contributions.id })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.number, number),
          eq(contributions.processId, processId),
          eq(contributions.kind, 'proposal'),
          eq(contributions.visibility, 'published'),
        ),
      ),
  )
  if (!option) throw new Refusal('variant.no-option', { number })
  return option.id
}

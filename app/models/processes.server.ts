import { and, asc, eq } from 'drizzle-orm'
import { mustBeInOrder, namingPhase } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import {
  type PhaseSettings,
  phases,
  processes,
  processSpaces,
  type Translations,
} from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Phase = typeof phases.$inferSelect
export type Process = typeof processes.$inferSelect & { phases: Phase[]; spaceIds: string[] }

/** A town's processes with their phases in order, the ones that end soonest first, finished ones last. */
export async function listProcesses(townId: string, now = new Date()): Promise<Process[]> {
  const { read } = await getStore()
  const [rows, phaseRows, spaceRows] = await Promise.all([
    read.select().from(processes).where(eq(processes.townId, townId)).orderBy(asc(processes.createdAt)),
    read.select().from(phases).where(eq(phases.townId, townId)).orderBy(asc(phases.startsAt)),
    read.select().from(processSpaces).where(eq(processSpaces.townId, townId)),
  ])
  const list = rows.map((row) => ({
    ...row,
    phases: phaseRows.filter((phase) => phase.processId === row.id),
    spaceIds: spaceRows.filter((space) => space.processId === row.id).map((space) => space.spaceId),
  }))
  return list.sort((a, b) => urgency(a, now) - urgency(b, now))
}

function urgency(process: Process, now: Date): number {
  const phase = namingPhase(process.phases, now)
  const order = { collect: 0, discuss: 1, vote: 2, results: 3 }
  return phase ? order[phase.kind] : 4
}

/** @throws {Refusal} 'process.not-found' */
export async function getProcess(townId: string, slug: string): Promise<Process> {
  const found = (await listProcesses(townId)).find((process) => process.slug === slug)
  if (!found) throw new Refusal('process.not-found')
  return found
}

export interface NewProcess {
  townId: string
  id?: string
  slug: string
  title: string
  question: string
  summary?: string
  fixed?: string
  decision?: string
  budgetMinor?: number | null
  translations?: Translations
  spaceIds?: string[]
  phases: {
    kind: Phase['kind']
    title: string
    startsAt: Date
    endsAt: Date | null
    settings: PhaseSettings
    translations?: Translations
  }[]
  actorId: string | null
  now?: Date
}

/**
 * Starts a process with dated phases.
 * @throws {Refusal} 'phases.bad-order' | 'slug.taken'
 */
export async function createProcess(process: NewProcess): Promise<{ id: string }> {
  const {
    townId,
    actorId,
    now = new Date(),
    phases: newPhases,
    spaceIds = [],
    id = newId(),
    ...rest
  } = process
  mustBeInOrder(newPhases)
  const store = await getStore()
  try {
    return await store.write(function* recordProcess(tx) {
      yield* tx.do((db) =>
        db
          .insert(processes)
          .values({
            summary: '',
            fixed: '',
            decision: '',
            budgetMinor: null,
            translations: {},
            ...rest,
            townId,
            id,
            createdAt: now,
          })
          .returning({ id: processes.id }),
      )
      yield* tx.do((db) =>
        db
          .insert(phases)
          .values(
            newPhases.map((phase) => ({ translations: {}, ...phase, townId, id: newId(), processId: id })),
          )
          .returning({ id: phases.id }),
      )
      if (spaceIds.length > 0) {
        yield* tx.do((db) =>
          db
            .insert(processSpaces)
            .values(spaceIds.map((spaceId) => ({ townId, processId: id, spaceId })))
            .returning({ id: processSpaces.spaceId }),
        )
      }
      if (actorId) {
        yield* recordStaffAct(tx, {
          townId,
          actorId,
          act: 'process.create',
          subjectType: 'process',
          subjectId: id,
          before: {},
          after: { slug: rest.slug },
          now,
        })
      }
      return { id }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('slug.taken', { slug: rest.slug })
    throw error
  }
}

export interface PhaseDates {
  townId: string
  processId: string
  actorId: string
  dates: { phaseId: string; startsAt: Date; endsAt: Date | null }[]
  now?: Date
}

/**
 * Moves the dates of a process's phases.
 * @throws {Refusal} 'phases.bad-order' | 'process.not-found'
 */
export async function changePhaseDates({ townId, processId, actorId, dates, now = new Date() }: PhaseDates) {
  const store = await getStore()
  await store.write(function* recordDates(tx) {
    const known = yield* tx.do((db) =>
      db
        .select()
        .from(phases)
        .where(and(eq(phases.townId, townId), eq(phases.processId, processId)))
        .orderBy(asc(phases.startsAt)),
    )
    if (known.length === 0 || dates.some((date) => !known.some((phase) => phase.id === date.phaseId))) {
      throw new Refusal('process.not-found')
    }
    const after = known.map((phase) => ({ ...phase, ...dates.find((date) => date.phaseId === phase.id) }))
    mustBeInOrder(after)
    for (const { phaseId, startsAt, endsAt } of dates) {
      yield* tx.do((db) =>
        db
          .update(phases)
          .set({ startsAt, endsAt })
          .where(and(eq(phases.townId, townId), eq(phases.id, phaseId)))
          .returning({ id: phases.id }),
      )
    }
    const asText = (list: { startsAt: Date; endsAt: Date | null }[]) =>
      list.map((phase) => `${phase.startsAt.toISOString()}/${phase.endsAt?.toISOString() ?? ''}`)
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'process.dates',
      subjectType: 'process',
      subjectId: processId,
      before: { phases: asText(known) },
      after: { phases: asText(after) },
      now,
    })
  })
}

import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { mustBeInOrder, namingPhase, phaseState } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import {
  type PhaseSettings,
  phases,
  processes,
  processSpaces,
  spaces,
  type Translations,
} from '#db/schema/towns.server.ts'
import { type Db, getFrom, getStore, isUniqueViolation, query, type Step, type Tx } from '#db/store.server.ts'
import { frozenHash } from './ballot-queries.server.ts'
import { insertCharter, type NewCharter } from './charters.server.ts'
import { insertGuides, mustBeLongEnough, type NewGuide, rulesOf } from './guides.server.ts'
import { newId } from './ids.server.ts'
import { keepSource } from './practice-sources.server.ts'
import { MOVED_CLOSE, recordStaffAct } from './staff-acts.server.ts'

export type Phase = typeof phases.$inferSelect
export type Process = typeof processes.$inferSelect & { phases: Phase[]; spaceIds: string[] }

// Nearly every page asks for these: each is built and prepared once.
const processesOfTown = query<{ townId: string }>()('processes_of_town', (db) =>
  db
    .select()
    .from(processes)
    .where(eq(processes.townId, sql.placeholder('townId')))
    .orderBy(asc(processes.createdAt)),
)
const phasesOfTown = query<{ townId: string }>()('phases_of_town', (db) =>
  db
    .select()
    .from(phases)
    .where(eq(phases.townId, sql.placeholder('townId')))
    .orderBy(asc(phases.startsAt)),
)
const processSpacesOfTown = query<{ townId: string }>()('process_spaces_of_town', (db) =>
  db
    .select()
    .from(processSpaces)
    .where(eq(processSpaces.townId, sql.placeholder('townId'))),
)

/** A town's processes with their phases in order: open ones first, then coming ones, ended ones last. */
export async function listProcesses(townId: string, now = new Date(), db?: Db): Promise<Process[]> {
  const readRows = () => getFrom(db, processesOfTown, { townId })
  const readPhases = () => getFrom(db, phasesOfTown, { townId })
  const readSpaces = () => getFrom(db, processSpacesOfTown, { townId })
  // A snapshot has one connection: one after another there.
  const [rows, phaseRows, spaceRows] = db
    ? [await readRows(), await readPhases(), await readSpaces()]
    : await Promise.all([readRows(), readPhases(), readSpaces()])
  const list = rows.map((row) => ({
    ...row,
    phases: phaseRows.filter((phase) => phase.processId === row.id),
    spaceIds: spaceRows.filter((space) => space.processId === row.id).map((space) => space.spaceId),
  }))
  return list.sort((a, b) => compare(urgency(a, now), urgency(b, now)))
}

type Urgency = [group: number, kind: number, momentMs: number]

/** Open ones first (where residents write before where they only read), then coming ones by start, then ended ones. */
function urgency(process: Process, now: Date): Urgency {
  const phase = namingPhase(process.phases, now)
  if (!phase) return [3, 0, 0]
  const state = phaseState(phase, now)
  const kind = { collect: 0, discuss: 1, vote: 2, results: 3 }[phase.kind]
  if (state === 'next') return [1, 0, phase.startsAt.getTime()]
  if (state === 'done') return [2, 0, -(phase.endsAt?.getTime() ?? 0)]
  return [0, kind, phase.endsAt?.getTime() ?? Number.MAX_SAFE_INTEGER]
}

function compare(a: Urgency, b: Urgency): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
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
    /** What it tells before it opens, and the norms that its term is held against. */
    guide?: NewGuide
  }[]
  charter?: NewCharter
  /** Why a term may be shorter than a norm says; '' = it may not. */
  termReason?: string
  /** Slug of the case of the practice library that it is made after. */
  afterCase?: string
  actorId: string | null
  now?: Date
}

/**
 * Starts a process with dated phases.
 * @throws {Refusal} 'phases.bad-order' | 'term.too-short' | 'slug.taken' | 'space.not-found' | 'practice.not-found'
 */
export async function createProcess(process: NewProcess): Promise<{ id: string }> {
  const {
    townId,
    actorId,
    now = new Date(),
    phases: newPhases,
    spaceIds = [],
    afterCase,
    id = newId(),
    charter,
    termReason = '',
    ...rest
  } = process
  mustBeInOrder(newPhases)
  const identified = newPhases.map((phase) => ({ ...phase, id: newId() }))
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
            identified.map(({ guide: _, ...phase }) => ({
              translations: {},
              ...phase,
              townId,
              processId: id,
            })),
          )
          .returning({ id: phases.id }),
      )
      const told = identified.flatMap(({ id: phaseId, guide }) => (guide ? [{ phaseId, guide }] : []))
      yield* insertGuides(tx, townId, told)
      if (charter) yield* insertCharter(tx, townId, id, charter)
      if (afterCase) yield* keepSource(tx, { townId, processId: id, slug: afterCase })
      const wanted = [...new Set(spaceIds)]
      if (wanted.length > 0) {
        const known = yield* tx.do((db) =>
          db
            .select({ id: spaces.id })
            .from(spaces)
            .where(and(eq(spaces.townId, townId), inArray(spaces.id, wanted))),
        )
        if (known.length !== wanted.length) throw new Refusal('space.not-found')
        yield* tx.do((db) =>
          db
            .insert(processSpaces)
            .values(wanted.map((spaceId) => ({ townId, processId: id, spaceId })))
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
      const timed = identified.map(({ id: phaseId, startsAt, endsAt, guide }) => ({
        phaseId,
        startsAt,
        endsAt,
        rules: guide?.rules ?? [],
      }))
      yield* mustBeLongEnough(tx, { townId, actorId, reason: termReason, now }, timed)
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
  /** Why a term may be shorter than a norm says; '' = it may not. */
  termReason?: string
  now?: Date
}

/**
 * Moves the dates of a process's phases. A vote that has begun keeps its start, and one that has ended stays closed.
 * Terms that change are held against the norms of their phases.
 *
 * @throws {Refusal} 'phases.bad-order' | 'process.not-found' | 'ballot.closed-for-good' | 'term.too-short'
 */
export async function changePhaseDates(moved: PhaseDates) {
  const { townId, processId, actorId, dates, termReason = '', now = new Date() } = moved
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
    yield* mustNotMoveVotes(tx, { townId, before: known, after, now })
    const isMoved = (phase: Phase, i: number) =>
      phase.startsAt.getTime() !== known[i]!.startsAt.getTime() ||
      phase.endsAt?.getTime() !== known[i]!.endsAt?.getTime()
    const others = after.filter(isMoved)
    const rules = yield* rulesOf(
      tx,
      townId,
      others.map(({ id }) => id),
    )
    const timed = others.map(({ id, startsAt, endsAt }) => ({
      phaseId: id,
      startsAt,
      endsAt,
      rules: rules.get(id) ?? [],
    }))
    yield* mustBeLongEnough(tx, { townId, actorId, reason: termReason, now }, timed)
    for (const { phaseId, startsAt, endsAt } of dates) {
      yield* tx.do((db) =>
        db
          .update(phases)
          .set({ startsAt, endsAt })
          .where(and(eq(phases.townId, townId), eq(phases.id, phaseId)))
          .returning({ id: phases.id }),
      )
    }
    yield* logMovedCloses(tx, { townId, actorId, before: known, after, now })
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

interface Moved {
  townId: string
  before: Phase[]
  after: Phase[]
  now: Date
}

function* mustNotMoveVotes(tx: Tx, { townId, before, after, now }: Moved): Generator<Step, void, unknown[]> {
  for (const [i, phase] of before.entries()) {
    if (phase.kind !== 'vote') continue
    const [frozen] = yield* tx.run(frozenHash, { townId, phaseId: phase.id })
    if (!frozen) continue
    const { startsAt, endsAt } = after[i]!
    // Codes may be printed before; nobody has voted then.
    if (phase.startsAt > now) continue
    const hadEnded = phase.endsAt !== null && phase.endsAt <= now
    const ends = endsAt?.getTime() ?? Number.POSITIVE_INFINITY
    if (startsAt.getTime() !== phase.startsAt.getTime() || (hadEnded && ends !== phase.endsAt!.getTime()))
      throw new Refusal('ballot.closed-for-good')
  }
}

type Iso = string | null
/** As far as an ISO moment says the minute. */
const MINUTE = 16

/** The close is not in the frozen text, so that a vote can be made longer; what is done with it is told on the result. */
function* logMovedCloses(
  tx: Tx,
  { townId, actorId, before, after, now }: Moved & { actorId: string },
): Generator<Step, void, unknown[]> {
  for (const [i, phase] of before.entries()) {
    if (phase.kind !== 'vote') continue
    const [from, to] = [phase, after[i]!].map(({ endsAt }) => endsAt?.toISOString() ?? null) as [Iso, Iso]
    // Forms know minutes.
    if (from?.slice(0, MINUTE) === to?.slice(0, MINUTE)) continue
    const [frozen] = yield* tx.run(frozenHash, { townId, phaseId: phase.id })
    if (!frozen) continue
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: MOVED_CLOSE,
      subjectType: 'phase',
      subjectId: phase.id,
      before: { endsAt: from },
      after: { endsAt: to },
      now,
    })
  }
}

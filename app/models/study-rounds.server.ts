import { and, asc, count, eq, isNull } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { studyAnswers, studyForms, studyRounds } from '#db/schema/study.server.ts'
import { spaces, type Translations } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { auditFormIn, formIn } from './study-forms.server.ts'

export type Round = typeof studyRounds.$inferSelect

export interface RoundTerms {
  name: string
  translations: Translations
  kind: Round['kind']
  startsAt: Date
  /** null = until somebody says so. */
  endsAt: Date | null
}

interface ByStaff {
  townId: string
  actorId: string
  now?: Date
}

const roundIs = (townId: string, id: string) => and(eq(studyRounds.townId, townId), eq(studyRounds.id, id))!

/** Whether a round takes answers at a moment. */
export function isOpen({ startsAt, endsAt }: Pick<Round, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return startsAt <= now && (endsAt === null || now < endsAt)
}

/**
 * Begins a round of a form: of one that is published, or of the town's place audit, which it brings along.
 *
 * @param formId   null = the place audit of a space
 * @param id       made by the client: the same sent twice is one round
 * @throws {Refusal} 'form.not-found' | 'form.not-published' | 'space.not-found' | 'round.bad-dates'
 */
export async function openRound({
  townId,
  actorId,
  id,
  formId,
  spaceId,
  now = new Date(),
  ...terms
}: ByStaff & RoundTerms & { id: string; formId: string | null; spaceId: string | null }): Promise<void> {
  mustHaveDates(terms)
  const store = await getStore()
  await store.write(function* recordRound(tx) {
    const by = { townId, actorId, now }
    const form = formId ? yield* formIn(tx, townId, formId) : yield* auditFormIn(tx, by)
    if (form.version === 0) throw new Refusal('form.not-published')
    if (form.kind === 'audit' && spaceId === null) throw new Refusal('space.not-found')
    if (spaceId !== null) {
      const known = yield* tx.do((db) =>
        db
          .select({ id: spaces.id })
          .from(spaces)
          .where(and(eq(spaces.townId, townId), eq(spaces.id, spaceId))),
      )
      if (known.length === 0) throw new Refusal('space.not-found')
    }
    const made = yield* tx.do((db) =>
      db
        .insert(studyRounds)
        .values({ townId, id, formId: form.id, spaceId, ...terms, createdBy: actorId, createdAt: now })
        .onConflictDoNothing()
        .returning({ id: studyRounds.id }),
    )
    if (made.length > 0) yield* note(tx, by, 'round.open', form.id, { slug: form.slug, ...datesOf(terms) })
  })
}

/** @throws {Refusal} 'round.not-found' | 'round.bad-dates' */
export async function changeRound({
  townId,
  actorId,
  id,
  now = new Date(),
  ...terms
}: ByStaff & RoundTerms & { id: string }): Promise<void> {
  mustHaveDates(terms)
  const store = await getStore()
  await store.write(function* recordChange(tx) {
    const round = yield* roundIn(tx, townId, id)
    yield* tx.do((db) =>
      db.update(studyRounds).set(terms).where(roundIs(townId, id)).returning({ id: studyRounds.id }),
    )
    const { slug } = yield* formIn(tx, townId, round.formId)
    yield* note(tx, { townId, actorId, now }, 'round.change', round.formId, { slug, ...datesOf(terms) })
  })
}

/** Takes away a round that nobody has answered. @throws {Refusal} 'round.not-found' | 'form.answered' */
export async function removeRound({ townId, actorId, id, now = new Date() }: ByStaff & { id: string }) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const round = yield* roundIn(tx, townId, id)
    const answers = yield* tx.do((db) =>
      db
        .select({ id: studyAnswers.id })
        .from(studyAnswers)
        .where(and(eq(studyAnswers.townId, townId), eq(studyAnswers.roundId, id)))
        .limit(1),
    )
    if (answers.length > 0) throw new Refusal('form.answered')
    yield* tx.do((db) => db.delete(studyRounds).where(roundIs(townId, id)).returning({ id: studyRounds.id }))
    const { slug } = yield* formIn(tx, townId, round.formId)
    yield* note(tx, { townId, actorId, now }, 'round.remove', round.formId, { slug })
  })
}

function mustHaveDates({ startsAt, endsAt }: Pick<RoundTerms, 'startsAt' | 'endsAt'>) {
  if (endsAt !== null && endsAt <= startsAt) throw new Refusal('round.bad-dates')
}

function datesOf({ startsAt, endsAt }: Pick<RoundTerms, 'startsAt' | 'endsAt'>) {
  return { startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null }
}

function* note(
  tx: Tx,
  { townId, actorId, now }: Required<ByStaff>,
  act: string,
  formId: string,
  after: Record<string, unknown>,
): Generator<Step, void, unknown[]> {
  const subject = { subjectType: 'form', subjectId: formId }
  yield* recordStaffAct(tx, { townId, actorId, act, ...subject, before: {}, after, now })
}

/** @throws {Refusal} 'round.not-found' */
export function* roundIn(tx: Tx, townId: string, id: string): Generator<Step, Round, unknown[]> {
  const [round] = yield* tx.do((db) => db.select().from(studyRounds).where(roundIs(townId, id)))
  if (!round) throw new Refusal('round.not-found')
  return round
}

/** Of a form, the first first, each with how many have answered. @param spaceId  null = of no space; left out = of all */
export async function listRounds(townId: string, formId: string, spaceId?: string | null) {
  const { read } = await getStore()
  const ofSpace =
    spaceId === undefined
      ? undefined
      : spaceId === null
        ? isNull(studyRounds.spaceId)
        : eq(studyRounds.spaceId, spaceId)
  const rows = await read
    .select()
    .from(studyRounds)
    .where(and(eq(studyRounds.townId, townId), eq(studyRounds.formId, formId), ofSpace))
    .orderBy(asc(studyRounds.startsAt), asc(studyRounds.id))
  const counts = await read
    .select({ roundId: studyAnswers.roundId, n: count() })
    .from(studyAnswers)
    .where(and(eq(studyAnswers.townId, townId), eq(studyAnswers.formId, formId)))
    .groupBy(studyAnswers.roundId)
  const byRound = new Map(counts.map(({ roundId, n }) => [roundId, n]))
  return rows.map((row) => ({ ...row, answers: byRound.get(row.id) ?? 0 }))
}

/** Rounds of the place audit of a space, the first first, and the slug of their form; [] where there were none. */
export async function listAuditRounds(townId: string, spaceId: string) {
  const { read } = await getStore()
  const [form] = await read
    .select({ id: studyForms.id, slug: studyForms.slug })
    .from(studyForms)
    .where(and(eq(studyForms.townId, townId), eq(studyForms.kind, 'audit')))
    .limit(1)
  return form
    ? { form: form.slug, rounds: await listRounds(townId, form.id, spaceId) }
    : { form: null, rounds: [] }
}

/** Whether the town has asked a form of a kind, or is going to. */
export async function hasRound(townId: string, kind: 'audit' | 'survey'): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: studyRounds.id })
    .from(studyRounds)
    .innerJoin(
      studyForms,
      and(eq(studyForms.townId, studyRounds.townId), eq(studyForms.id, studyRounds.formId)),
    )
    .where(and(eq(studyRounds.townId, townId), eq(studyForms.kind, kind)))
    .limit(1)
  return rows.length > 0
}

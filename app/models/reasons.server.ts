import { and, asc, count, eq, max } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { reasonTemplates } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** So that the choice stays one that can be read. */
const MOST_REASONS = 40

/** The town's ready reasons for returning or hiding something, in their order. */
export async function listReasonTemplates(townId: string) {
  const { read } = await getStore()
  return read
    .select()
    .from(reasonTemplates)
    .where(eq(reasonTemplates.townId, townId))
    .orderBy(asc(reasonTemplates.position), asc(reasonTemplates.id))
}

export interface ReasonChange {
  townId: string
  actorId: string
  /** Left out: a new one, at the end. */
  id?: string
  act: 'return' | 'hide'
  title: string
  body: string
  /** In English; '' = none. */
  titleEn: string
  bodyEn: string
  now?: Date
}

/** Adds a ready reason or changes one. @throws {Refusal} 'template.not-found' | 'reason.too-many' */
export async function saveReason({ townId, actorId, id, act, now = new Date(), ...words }: ReasonChange) {
  const { title, body, titleEn, bodyEn } = words
  const store = await getStore()
  await store.write(function* recordReason(tx) {
    const translations: Record<string, Record<string, string>> = titleEn && bodyEn
      ? { en: { title: titleEn, body: bodyEn } }
      : {}
    const here = and(eq(reasonTemplates.townId, townId), eq(reasonTemplates.id, id ?? ''))
    const [before] = yield* tx.do((db) => db.select().from(reasonTemplates).where(here))
    if (id && !before) throw new Refusal('template.not-found')
    if (before) {
      yield* tx.do((db) =>
        db
          .update(reasonTemplates)
          .set({ act, title, body, translations })
          .where(here)
          .returning({ id: reasonTemplates.id }),
      )
    } else {
      const [known] = yield* tx.do((db) =>
        db
          .select({ n: count(), last: max(reasonTemplates.position) })
          .from(reasonTemplates)
          .where(eq(reasonTemplates.townId, townId)),
      )
      if (known!.n >= MOST_REASONS) throw new Refusal('reason.too-many', { limit: MOST_REASONS })
      yield* tx.do((db) =>
        db
          .insert(reasonTemplates)
          .values({
            townId,
            id: newId(),
            act,
            title,
            body,
            translations,
            position: Number(known!.last ?? 0) + 1,
          })
          .returning({ id: reasonTemplates.id }),
      )
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'reason.change',
      subjectType: 'town',
      subjectId: townId,
      before: before ? { title: before.title, body: before.body } : {},
      after: { title, body },
      now,
    })
  })
}

/** Takes a ready reason away; what was decided with it stays as it was said. @throws {Refusal} 'template.not-found' */
export async function removeReason({
  townId,
  actorId,
  id,
  now = new Date(),
}: {
  townId: string
  actorId: string
  id: string
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const [gone] = yield* tx.do((db) =>
      db
        .delete(reasonTemplates)
        .where(and(eq(reasonTemplates.townId, townId), eq(reasonTemplates.id, id)))
        .returning(),
    )
    if (!gone) throw new Refusal('template.not-found')
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'reason.remove',
      subjectType: 'town',
      subjectId: townId,
      before: { title: gone.title, body: gone.body },
      after: {},
      now,
    })
  })
}

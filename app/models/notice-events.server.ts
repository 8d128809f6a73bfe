import { and, asc, eq, lt } from 'drizzle-orm'
import type { NoticeKind } from '#app/domain/notices.ts'
import { noticeEvents } from '#db/schema/notices.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { digestTexts } from './digest.server.ts'
import { newId } from './ids.server.ts'
import { peopleOf } from './listeners.server.ts'
import { type Listener, type NoticeText, tell } from './tell.server.ts'

export type NoticeEvent = typeof noticeEvents.$inferSelect

/** So many people are told in one transaction. */
const BATCH = 200

export interface NewEvent {
  townId: string
  /** What makes it the same news; left out for acts, each of which is news of its own. */
  onceKey?: string
  kind: NoticeKind
  /** A contribution, a process or, of a digest, the town. */
  subjectId: string
  /** `template` names the letter, the rest fills it; `not` are people who are not told, with blanks between. */
  params: Record<string, string | number>
  now: Date
}

/** Writes down, once, that many people are to be told; the job tells them. @returns whether it was new */
export function* announce(tx: Tx, event: NewEvent): Generator<Step, boolean, unknown[]> {
  const { now, onceKey, ...rest } = event
  const id = newId()
  const made = yield* tx.do((db) =>
    db
      .insert(noticeEvents)
      .values({ ...rest, id, onceKey: onceKey ?? id, state: 'waiting', cursor: '', createdAt: now })
      .onConflictDoNothing()
      .returning({ id: noticeEvents.id }),
  )
  return made.length > 0
}

/** As `announce`, for the clock. It looks before it writes: mostly the news is known already. */
export async function announceOnce(events: (NewEvent & { onceKey: string })[]): Promise<number> {
  const store = await getStore()
  let made = 0
  for (const event of events) {
    const [known] = await store.read
      .select({ id: noticeEvents.id })
      .from(noticeEvents)
      .where(and(eq(noticeEvents.townId, event.townId), eq(noticeEvents.onceKey, event.onceKey)))
    if (!known && (await store.write((tx) => announce(tx, event)))) made++
  }
  return made
}

export async function listWaitingEvents(limit = 50): Promise<NoticeEvent[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(noticeEvents)
    .where(eq(noticeEvents.state, 'waiting'))
    .orderBy(asc(noticeEvents.createdAt), asc(noticeEvents.id))
    .limit(limit)
}

/**
 * Tells everybody who listens, batch by batch. A batch's letters and the mark of how far it got are one transaction: who
 * was told is never told again, by whichever process goes on.
 *
 * @returns how many batches this process told
 */
export async function tellEvent(event: NoticeEvent, now = new Date()): Promise<number> {
  const store = await getStore()
  const { townId, id } = event
  for (let batches = 0; ; batches++) {
    const isMore = await store.write(function* tellBatch(tx) {
      const [row] = yield* tx.do((db) =>
        db
          .select()
          .from(noticeEvents)
          .where(and(eq(noticeEvents.townId, townId), eq(noticeEvents.id, id))),
      )
      if (!row || row.state === 'done') return false
      const personIds = yield* peopleOf(tx, row, BATCH)
      const untold = String(row.params.not ?? '').split(' ')
      yield* tell(tx, {
        kind: row.kind as NoticeKind,
        personIds: personIds.filter((personId) => !untold.includes(personId)),
        text: yield* textsOf(tx, row, personIds),
        now,
      })
      const isLast = personIds.length < BATCH
      yield* tx.do((db) =>
        db
          .update(noticeEvents)
          .set(isLast ? { state: 'done', params: {} } : { cursor: personIds.at(-1)! })
          .where(and(eq(noticeEvents.townId, townId), eq(noticeEvents.id, id)))
          .returning({ id: noticeEvents.id }),
      )
      return !isLast
    })
    if (!isMore) return batches + 1
  }
}

function* textsOf(
  tx: Tx,
  event: NoticeEvent,
  personIds: string[],
): Generator<Step, (listener: Listener) => NoticeText | null, unknown[]> {
  if (event.kind === 'digest') return yield* digestTexts(tx, event, personIds)
  const { template, not, ...params } = event.params
  return ({ locale }) => ({ template: String(template), params: inLanguage(params, locale) })
}

/** Texts that have a translation come as `title` and `title.en`. */
function inLanguage(params: Record<string, string | number>, locale: string) {
  const own = Object.entries(params).filter(([key]) => !key.includes('.'))
  return Object.fromEntries(own.map(([key, value]) => [key, params[`${key}.${locale}`] ?? value]))
}

/** Told events whose news is long past: their keys are of no more use. */
export async function deleteToldEvents(before: Date): Promise<number> {
  const store = await getStore()
  const gone = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(noticeEvents)
        .where(and(eq(noticeEvents.state, 'done'), lt(noticeEvents.createdAt, before)))
        .returning({ id: noticeEvents.id }),
    ),
  )
  return gone.length
}

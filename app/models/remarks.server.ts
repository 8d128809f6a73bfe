import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { ReportReason } from '#app/domain/moderation.ts'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { type DrawingFrame, isOn } from '#app/domain/variants/carry-over.ts'
import type { Pixel } from '#app/domain/variants/placement.ts'
import { people } from '#db/schema/people.server.ts'
import {
  conceptVariants,
  remarkReports,
  variantRemarks,
  variantVersions,
} from '#db/schema/variants.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { mustNotBeBlocked } from './blocks.server.ts'
import { countAct } from './caps.server.ts'
import { variantIn } from './change-variants.server.ts'
import { idOfWords } from './ids.server.ts'
import { phasesOfProcess } from './process-queries.server.ts'
import { publicName } from './public-name.server.ts'
import { mustBeTrusted } from './trust.server.ts'
import { isVariant, isVersion } from './variants.server.ts'

export type Remark = typeof variantRemarks.$inferSelect

/**
 * Pins a remark to the version of a variant that everybody sees. Where the phase is pre-moderated it waits for the desk. The
 * staff may speak in any phase.
 *
 * @param at  pixels of the version's drawing
 * @throws {Refusal} 'variant.not-found' | 'variant.newer-version' (a newer one was published meanwhile) |
 *   'variant.off-drawing' | 'phase.closed' | 'person.blocked' | 'comment.limit-reached' | 'input.bad'
 */
export async function pinRemark({
  townId,
  personId,
  variantId,
  version,
  at,
  body,
  isStaff = false,
  now = new Date(),
  ...sent
}: {
  id: string
  townId: string
  personId: string
  variantId: string
  version: number
  at: Pixel
  body: string
  isStaff?: boolean
  now?: Date
}): Promise<{ id: string; number: number; isPending: boolean }> {
  const store = await getStore()
  return store.write(function* recordRemark(tx) {
    let { id } = sent
    const before = yield* remarkIn(tx, townId, id)
    if (before) {
      if (before.authorId !== personId) throw new Refusal('input.bad')
      const isSame =
        before.variantId === variantId && before.body === body && before.x === at[0] && before.y === at[1]
      if (isSame) return { id, number: before.number, isPending: before.visibility === 'pending' }
      id = idOfWords(id, [variantId, body, ...at])
      const corrected = yield* remarkIn(tx, townId, id)
      if (corrected) return { id, number: corrected.number, isPending: corrected.visibility === 'pending' }
    }
    const variant = yield* variantIn(tx, townId, variantId)
    if (variant.state !== 'published') throw new Refusal('variant.not-found')
    if (variant.version !== version) throw new Refusal('variant.newer-version')
    const [frame] = yield* tx.do<DrawingFrame>((db) =>
      db
        .select({
          width: variantVersions.width,
          height: variantVersions.height,
          placement: variantVersions.placement,
        })
        .from(variantVersions)
        .where(isVersion(townId, variantId, version)),
    )
    if (!frame || !isOn(at, frame)) throw new Refusal('variant.off-drawing')
    const phases = yield* tx.run(phasesOfProcess, { townId, processId: variant.processId })
    const phase = isStaff ? null : mustAllow(phases, 'comment', now)
    if (phase) yield* mustBeTrusted(tx, { townId, personId, ...phase.settings })
    yield* mustNotBeBlocked(tx, townId, personId, now)
    yield* countAct(tx, { townId, personId, act: 'comment', now })
    const number = variant.lastRemark + 1
    const isPending = phase?.settings.moderation === 'pre'
    yield* tx.do((db) =>
      db
        .update(conceptVariants)
        .set({ lastRemark: number })
        .where(isVariant(townId, variantId))
        .returning({ id: conceptVariants.id }),
    )
    yield* tx.do((db) =>
      db
        .insert(variantRemarks)
        .values({
          townId,
          id,
          variantId,
          version,
          number,
          x: at[0],
          y: at[1],
          authorId: personId,
          body,
          visibility: isPending ? 'pending' : 'published',
          hiddenReason: '',
          resolution: null,
          reply: '',
          resolvedBy: null,
          resolvedAt: null,
          createdAt: now,
        })
        .returning({ id: variantRemarks.id }),
    )
    return { id, number, isPending }
  })
}

export function* remarkIn(
  tx: Tx,
  townId: string,
  id: string,
): Generator<Step, Remark | undefined, unknown[]> {
  const [row] = yield* tx.do((db) =>
    db
      .select()
      .from(variantRemarks)
      .where(and(eq(variantRemarks.townId, townId), eq(variantRemarks.id, id))),
  )
  return row
}

/**
 * A reader's complaint about a remark; a second one of the same reader is the same, opened again when it had been settled.
 *
 * @throws {Refusal} 'comment.not-found' | 'person.blocked' | 'act.too-many'
 */
export async function reportRemark({
  townId,
  personId,
  remarkId,
  reason,
  note,
  now = new Date(),
}: {
  townId: string
  personId: string
  remarkId: string
  reason: ReportReason
  note: string
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordReport(tx) {
    const remark = yield* remarkIn(tx, townId, remarkId)
    if (remark?.visibility !== 'published') throw new Refusal('comment.not-found')
    const { state } = yield* variantIn(tx, townId, remark.variantId)
    if (state !== 'published') throw new Refusal('comment.not-found')
    yield* mustNotBeBlocked(tx, townId, personId, now)
    yield* countAct(tx, { townId, personId, act: 'report', now })
    const set = { reason, note, createdAt: now, settledAt: null }
    yield* tx.do((db) =>
      db
        .insert(remarkReports)
        .values({ townId, remarkId, reporterId: personId, ...set })
        .onConflictDoUpdate({
          target: [remarkReports.townId, remarkReports.remarkId, remarkReports.reporterId],
          set,
        })
        .returning({ remarkId: remarkReports.remarkId }),
    )
  })
}

/** All remarks of a variant, oldest first, hidden ones too: the caller shows what the reader may see. */
export async function listRemarks(townId: string, variantId: string) {
  const { read } = await getStore()
  return read
    .select({ remark: variantRemarks, author: publicName })
    .from(variantRemarks)
    .leftJoin(people, eq(people.id, variantRemarks.authorId))
    .where(
      and(
        eq(variantRemarks.townId, townId),
        eq(variantRemarks.variantId, variantId),
        ne(variantRemarks.visibility, 'withdrawn'),
      ),
    )
    .orderBy(asc(variantRemarks.number))
}

/** Open complaints about the remarks of a variant. */
export async function listRemarkReports(townId: string, remarkIds: string[]) {
  const { read } = await getStore()
  const { remarkId, reason, note, createdAt } = remarkReports
  return read
    .select({ remarkId, reason, note, createdAt })
    .from(remarkReports)
    .where(
      and(
        eq(remarkReports.townId, townId),
        inArray(remarkReports.remarkId, [...remarkIds, '']),
        isNull(remarkReports.settledAt),
      ),
    )
    .orderBy(asc(createdAt))
}

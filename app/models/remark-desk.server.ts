import { and, asc, eq, isNull } from 'drizzle-orm'
import { type ModerationAct, visibilityAfter } from '#app/domain/moderation.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Resolution } from '#app/domain/variants/variants.ts'
import { conceptVariants, remarkReports, variantRemarks } from '#db/schema/variants.server.ts'
import { getStore } from '#db/store.server.ts'
import { remarkIn } from './remarks.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

interface ByStaff {
  townId: string
  actorId: string
  remarkId: string
  now?: Date
}

const isRemark = (townId: string, id: string) =>
  and(eq(variantRemarks.townId, townId), eq(variantRemarks.id, id))!

/**
 * The designer's answer to a remark: taken, taken in part, not taken, and why. It may be changed.
 *
 * @throws {Refusal} 'comment.not-found' (or not in sight) | 'reason.missing'
 */
export async function resolveRemark({
  townId,
  actorId,
  remarkId,
  resolution,
  reply,
  now = new Date(),
}: ByStaff & { resolution: Resolution; reply: string }) {
  if (reply.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  await store.write(function* recordResolution(tx) {
    const remark = yield* remarkIn(tx, townId, remarkId)
    if (remark?.visibility !== 'published') throw new Refusal('comment.not-found')
    if (remark.resolution === resolution && remark.reply === reply) return
    yield* tx.do((db) =>
      db
        .update(variantRemarks)
        .set({ resolution, reply, resolvedBy: actorId, resolvedAt: now })
        .where(isRemark(townId, remarkId))
        .returning({ id: variantRemarks.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'remark.resolve',
      subjectType: 'remark',
      subjectId: remarkId,
      reason: reply,
      before: { resolution: remark.resolution },
      after: { resolution },
      now,
    })
  })
}

/**
 * One decision of the desk about a remark; it settles the open complaints about it.
 *
 * @throws {Refusal} 'comment.not-found' | 'reason.missing' | 'moderation.changed-meanwhile' | 'input.bad' (a remark is not
 *   returned)
 */
export async function moderateRemark({
  townId,
  actorId,
  remarkId,
  act,
  reason,
  now = new Date(),
}: ByStaff & { act: ModerationAct; reason: string }) {
  if (act === 'return') throw new Refusal('input.bad')
  const store = await getStore()
  await store.write(function* recordDecision(tx) {
    const remark = yield* remarkIn(tx, townId, remarkId)
    if (!remark || remark.visibility === 'withdrawn') throw new Refusal('comment.not-found')
    const visibility = visibilityAfter(act, remark.visibility, reason) as typeof remark.visibility
    yield* tx.do((db) =>
      db
        .update(variantRemarks)
        .set({ visibility, hiddenReason: visibility === 'hidden' ? reason || remark.hiddenReason : '' })
        .where(isRemark(townId, remarkId))
        .returning({ id: variantRemarks.id }),
    )
    yield* tx.do((db) =>
      db
        .update(remarkReports)
        .set({ settledAt: now })
        .where(
          and(
            eq(remarkReports.townId, townId),
            eq(remarkReports.remarkId, remarkId),
            isNull(remarkReports.settledAt),
          ),
        )
        .returning({ remarkId: remarkReports.remarkId }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: `remark.${act}`,
      subjectType: 'remark',
      subjectId: remarkId,
      reason,
      before: { visibility: remark.visibility },
      after: { visibility },
      now,
    })
  })
}

/** Variants whose remarks wait for the desk: what is held, and what readers complain about. */
export async function listWaitingRemarks(townId: string) {
  const { read } = await getStore()
  const of = {
    variantId: conceptVariants.id,
    number: conceptVariants.number,
    title: conceptVariants.title,
    translations: conceptVariants.translations,
    remarkId: variantRemarks.id,
  }
  const here = and(
    eq(conceptVariants.townId, variantRemarks.townId),
    eq(conceptVariants.id, variantRemarks.variantId),
  )
  const held = await read
    .select(of)
    .from(variantRemarks)
    .innerJoin(conceptVariants, here)
    .where(and(eq(variantRemarks.townId, townId), eq(variantRemarks.visibility, 'pending')))
    .orderBy(asc(variantRemarks.createdAt))
  const reported = await read
    .select(of)
    .from(remarkReports)
    .innerJoin(
      variantRemarks,
      and(eq(variantRemarks.townId, remarkReports.townId), eq(variantRemarks.id, remarkReports.remarkId)),
    )
    .innerJoin(conceptVariants, here)
    .where(and(eq(remarkReports.townId, townId), isNull(remarkReports.settledAt)))
    .orderBy(asc(remarkReports.createdAt))
  const found = new Map<string, (typeof held)[number] & { remarks: Set<string> }>()
  for (const row of [...held, ...reported]) {
    const one = found.get(row.variantId) ?? { ...row, remarks: new Set() }
    one.remarks.add(row.remarkId)
    found.set(row.variantId, one)
  }
  return [...found.values()].map(({ remarks, ...variant }) => ({ ...variant, count: remarks.size }))
}

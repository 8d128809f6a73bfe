import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { FeatureCollection } from 'geojson'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { designVariants, planLayers, planMentions } from '#db/schema/plans.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { idOfWords } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Variant = typeof designVariants.$inferSelect
export type PlanProblemRow = Variant['problems'][number]

export const MOST_PROBLEMS = 500
const MOST_MENTIONS = 1000
const CHUNK = 200

export interface Mention {
  objects: number
  number: number
  layer: string
}

export interface NewVariant {
  /** Made by the client, so that the same form sent twice is one draft; with anything else in it, it is another one. */
  id: string
  townId: string
  actorId: string
  title: string
  body: string
  version: string
  format: string
  file: { name: string; hash: string; bytes: number }
  layers: { name: string; features: FeatureCollection }[]
  problems: PlanProblemRow[]
  /** Problems past those. */
  moreProblems: number
  attributes: Variant['attributes']
  box: Bbox
  /** Number of a pin or proposal to how many objects name it, and the first of them. */
  mentions: ReadonlyMap<number, Mention>
  now?: Date
}

/**
 * Keeps a plan that was read as a draft, whole or not at all: the staff sees it, and whoever may publishes it.
 *
 * @returns the draft's id
 * @throws {Refusal} 'plan.too-many-proposals'
 */
export async function storeDraft(draft: NewVariant): Promise<string> {
  const { townId, actorId, title, body, version, format, file, layers, mentions, now = new Date() } = draft
  if (mentions.size > MOST_MENTIONS) throw new Refusal('plan.too-many-proposals', { most: MOST_MENTIONS })
  const store = await getStore()
  return store.write(function* recordDraft(tx) {
    let { id } = draft
    const known = (wanted: string) => (db: Db) => db.select().from(designVariants).where(isOf(townId, wanted))
    const [before] = yield* tx.do(known(id))
    if (before) {
      const words = { fileHash: file.hash, title, body, version }
      if (Object.entries(words).every(([key, word]) => before[key as 'title'] === word)) return id
      id = idOfWords(id, words)
      if ((yield* tx.do(known(id))).length > 0) return id
    }
    const mentioned = yield* mentionedIn(tx, townId, mentions)
    const problems = [...draft.problems, ...mentioned.unknown]
    yield* tx.do((db) =>
      db
        .insert(designVariants)
        .values({
          townId,
          id,
          title,
          body,
          version,
          state: 'draft',
          format,
          fileName: file.name,
          fileHash: file.hash,
          fileBytes: file.bytes,
          problems: problems.slice(0, MOST_PROBLEMS),
          moreProblems: draft.moreProblems + Math.max(0, problems.length - MOST_PROBLEMS),
          attributes: draft.attributes,
          box: draft.box,
          createdBy: actorId,
          createdAt: now,
          publishedAt: null,
        })
        .returning({ id: designVariants.id }),
    )
    for (const [position, { name, features }] of layers.entries())
      yield* tx.do((db) =>
        db
          .insert(planLayers)
          .values({ townId, variantId: id, position, name, objects: features.features.length, features })
          .returning({ position: planLayers.position }),
      )
    const rows = [...mentioned.objects].map(([contributionId, objects]) => ({
      townId,
      variantId: id,
      contributionId,
      objects,
    }))
    for (let from = 0; from < rows.length; from += CHUNK)
      yield* tx.do((db) =>
        db
          .insert(planMentions)
          .values(rows.slice(from, from + CHUNK))
          .returning({ contributionId: planMentions.contributionId }),
      )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'plan.draft',
      subjectType: 'plan',
      subjectId: id,
      before: {},
      after: {
        bytes: file.bytes,
        rows: layers.reduce((sum, { features }) => sum + features.features.length, 0),
      },
      now,
    })
    return id
  })
}

/** Ids of the numbers that the public can see, or is led on from. */
function* mentionedIn(
  tx: Tx,
  townId: string,
  mentions: ReadonlyMap<number, Mention>,
): Generator<Step, { objects: Map<string, number>; unknown: PlanProblemRow[] }, unknown[]> {
  const objects = new Map<string, number>()
  const unknown: PlanProblemRow[] = []
  const numbers = [...mentions.keys()]
  for (let from = 0; from < numbers.length; from += CHUNK) {
    const some = numbers.slice(from, from + CHUNK)
    const rows = yield* tx.do((db) =>
      db
        .select({
          number: contributions.number,
          id: contributions.id,
          visibility: contributions.visibility,
        })
        .from(contributions)
        .where(and(eq(contributions.townId, townId), inArray(contributions.number, some))),
    )
    const byNumber = new Map(rows.map((row) => [row.number, row]))
    for (const number of some) {
      const row = byNumber.get(number)
      const mention = mentions.get(number)!
      if (row?.visibility === 'published' || row?.visibility === 'merged')
        objects.set(row.id, mention.objects)
      else
        unknown.push({
          number: mention.number,
          layer: mention.layer,
          code: 'proposal.unknown',
          isRepaired: false,
          value: String(number),
        })
    }
  }
  return { objects, unknown }
}

export const isOf = (townId: string, id: string) =>
  and(eq(designVariants.townId, townId), eq(designVariants.id, id))!

/** Takes a draft away for good, or a published plan out of the public's sight. @throws {Refusal} 'plan.not-found' */
export async function removePlan({
  townId,
  actorId,
  id,
  now = new Date(),
}: {
  townId: string
  actorId: string
  id: string
  now?: Date
}): Promise<'discarded' | 'withdrawn'> {
  const store = await getStore()
  return store.write(function* recordRemoval(tx) {
    const [row] = yield* tx.do((db) => db.select().from(designVariants).where(isOf(townId, id)))
    if (!row) throw new Refusal('plan.not-found')
    const act = { townId, actorId, subjectType: 'plan', subjectId: id, before: { state: row.state }, now }
    if (row.state === 'draft') {
      for (const table of [planLayers, planMentions] as unknown as (typeof planLayers)[])
        yield* tx.do((db) =>
          db
            .delete(table)
            .where(and(eq(table.townId, townId), eq(table.variantId, id)))
            .returning({ variantId: table.variantId }),
        )
      yield* tx.do((db) =>
        db.delete(designVariants).where(isOf(townId, id)).returning({ id: designVariants.id }),
      )
      yield* recordStaffAct(tx, { ...act, act: 'plan.discard', after: {} })
      return 'discarded' as const
    }
    if (row.state === 'published') {
      yield* tx.do((db) =>
        db
          .update(designVariants)
          .set({ state: 'withdrawn' })
          .where(isOf(townId, id))
          .returning({ id: designVariants.id }),
      )
      yield* recordStaffAct(tx, { ...act, act: 'plan.withdraw', after: { state: 'withdrawn' } })
    }
    return 'withdrawn' as const
  })
}

/** Newest first: what is published; with `isStaff` drafts and what was withdrawn, too. */
export async function listVariants(townId: string, { isStaff = false } = {}) {
  const { read } = await getStore()
  return read
    .select({
      id: designVariants.id,
      title: designVariants.title,
      version: designVariants.version,
      state: designVariants.state,
      createdAt: designVariants.createdAt,
      publishedAt: designVariants.publishedAt,
    })
    .from(designVariants)
    .where(
      and(eq(designVariants.townId, townId), isStaff ? undefined : eq(designVariants.state, 'published')),
    )
    .orderBy(desc(designVariants.createdAt), desc(designVariants.id))
    .limit(200)
}

/** Whatever its state. */
export async function findVariant(townId: string, id: string): Promise<Variant | undefined> {
  const { read } = await getStore()
  const [row] = await read.select().from(designVariants).where(isOf(townId, id))
  return row
}

/** @throws {Refusal} 'plan.not-found', of what is not published for everybody but the staff, too */
export async function getVariant(townId: string, id: string, { isStaff = false } = {}): Promise<Variant> {
  const row = await findVariant(townId, id)
  if (!row || (row.state !== 'published' && !isStaff)) throw new Refusal('plan.not-found')
  return row
}

export async function isOriginalUsed(townId: string, fileHash: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: designVariants.id })
    .from(designVariants)
    .where(and(eq(designVariants.townId, townId), eq(designVariants.fileHash, fileHash)))
    .limit(1)
  return rows.length > 0
}

/** Without what is drawn in them. */
export async function listPlanLayers(townId: string, variantId: string) {
  const { read } = await getStore()
  const { position, name, objects } = planLayers
  return read
    .select({ position, name, objects })
    .from(planLayers)
    .where(and(eq(planLayers.townId, townId), eq(planLayers.variantId, variantId)))
    .orderBy(asc(planLayers.position))
}

/** Each layer as it is stored, the features as JSON text. */
export async function listDrawnLayers(townId: string, variantId: string) {
  const { read } = await getStore()
  const { position, name, features } = planLayers
  return read
    .select({ position, name, features: sql<string>`cast(${features} as text)` })
    .from(planLayers)
    .where(and(eq(planLayers.townId, townId), eq(planLayers.variantId, variantId)))
    .orderBy(asc(planLayers.position))
}

/** Whether everybody has a plan to look at. */
export async function hasPublishedPlan(townId: string): Promise<boolean> {
  const { read } = await getStore()
  const [row] = await read
    .select({ id: designVariants.id })
    .from(designVariants)
    .where(and(eq(designVariants.townId, townId), eq(designVariants.state, 'published')))
    .limit(1)
  return row !== undefined
}

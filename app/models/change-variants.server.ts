import { and, desc, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { designVariants } from '#db/schema/plans.server.ts'
import {
  conceptVariants,
  type StoredPlacement,
  variantChoices,
  variantVersions,
} from '#db/schema/variants.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { mustBeOfProcess, optionOf } from './variant-ties.server.ts'
import { type ConceptVariant, isVariant, isVersion, type VariantVersion } from './variants.server.ts'

/** What a version says and what it is drawn by. */
export type VersionContent = Pick<
  VariantVersion,
  | 'note'
  | 'body'
  | 'costMinor'
  | 'works'
  | 'gains'
  | 'losses'
  | 'translations'
  | 'planId'
  | 'fileName'
  | 'fileBytes'
  | 'drawing'
  | 'width'
  | 'height'
  | 'levels'
  | 'placement'
>

interface ByStaff {
  townId: string
  actorId: string
  now?: Date
}

/**
 * A new variant of a process with its first version, as a draft. The same id is the same variant.
 *
 * @throws {Refusal} 'process.not-found' | 'space.not-found' (not of this process) | 'plan.not-found' | 'variant.no-option'
 */
export async function createVariant({
  townId,
  actorId,
  id,
  versionId,
  processId,
  spaceId,
  title,
  translations = {},
  optionNumber,
  content,
  now = new Date(),
}: ByStaff & {
  id: string
  versionId: string
  processId: string
  spaceId: string | null
  title: string
  /** Of the title; a version brings its own. */
  translations?: ConceptVariant['translations']
  /** Of the proposal that stands for it in a vote. */
  optionNumber: number | null
  content: VersionContent
}): Promise<string> {
  const store = await getStore()
  return store.write(function* recordVariant(tx) {
    const [before] = yield* tx.do((db) => db.select().from(conceptVariants).where(isVariant(townId, id)))
    if (before) return before.id
    yield* mustBeOfProcess(tx, townId, processId, spaceId)
    const optionId = yield* optionOf(tx, townId, processId, optionNumber)
    const [last] = yield* tx.do((db) =>
      db
        .select({ number: conceptVariants.number })
        .from(conceptVariants)
        .where(and(eq(conceptVariants.townId, townId), eq(conceptVariants.processId, processId)))
        .orderBy(desc(conceptVariants.number))
        .limit(1),
    )
    const variant: ConceptVariant = {
      townId,
      id,
      processId,
      spaceId,
      number: (last?.number ?? 0) + 1,
      title,
      translations,
      state: 'draft',
      version: 0,
      lastRemark: 0,
      optionId,
      createdBy: actorId,
      createdAt: now,
      publishedAt: null,
    }
    yield* tx.do((db) => db.insert(conceptVariants).values(variant).returning({ id: conceptVariants.id }))
    yield* insertVersion(tx, { townId, actorId, variantId: id, versionId, version: 1, content, now })
    yield* log(tx, { townId, actorId, now }, 'variant.create', id, {}, { version: 1 })
    return id
  })
}

/**
 * The next version of a variant, as a draft beside the one that everybody sees.
 *
 * @throws {Refusal} 'variant.not-found' | 'variant.has-draft' | 'variant.too-many' | 'plan.not-found'
 */
export async function addVersion({
  townId,
  actorId,
  variantId,
  versionId,
  content,
  now = new Date(),
}: ByStaff & { variantId: string; versionId: string; content: VersionContent }): Promise<number> {
  const store = await getStore()
  return store.write(function* recordVersion(tx) {
    yield* variantIn(tx, townId, variantId)
    const versions = yield* versionsIn(tx, townId, variantId)
    const same = versions.find(({ id }) => id === versionId)
    if (same) return same.version
    if (versions.some(({ publishedAt }) => publishedAt === null)) throw new Refusal('variant.has-draft')
    if (versions.length >= VARIANT_LIMITS.versions)
      throw new Refusal('variant.too-many', { most: VARIANT_LIMITS.versions })
    const version = Math.max(0, ...versions.map((one) => one.version)) + 1
    yield* insertVersion(tx, { townId, actorId, variantId, versionId, version, content, now })
    yield* log(tx, { townId, actorId, now }, 'variant.version', variantId, {}, { version })
    return version
  })
}

/** Says where a version's drawing lies; null takes it off the map. @throws {Refusal} 'variant.not-found' */
export async function placeVersion({
  townId,
  actorId,
  variantId,
  version,
  placement,
  now = new Date(),
}: ByStaff & { variantId: string; version: number; placement: StoredPlacement | null }) {
  const store = await getStore()
  await store.write(function* recordPlacement(tx) {
    const placed = yield* tx.do((db) =>
      db
        .update(variantVersions)
        .set({ placement })
        .where(isVersion(townId, variantId, version))
        .returning({ version: variantVersions.version }),
    )
    if (placed.length === 0) throw new Refusal('variant.not-found')
    yield* log(tx, { townId, actorId, now }, 'variant.place', variantId, {}, { version })
  })
}

/**
 * Shows the newest version to everybody. Remarks about earlier ones that nobody has answered go on standing on it. Done
 * twice it is done once.
 *
 * @throws {Refusal} 'variant.not-found'
 */
export async function publishVariant({ townId, actorId, id, now = new Date() }: ByStaff & { id: string }) {
  const store = await getStore()
  await store.write(function* recordPublication(tx) {
    const variant = yield* variantIn(tx, townId, id)
    const [newest] = yield* versionsIn(tx, townId, id)
    if (variant.state === 'published' && newest?.version === variant.version) return
    const { version } = newest!
    yield* tx.do((db) =>
      db
        .update(conceptVariants)
        .set({ state: 'published', version, publishedAt: variant.publishedAt ?? now })
        .where(isVariant(townId, id))
        .returning({ id: conceptVariants.id }),
    )
    if (newest!.publishedAt === null)
      yield* tx.do((db) =>
        db
          .update(variantVersions)
          .set({ publishedAt: now })
          .where(isVersion(townId, id, version))
          .returning({ version: variantVersions.version }),
      )
    const before = { state: variant.state }
    yield* log(tx, { townId, actorId, now }, 'variant.publish', id, before, { state: 'published', version })
  })
}

/**
 * Throws the newest version away while nobody has seen it, with the variant where it was the only one; a variant without
 * such a draft leaves the public's sight.
 *
 * @returns what became of it, and the drawing whose files may go
 * @throws {Refusal} 'variant.not-found'
 */
export async function removeVariant({ townId, actorId, id, now = new Date() }: ByStaff & { id: string }) {
  const store = await getStore()
  return store.write(function* recordRemoval(tx) {
    const variant = yield* variantIn(tx, townId, id)
    const versions = yield* versionsIn(tx, townId, id)
    const [newest] = versions
    const by = { townId, actorId, now }
    if (newest && newest.publishedAt === null) {
      const { version, drawing } = newest
      yield* tx.do((db) =>
        db
          .delete(variantVersions)
          .where(isVersion(townId, id, version))
          .returning({ version: variantVersions.version }),
      )
      if (versions.length === 1)
        yield* tx.do((db) =>
          db.delete(conceptVariants).where(isVariant(townId, id)).returning({ id: conceptVariants.id }),
        )
      yield* log(tx, by, 'variant.discard', id, { version }, {})
      return { done: versions.length === 1 ? ('gone' as const) : ('version-gone' as const), drawing }
    }
    if (variant.state === 'published') {
      yield* tx.do((db) =>
        db
          .update(conceptVariants)
          .set({ state: 'withdrawn' })
          .where(isVariant(townId, id))
          .returning({ id: conceptVariants.id }),
      )
      yield* log(tx, by, 'variant.withdraw', id, { state: 'published' }, { state: 'withdrawn' })
    }
    return { done: 'withdrawn' as const, drawing: null }
  })
}

/**
 * Says which published variant of its process was chosen, and why; a later choice takes the place of an earlier one.
 *
 * @throws {Refusal} 'variant.not-found' (not published, or of another process) | 'reason.missing'
 */
export async function chooseVariant({
  townId,
  actorId,
  processId,
  variantId,
  reason,
  now = new Date(),
}: ByStaff & { processId: string; variantId: string; reason: string }) {
  if (reason.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  await store.write(function* recordChoice(tx) {
    const variant = yield* variantIn(tx, townId, variantId)
    if (variant.state !== 'published' || variant.processId !== processId)
      throw new Refusal('variant.not-found')
    const { version } = variant
    const set = { variantId, version, reason, chosenBy: actorId, chosenAt: now }
    yield* tx.do((db) =>
      db
        .insert(variantChoices)
        .values({ townId, processId, ...set })
        .onConflictDoUpdate({ target: [variantChoices.townId, variantChoices.processId], set })
        .returning({ variantId: variantChoices.variantId }),
    )
    yield* log(tx, { townId, actorId, now }, 'variant.choose', variantId, {}, { version }, reason)
  })
}

/** @throws {Refusal} 'variant.not-found' */
export function* variantIn(tx: Tx, townId: string, id: string): Generator<Step, ConceptVariant, unknown[]> {
  const [row] = yield* tx.do((db) => db.select().from(conceptVariants).where(isVariant(townId, id)))
  if (!row) throw new Refusal('variant.not-found')
  return row
}

/** The newest first. */
function* versionsIn(tx: Tx, townId: string, id: string): Generator<Step, VariantVersion[], unknown[]> {
  return yield* tx.do((db) =>
    db
      .select()
      .from(variantVersions)
      .where(and(eq(variantVersions.townId, townId), eq(variantVersions.variantId, id)))
      .orderBy(desc(variantVersions.version)),
  )
}

function* insertVersion(
  tx: Tx,
  {
    townId,
    actorId,
    variantId,
    versionId,
    version,
    content,
    now,
  }: Required<ByStaff> & {
    variantId: string
    versionId: string
    version: number
    content: VersionContent
  },
): Generator<Step, void, unknown[]> {
  const { planId } = content
  if (planId) {
    const [plan] = yield* tx.do((db) =>
      db
        .select({ id: designVariants.id })
        .from(designVariants)
        .where(and(eq(designVariants.townId, townId), eq(designVariants.id, planId))),
    )
    if (!plan) throw new Refusal('plan.not-found')
  }
  const row = { ...content, townId, id: versionId, variantId, version, createdBy: actorId, createdAt: now }
  yield* tx.do((db) =>
    db
      .insert(variantVersions)
      .values({ ...row, publishedAt: null })
      .returning({ id: variantVersions.id }),
  )
}

function* log(
  tx: Tx,
  { townId, actorId, now }: Required<ByStaff>,
  act: string,
  subjectId: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  reason = '',
): Generator<Step, void, unknown[]> {
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act,
    subjectType: 'variant',
    subjectId,
    reason,
    before,
    after,
    now,
  })
}

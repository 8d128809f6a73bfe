import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { processes, spaces } from '#db/schema/towns.server.ts'
import { conceptVariants, variantChoices, variantVersions } from '#db/schema/variants.server.ts'
import { type Db, getStore } from '#db/store.server.ts'

export type ConceptVariant = typeof conceptVariants.$inferSelect
export type VariantVersion = typeof variantVersions.$inferSelect
export type VariantChoice = typeof variantChoices.$inferSelect

export const isVariant = (townId: string, id: string) =>
  and(eq(conceptVariants.townId, townId), eq(conceptVariants.id, id))!

export const isVersion = (townId: string, variantId: string, version: number) =>
  and(
    eq(variantVersions.townId, townId),
    eq(variantVersions.variantId, variantId),
    eq(variantVersions.version, version),
  )!

/** A variant with all its versions, the newest first, and what it belongs to. */
export interface WholeVariant {
  variant: ConceptVariant
  versions: VariantVersion[]
  process: {
    id: string
    slug: string
    title: string
    translations: typeof processes.$inferSelect.translations
  }
  space: { slug: string; name: string; translations: typeof spaces.$inferSelect.translations } | null
  option: {
    number: number
    title: string
    translations: typeof contributions.$inferSelect.translations
  } | null
}

/**
 * @throws {Refusal} 'variant.not-found', of what is not published for everybody but the staff, too; the public gets no
 *   version that is not published
 */
export async function getConceptVariant(
  townId: string,
  id: string,
  { isStaff = false } = {},
): Promise<WholeVariant> {
  const { read } = await getStore()
  const [row] = await read
    .select({
      variant: conceptVariants,
      process: {
        id: processes.id,
        slug: processes.slug,
        title: processes.title,
        translations: processes.translations,
      },
      spaceSlug: spaces.slug,
      spaceName: spaces.name,
      spaceTranslations: spaces.translations,
      optionNumber: contributions.number,
      optionTitle: contributions.title,
      optionTranslations: contributions.translations,
    })
    .from(conceptVariants)
    .innerJoin(
      processes,
      and(eq(processes.townId, conceptVariants.townId), eq(processes.id, conceptVariants.processId)),
    )
    .leftJoin(spaces, and(eq(spaces.townId, conceptVariants.townId), eq(spaces.id, conceptVariants.spaceId)))
    .leftJoin(
      contributions,
      and(
        eq(contributions.townId, conceptVariants.townId),
        eq(contributions.id, conceptVariants.optionId),
        eq(contributions.visibility, 'published'),
      ),
    )
    .where(isVariant(townId, id))
  if (!row || (row.variant.state !== 'published' && !isStaff)) throw new Refusal('variant.not-found')
  const versions = await read
    .select()
    .from(variantVersions)
    .where(
      and(
        eq(variantVersions.townId, townId),
        eq(variantVersions.variantId, id),
        isStaff ? undefined : gt(variantVersions.publishedAt, new Date(0)),
      ),
    )
    .orderBy(desc(variantVersions.version))
  return {
    variant: row.variant,
    versions,
    process: row.process,
    space: row.spaceSlug
      ? { slug: row.spaceSlug, name: row.spaceName!, translations: row.spaceTranslations! }
      : null,
    option: row.optionNumber
      ? { number: row.optionNumber, title: row.optionTitle!, translations: row.optionTranslations! }
      : null,
  }
}

/** The variants of a process by their numbers, each with the version that everybody sees (for the staff, of a draft, its newest). */
export async function listConceptVariants(townId: string, processId: string, { isStaff = false } = {}) {
  const { read } = await getStore()
  const variants = await read
    .select()
    .from(conceptVariants)
    .where(
      and(
        eq(conceptVariants.townId, townId),
        eq(conceptVariants.processId, processId),
        isStaff ? undefined : eq(conceptVariants.state, 'published'),
      ),
    )
    .orderBy(asc(conceptVariants.number))
  const versions = await versionsOf(
    read,
    townId,
    variants.map(({ id }) => id),
  )
  return variants.flatMap((variant) => {
    const own = versions.filter(({ variantId }) => variantId === variant.id)
    const shown = own.find(({ version }) => version === variant.version) ?? own[0]
    return shown ? [{ variant, shown }] : []
  })
}

function versionsOf(db: Db, townId: string, ids: string[]): Promise<VariantVersion[]> {
  return db
    .select()
    .from(variantVersions)
    .where(and(eq(variantVersions.townId, townId), inArray(variantVersions.variantId, [...ids, ''])))
    .orderBy(desc(variantVersions.version)) as unknown as Promise<VariantVersion[]>
}

/** Whether a process has variants to look at; asked by its page. */
export async function countVariants(townId: string, processId: string): Promise<number> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: conceptVariants.id })
    .from(conceptVariants)
    .where(
      and(
        eq(conceptVariants.townId, townId),
        eq(conceptVariants.processId, processId),
        eq(conceptVariants.state, 'published'),
      ),
    )
  return rows.length
}

/** The version that a drawing's address names, and whether everybody may see it. */
export async function findDrawing(townId: string, versionId: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({ version: variantVersions, state: conceptVariants.state })
    .from(variantVersions)
    .innerJoin(
      conceptVariants,
      and(
        eq(conceptVariants.townId, variantVersions.townId),
        eq(conceptVariants.id, variantVersions.variantId),
      ),
    )
    .where(and(eq(variantVersions.townId, townId), eq(variantVersions.id, versionId)))
  if (!row) return null
  return {
    version: row.version,
    isPublic: row.state === 'published' && row.version.publishedAt !== null,
  }
}

/** Whether any version of the town has this drawing: else its files may go. */
export async function isDrawingUsed(townId: string, drawing: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: variantVersions.id })
    .from(variantVersions)
    .where(and(eq(variantVersions.townId, townId), eq(variantVersions.drawing, drawing)))
    .limit(1)
  return rows.length > 0
}

/** What was chosen in a process, with the variant's title and number; null while nothing is, or it was withdrawn. */
export async function getChoice(townId: string, processId: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({
      choice: variantChoices,
      number: conceptVariants.number,
      title: conceptVariants.title,
      translations: conceptVariants.translations,
    })
    .from(variantChoices)
    .innerJoin(
      conceptVariants,
      and(
        eq(conceptVariants.townId, variantChoices.townId),
        eq(conceptVariants.id, variantChoices.variantId),
        eq(conceptVariants.state, 'published'),
      ),
    )
    .where(and(eq(variantChoices.townId, townId), eq(variantChoices.processId, processId)))
  return row ? { ...row.choice, number: row.number, title: row.title, translations: row.translations } : null
}

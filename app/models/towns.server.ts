import { asc, eq, sql } from 'drizzle-orm'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { DEFAULT_CATEGORIES } from '#app/domain/categories.ts'
import { DEFAULT_REASONS } from '#app/domain/reasons.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { reasonTemplates } from '#db/schema/staff.server.ts'
import { baseMaps, categories, type Translations, towns } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, query, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Town = typeof towns.$inferSelect
export type Category = typeof categories.$inferSelect

// Every page of a town asks for these: each is built and prepared once.
const townBySlug = query<{ slug: string }>()('town_by_slug', (db) =>
  db
    .select()
    .from(towns)
    .where(eq(towns.slug, sql.placeholder('slug'))),
)
const categoriesOfTown = query<{ townId: string }>()('categories_of_town', (db) =>
  db
    .select()
    .from(categories)
    .where(eq(categories.townId, sql.placeholder('townId')))
    .orderBy(asc(categories.position), asc(categories.id)),
)
const baseMapVersion = query<{ townId: string }>()('base_map_version', (db) =>
  db
    .select({ updatedAt: baseMaps.updatedAt })
    .from(baseMaps)
    .where(eq(baseMaps.townId, sql.placeholder('townId'))),
)

/** @throws {Refusal} 'town.not-found' */
export async function getTown(slug: string): Promise<Town> {
  const [town] = await (await getStore()).get(townBySlug, { slug })
  if (!town) throw new Refusal('town.not-found')
  return town
}

export async function listTowns(): Promise<Town[]> {
  const { read } = await getStore()
  const rows = await read.select().from(towns).orderBy(asc(towns.createdAt))
  return rows.sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

export async function listCategories(townId: string): Promise<Category[]> {
  return (await getStore()).get(categoriesOfTown, { townId })
}

export interface NewTown {
  id?: string
  slug: string
  name: string
  region: string
  intro?: string
  population: number | null
  timeZone: string
  currency?: string
  lng: number
  lat: number
  zoom?: number
  boundary: Polygon | MultiPolygon | null
  isDemo?: boolean
  translations?: Translations
  /** Who creates it; null when it is made by the command line. */
  actorId: string | null
  now?: Date
}

/**
 * Creates a town with the usual categories and reasons.
 * @throws {Refusal} 'slug.taken'
 */
export async function createTown(town: NewTown): Promise<Town> {
  const { actorId, now = new Date(), id = newId(), ...rest } = town
  const store = await getStore()
  try {
    return await store.write(function* recordTown(tx) {
      const [made] = yield* tx.do((db) =>
        db
          .insert(towns)
          .values({
            intro: '',
            currency: 'RUB',
            zoom: 14,
            isDemo: false,
            translations: {},
            ...rest,
            id,
            lastNumber: 0,
            createdAt: now,
          })
          .returning(),
      )
      yield* insertDefaults(tx, id)
      if (actorId) {
        yield* recordStaffAct(tx, {
          townId: id,
          actorId,
          act: 'town.create',
          subjectType: 'town',
          subjectId: id,
          before: {},
          after: { slug: rest.slug },
          now,
        })
      }
      return made!
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('slug.taken', { slug: rest.slug })
    throw error
  }
}

function* insertDefaults(tx: Tx, townId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(categories)
      .values(
        DEFAULT_CATEGORIES.map((category, position) => ({
          townId,
          id: category.id,
          icon: category.id,
          name: category.ru,
          position,
          translations: { en: { name: category.en } },
        })),
      )
      .returning({ id: categories.id }),
  )
  yield* tx.do((db) =>
    db
      .insert(reasonTemplates)
      .values(
        DEFAULT_REASONS.map((reason, position) => ({
          townId,
          id: newId(),
          act: reason.act,
          title: reason.ru.title,
          body: reason.ru.body,
          position,
          translations: { en: reason.en },
        })),
      )
      .returning({ id: reasonTemplates.id }),
  )
}

export interface TownChange {
  townId: string
  actorId: string
  change: Partial<
    Pick<
      Town,
      | 'name'
      | 'region'
      | 'intro'
      | 'population'
      | 'timeZone'
      | 'lng'
      | 'lat'
      | 'zoom'
      | 'boundary'
      | 'translations'
    >
  >
  now?: Date
}

export async function changeTown({ townId, actorId, change, now = new Date() }: TownChange) {
  const store = await getStore()
  await store.write(function* recordChange(tx) {
    const [before] = yield* tx.do((db) => db.select().from(towns).where(eq(towns.id, townId)))
    if (!before) throw new Refusal('town.not-found')
    yield* tx.do((db) => db.update(towns).set(change).where(eq(towns.id, townId)).returning({ id: towns.id }))
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'town.change',
      subjectType: 'town',
      subjectId: townId,
      before: Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof Town]])),
      after: change,
      now,
    })
  })
}

/** A town's drawn base map, or null when only tiles or the boundary are shown. */
export async function getBaseMap(
  townId: string,
): Promise<{ features: FeatureCollection; updatedAt: Date } | null> {
  const { read } = await getStore()
  const [row] = await read.select().from(baseMaps).where(eq(baseMaps.townId, townId))
  return row ?? null
}

export async function getBaseMapVersion(townId: string): Promise<number | null> {
  const [row] = await (await getStore()).get(baseMapVersion, { townId })
  return row?.updatedAt.getTime() ?? null
}

export async function setBaseMap(townId: string, features: FeatureCollection, now = new Date()) {
  const store = await getStore()
  await store.write(function* recordBaseMap(tx) {
    yield* tx.do((db) =>
      db
        .insert(baseMaps)
        .values({ townId, features, updatedAt: now })
        .onConflictDoUpdate({ target: baseMaps.townId, set: { features, updatedAt: now } })
        .returning({ townId: baseMaps.townId }),
    )
  })
}

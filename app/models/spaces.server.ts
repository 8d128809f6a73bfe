import { and, eq, sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { spaces, type Translations } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, query } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Space = typeof spaces.$inferSelect

const spacesOfTown = query<{ townId: string }>()('spaces_of_town', (db) =>
  db
    .select()
    .from(spaces)
    .where(eq(spaces.townId, sql.placeholder('townId'))),
)

export async function listSpaces(townId: string): Promise<Space[]> {
  const rows = await (await getStore()).get(spacesOfTown, { townId })
  return rows.sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

/** @throws {Refusal} 'space.not-found' */
export async function getSpace(townId: string, slug: string): Promise<Space> {
  const { read } = await getStore()
  const [space] = await read
    .select()
    .from(spaces)
    .where(and(eq(spaces.townId, townId), eq(spaces.slug, slug)))
  if (!space) throw new Refusal('space.not-found')
  return space
}

export interface NewSpace {
  townId: string
  id?: string
  slug: string
  name: string
  kind: string
  facts?: string
  geometry: Polygon | MultiPolygon
  translations?: Translations
  actorId: string | null
  now?: Date
}

/** Creates a space. @throws {Refusal} 'slug.taken' */
export async function createSpace(space: NewSpace): Promise<Space> {
  const { townId, actorId, now, ...rest } = space
  const [made] = await createSpaces({ townId, actorId, now, spaces: [rest] })
  return made!
}

interface NewSpaces {
  townId: string
  actorId: string | null
  spaces: Omit<NewSpace, 'townId' | 'actorId' | 'now'>[]
  now?: Date
}

/** Creates several spaces, all or none. @throws {Refusal} 'slug.taken' */
export async function createSpaces({
  townId,
  actorId,
  spaces: list,
  now = new Date(),
}: NewSpaces): Promise<Space[]> {
  const store = await getStore()
  try {
    return await store.write(function* recordSpaces(tx) {
      const made: Space[] = []
      for (const { id = newId(), ...rest } of list) {
        const [lng, lat] = pointOf(rest.geometry)
        const [space] = yield* tx.do((db) =>
          db
            .insert(spaces)
            .values({ facts: '', translations: {}, ...rest, townId, id, lng, lat, createdAt: now })
            .returning(),
        )
        made.push(space!)
        if (actorId) {
          yield* recordStaffAct(tx, {
            townId,
            actorId,
            act: 'space.create',
            subjectType: 'space',
            subjectId: id,
            before: {},
            after: { slug: rest.slug },
            now,
          })
        }
      }
      return made
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new Refusal('slug.taken', { slug: list.map((space) => space.slug).join(', ') })
    throw error
  }
}

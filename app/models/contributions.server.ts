import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Geometry, LineString, Point, Polygon } from 'geojson'
import type { Kind } from '#app/domain/contributions.ts'
import { isPin, LIMITS, photosAllowed, titleFromBody } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { containsGeometry } from '#app/domain/geometry/contains-geometry.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { citations, contributions, photos } from '#db/schema/contributions.server.ts'
import { categories, spaces, towns } from '#db/schema/towns.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordAssisted } from './assisted.server.ts'
import { mustNotBeBlocked } from './blocks.server.ts'
import { countAct } from './caps.server.ts'
import { flagPhotos, flagText } from './flags.server.ts'
import { idOfWords } from './ids.server.ts'
import type { NewPhoto } from './photos.server.ts'
import { phasesOfProcess } from './process-queries.server.ts'
import { searchTextOf } from './search-text.server.ts'
import { isSentAgain, wordsOf } from './sent-before.server.ts'
import { recordDifferent } from './similar.server.ts'
import { mustBeTrusted } from './trust.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export type Contribution = typeof contributions.$inferSelect

/** Where something is: drawn on the map, or told in words within a space. */
export type Place =
  | { by: 'geometry'; geometry: Point | LineString | Polygon; text?: string }
  | { by: 'words'; spaceId: string; text: string }

export interface NewContribution {
  /** Made by the client, so that sending twice is sending once. */
  id: string
  townId: string
  personId: string
  processId: string
  kind: Kind
  /** Proposals only; a pin is titled by its first words. */
  title?: string
  body: string
  locale: string
  place: Place
  categoryId?: string | null
  costMinor?: number | null
  citedPinIds?: string[]
  photos?: NewPhoto[]
  /** Who sends it for a resident at the help desk. */
  clerkId?: string
  /** Numbers of similar ones that the author has seen: theirs is different. */
  differentFrom?: number[]
  now?: Date
}

/**
 * Submits a pin or a proposal in the open phase. Where the phase is pre-moderated it waits for the desk.
 *
 * @throws {Refusal} 'process.not-found' | 'phase.closed' | 'trust.needs-…' | 'place.outside' | 'space.not-found' | 'category.not-found' |
 *   'citation.not-found' | 'citation.too-many' | 'contribution.limit-reached' | 'person.blocked' | 'photo.too-many' |
 *   'input.bad' (an id of somebody else's)
 */
export async function submitContribution(input: NewContribution): Promise<Contribution> {
  const { townId, personId, processId, kind, locale, now = new Date() } = input
  let { id } = input
  const store = await getStore()
  return store.write(function* recordContribution(tx) {
    const known = (wanted: string) => (db: Db) =>
      db
        .select()
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, wanted)))
    const [sentBefore] = yield* tx.do(known(id))
    if (sentBefore) {
      if (sentBefore.authorId !== personId) throw new Refusal('input.bad')
      if (yield* isSentAgain(tx, sentBefore, input)) return sentBefore
      // The same form, sent again with anything else in it (the browser's "back"): a thing of its own, or it would be lost.
      id = idOfWords(id, wordsOf(input))
      const [correctedBefore] = yield* tx.do(known(id))
      if (correctedBefore) return correctedBefore
    }
    const phases = yield* tx.run(phasesOfProcess, { townId, processId })
    // Every process has phases: without any it is none of this town's.
    if (phases.length === 0) throw new Refusal('process.not-found')
    const phase = mustAllow(phases, isPin(kind) ? 'pin' : 'propose', now)
    yield* mustBeTrusted(tx, { townId, personId, ...phase.settings })
    if ((input.photos?.length ?? 0) > photosAllowed(kind)) throw new Refusal('photo.too-many')
    yield* mustNotBeBlocked(tx, townId, personId, now)
    yield* countAct(tx, { townId, personId, act: isPin(kind) ? 'pin' : 'proposal', now })
    yield* mustBeCategory(tx, townId, input.categoryId)
    const placed = yield* place(tx, townId, input.place)
    const [{ lastNumber: number }] = (yield* tx.do((db) =>
      db
        .update(towns)
        .set({ lastNumber: sql`${towns.lastNumber} + 1` })
        .where(eq(towns.id, townId))
        .returning({ lastNumber: towns.lastNumber }),
    )) as [{ lastNumber: number }]
    const title = isPin(kind) ? titleFromBody(input.body) : (input.title ?? '')
    const [made] = yield* tx.do((db) =>
      db
        .insert(contributions)
        .values({
          townId,
          id,
          number,
          processId,
          kind,
          title,
          body: input.body,
          translations: {},
          locale,
          ...placed,
          categoryId: input.categoryId || null,
          costMinor: input.costMinor ?? null,
          externalId: null,
          authorId: personId,
          visibility: phase.settings.moderation === 'pre' ? 'pending' : 'published',
          status: 'new',
          decision: null,
          supports: 0,
          comments: 0,
          votes: 0,
          points: 0,
          searchText: searchTextOf({ title, body: input.body, placeText: placed.placeText, number }),
          createdAt: now,
          updatedAt: now,
          editedAt: null,
          reviewedAt: null,
          mergedIntoId: null,
        })
        .returning(),
    )
    yield* cite(tx, townId, id, input.citedPinIds ?? [])
    yield* insertPhotos(tx, townId, id, input.photos ?? [], 0, now)
    const { clerkId } = input
    if (clerkId) {
      const act = isPin(kind) ? 'pin' : 'proposal'
      yield* recordAssisted(tx, { townId, personId, clerkId, act, subjectId: id, now })
    }
    yield* recordDifferent(tx, { townId, contributionId: id, numbers: input.differentFrom ?? [], now })
    const subject = { type: 'contribution' as const, id }
    const text = [isPin(kind) ? '' : title, input.body, placed.placeText].filter(Boolean).join('\n')
    yield* flagText(tx, { townId, subject, contributionId: id, authorId: personId, text, now })
    if (made!.visibility === 'published')
      yield* tellWebhooks(tx, { townId, event: 'contribution.published', subjectId: id, now })
    return made!
  })
}

/** @throws {Refusal} 'category.not-found' */
export function* mustBeCategory(
  tx: Tx,
  townId: string,
  id: string | null | undefined,
): Generator<Step, void, unknown[]> {
  if (!id) return
  const [known] = yield* tx.do((db) =>
    db
      .select({ id: categories.id })
      .from(categories)
      .where(and(eq(categories.townId, townId), eq(categories.id, id))),
  )
  if (!known) throw new Refusal('category.not-found')
}

/** The columns that say where something is. */
export function* place(tx: Tx, townId: string, where: Place) {
  if (where.by === 'words') {
    const [space] = yield* tx.do((db) =>
      db
        .select()
        .from(spaces)
        .where(and(eq(spaces.townId, townId), eq(spaces.id, where.spaceId))),
    )
    if (!space) throw new Refusal('space.not-found')
    const { lng, lat } = space
    return {
      geometry: null as Geometry | null,
      lng,
      lat,
      cell: cellOf(lng, lat),
      spaceId: space.id as string | null,
      placePrecision: where.text.trim() ? ('described' as const) : ('space' as const),
      placeText: where.text.trim(),
    }
  }
  const [town] = yield* tx.do((db) =>
    db.select({ boundary: towns.boundary }).from(towns).where(eq(towns.id, townId)),
  )
  const boundary = town?.boundary
  if (boundary && !containsGeometry(boundary, where.geometry)) throw new Refusal('place.outside')
  const [lng, lat] = pointOf(where.geometry)
  const around = yield* tx.do((db) =>
    db.select({ id: spaces.id, geometry: spaces.geometry }).from(spaces).where(eq(spaces.townId, townId)),
  )
  const space = around.find((candidate) => contains(candidate.geometry, [lng, lat]))
  return {
    geometry: where.geometry as Geometry | null,
    lng,
    lat,
    cell: cellOf(lng, lat),
    spaceId: space?.id ?? null,
    placePrecision: 'point' as const,
    placeText: where.text?.trim() ?? '',
  }
}

function* cite(
  tx: Tx,
  townId: string,
  proposalId: string,
  pinIds: string[],
): Generator<Step, void, unknown[]> {
  const wanted = [...new Set(pinIds)]
  if (wanted.length === 0) return
  if (wanted.length > LIMITS.citations) throw new Refusal('citation.too-many', { limit: LIMITS.citations })
  const known = yield* tx.do((db) =>
    db
      .select({ id: contributions.id })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          inArray(contributions.id, wanted),
          ne(contributions.kind, 'proposal'),
          eq(contributions.visibility, 'published'),
        ),
      ),
  )
  if (known.length !== wanted.length) throw new Refusal('citation.not-found')
  yield* tx.do((db) =>
    db
      .insert(citations)
      .values(wanted.map((pinId) => ({ townId, proposalId, pinId })))
      .onConflictDoNothing()
      .returning({ pinId: citations.pinId }),
  )
}

export function* insertPhotos(
  tx: Tx,
  townId: string,
  contributionId: string,
  list: NewPhoto[],
  from: number,
  now: Date,
): Generator<Step, void, unknown[]> {
  if (list.length === 0) return
  yield* tx.do((db) =>
    db
      .insert(photos)
      .values(
        list.map((photo, i) => ({
          translations: {},
          ...photo,
          townId,
          contributionId,
          position: from + i,
          createdAt: now,
        })),
      )
      .returning({ id: photos.id }),
  )
  yield* flagPhotos(tx, { townId, contributionId, photos: list, now })
}

/** By the number people see, whatever its visibility; the caller decides who may look (`maySee`). */
export async function getContribution(townId: string, number: number): Promise<Contribution | null> {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(contributions)
    .where(and(eq(contributions.townId, townId), eq(contributions.number, number)))
  return row ?? null
}

/** Those of these numbers that a town has. */
export async function listByNumbers(townId: string, numbers: number[]): Promise<Contribution[]> {
  if (numbers.length === 0) return []
  const { read } = await getStore()
  return read
    .select()
    .from(contributions)
    .where(and(eq(contributions.townId, townId), inArray(contributions.number, numbers)))
}

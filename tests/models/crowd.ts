import type { Geometry, Point } from 'geojson'
import { KINDS, type Kind, STATUSES, type Status } from '#app/domain/contributions.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { answerContribution } from '#app/models/answers.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { type Place, submitContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import type { Space } from '#app/models/spaces.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { CENTRE, makePeople, makeProcess, makeSpace, makeTown } from '../factories.ts'
import { seeded } from '../seeded.ts'

export interface MadeOne {
  number: number
  kind: Kind
  processSlug: string
  spaceSlug: string | null
  categoryId: string | null
  status: Status
  body: string
}

export interface Crowd {
  townId: string
  processSlugs: string[]
  spaceSlugs: string[]
  made: MadeOne[]
  /** number -> ids of the people who support it or have spoken under it */
  peopleAt: Map<number, Set<string>>
}

const BODIES = [
  'Ёлки высохли',
  'скамейка сломана',
  'Фонарь у моста не горит',
  'Нужна СКАМЕЙКА и фонарь у клуба',
  'Просто хорошо',
]

/** A town of contributions of random kinds, categories, places and statuses, all through the real acts. */
export async function makeCrowd(count: number, random = seeded(7)): Promise<Crowd> {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const town = await makeTown()
  const spaces: Space[] = []
  for (const shift of [-0.012, 0, 0.012])
    spaces.push(await makeSpace({ townId: town.id, at: [CENTRE[0] + shift, CENTRE[1]] }))
  const processes = [await makeProcess({ townId: town.id }), await makeProcess({ townId: town.id })]
  const authors = await makePeople(Math.ceil(count / 25))
  const readers = await makePeople(6)
  const made: MadeOne[] = []
  const peopleAt = new Map<number, Set<string>>()

  function point(): Point {
    const space = random() < 0.3 ? pick(spaces) : null
    const [lng, lat, spread] = space ? [space.lng, space.lat, 0.0012] : [CENTRE[0], CENTRE[1], 0.03]
    // Some stand at exactly one spot.
    if (random() < 0.1) return { type: 'Point', coordinates: CENTRE }
    return {
      type: 'Point',
      coordinates: [lng + (random() - 0.5) * spread, lat + (random() - 0.5) * spread * 0.9],
    }
  }

  function somewhere(): { place: Place; spaceSlug: string | null } {
    if (random() < 0.2) {
      const space = pick(spaces)
      return {
        place: { by: 'words', spaceId: space.id, text: random() < 0.5 ? 'у входа' : '' },
        spaceSlug: space.slug,
      }
    }
    const geometry: Point = point()
    const space = spaces.find((one) => contains(one.geometry, geometry.coordinates as [number, number]))
    return {
      place: { by: 'geometry', geometry: geometry as Geometry as Point },
      spaceSlug: space?.slug ?? null,
    }
  }

  for (let i = 0; i < count; i++) {
    const author = authors[i % authors.length]!
    const [kind, process, body] = [pick(KINDS), pick(processes), pick(BODIES)]
    const categoryId = pick(['greenery', 'lighting', 'play', 'other', null])
    const { place, spaceSlug } = somewhere()
    const { id, number } = await submitContribution({
      id: newId(),
      townId: town.id,
      personId: author.id,
      processId: process.id,
      kind,
      title: 'Замысел',
      body,
      locale: 'ru',
      place,
      categoryId,
    })
    const status = random() < 0.4 ? pick(STATUSES) : 'new'
    const about = { townId: town.id, contributionId: id }
    if (status !== 'new')
      await answerContribution({
        ...about,
        actorId: authors[0]!.id,
        decision: 'partly',
        status,
        body: 'Ответ',
      })
    const people = new Set<string>()
    for (const reader of readers.slice(0, Math.floor(random() ** 2 * 6))) {
      await supportContribution({ ...about, personId: reader.id })
      people.add(reader.id)
    }
    for (let n = Math.floor(random() ** 3 * 4); n > 0; n--) {
      const speaker = pick([...readers, author])
      await submitComment({
        ...about,
        id: newId(),
        personId: speaker.id,
        parentId: null,
        body: 'Слово',
        isOfficial: false,
      })
      people.add(speaker.id)
    }
    peopleAt.set(number, people)
    made.push({ number, kind, processSlug: process.slug, spaceSlug, categoryId, status, body })
  }
  return {
    townId: town.id,
    processSlugs: processes.map((one) => one.slug),
    spaceSlugs: spaces.map((one) => one.slug),
    made,
    peopleAt,
  }
}

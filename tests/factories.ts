import type { Polygon, Position } from 'geojson'
import { PURPOSES } from '#app/domain/consents.ts'
import type { PhaseKind } from '#app/domain/phases.ts'
import { DEFAULT_ACTS } from '#app/domain/phases.ts'
import { giveConsent } from '#app/models/consents.server.ts'
import { type NewContribution, submitContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { type Person, personOfEmail } from '#app/models/people.server.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { createSpace } from '#app/models/spaces.server.ts'
import { createTown } from '#app/models/towns.server.ts'
import type { PhaseSettings } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { unmarked } from './contribution-row.ts'

/** [lng, lat] of the middle of every town made here. */
export const CENTRE: [number, number] = [45.6, 57.42]
/** Half a side of the town's square boundary, about 2 km. */
const HALF_LNG = 0.0334
const HALF_LAT = 0.018
export const DAY = 86_400_000

let made = 0
const next = () => ++made

/** A closed square around a point; sides in degrees of longitude and latitude. */
export function squareAround([lng, lat]: Position, halfLng: number, halfLat: number): Polygon {
  const [west, south, east, north] = [lng! - halfLng, lat! - halfLat, lng! + halfLng, lat! + halfLat]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}

export async function makeTown(options: Partial<Parameters<typeof createTown>[0]> = {}) {
  const n = next()
  return createTown({
    slug: `town-${n}`,
    name: `Город ${n}`,
    region: 'Область',
    population: 12_000,
    timeZone: 'Europe/Moscow',
    lng: CENTRE[0],
    lat: CENTRE[1],
    boundary: squareAround(CENTRE, HALF_LNG, HALF_LAT),
    actorId: null,
    ...options,
  })
}

export async function makePerson(email = `person-${next()}@example.org`): Promise<Person> {
  const store = await getStore()
  return store.write((tx) => personOfEmail(tx, email, 'ru', new Date()))
}

/** Gives both consents, without which nobody may write and nobody is written to. */
export async function giveConsents(...given: Person[]) {
  for (const { id: personId } of given)
    for (const purpose of PURPOSES)
      await giveConsent({
        personId,
        purpose,
        textVersion: '2026-05',
        textHash: 'hash of the text',
        address: '192.0.2.9',
        secret: 'a secret of the tests',
      })
}

export function makePeople(count: number): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, () => makePerson()))
}

export interface PhaseOptions {
  kind?: PhaseKind
  /** Days from now; negative is the past. */
  from?: number
  /** Days from now; null = open-ended. */
  to?: number | null
  settings?: Partial<PhaseSettings>
}

export interface ProcessOptions {
  townId: string
  slug?: string
  phases?: PhaseOptions[]
  spaceIds?: string[]
}

/** A process; without `phases` it collects now, with everything allowed, no limit and moderation after publishing. */
export async function makeProcess({
  townId,
  slug = `process-${next()}`,
  phases = [{}],
  spaceIds = [],
}: ProcessOptions) {
  const { id } = await createProcess({
    townId,
    slug,
    title: 'Набережная',
    question: 'Какой быть набережной?',
    spaceIds,
    actorId: null,
    phases: phases.map(({ kind = 'collect', from = -1, to = 30, settings }) => ({
      kind,
      title: kind,
      startsAt: new Date(Date.now() + from * DAY),
      endsAt: to === null ? null : new Date(Date.now() + to * DAY),
      settings: { acts: DEFAULT_ACTS[kind], moderation: 'post', supportLimit: null, ...settings },
    })),
  })
  return { id, slug }
}

/** A square space, 0.002° by 0.001° about a point, by default in the middle of the town. */
export async function makeSpace(
  options: { townId: string; at?: Position } & Partial<Parameters<typeof createSpace>[0]>,
) {
  const { at = CENTRE, ...rest } = options
  const n = next()
  return createSpace({
    slug: `space-${n}`,
    name: `Место ${n}`,
    kind: 'park',
    geometry: squareAround(at, 0.001, 0.0005),
    actorId: null,
    ...rest,
  })
}

type Sent = { townId: string; processId: string; personId: string; at?: Position } & Partial<NewContribution>

export async function makePin({ at = CENTRE, ...rest }: Sent) {
  const pin = await submitContribution({
    id: newId(),
    kind: 'problem',
    body: `Темно у спуска к воде ${next()}`,
    locale: 'ru',
    place: { by: 'geometry', geometry: { type: 'Point', coordinates: at } },
    ...rest,
  })
  return unmarked(pin)
}

export async function makeProposal({ at = CENTRE, ...rest }: Sent) {
  const proposal = await submitContribution({
    id: newId(),
    kind: 'proposal',
    title: `Лестница ${next()}`,
    body: 'Сделать удобный спуск к реке.',
    locale: 'ru',
    place: { by: 'geometry', geometry: { type: 'Point', coordinates: at } },
    ...rest,
  })
  return unmarked(proposal)
}

/** A town with an open process, for the many tests that need no more. */
export async function makeScene(phase: PhaseOptions = {}) {
  const town = await makeTown()
  const process = await makeProcess({ townId: town.id, phases: [phase] })
  const [author, moderator] = (await makePeople(2)) as [Person, Person]
  await giveConsents(author, moderator)
  return {
    town,
    process,
    author,
    moderator,
    here: { townId: town.id, processId: process.id, personId: author.id },
  }
}

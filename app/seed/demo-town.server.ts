import { DEFAULT_ACTS } from '#app/domain/phases.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { changeSharing } from '#app/models/sharing.server.ts'
import { createSpace } from '#app/models/spaces.server.ts'
import { createTown, setBaseMap, type Town } from '#app/models/towns.server.ts'
import { type DemoData, type DemoProcess, inBoth } from './demo-data.server.ts'
import { seedGazetteer } from './demo-gazetteer.server.ts'
import { readGuides, seedContest } from './demo-guides.server.ts'
import { demoCaseOf } from './demo-practice.server.ts'
import { DAY_MS, midnightIn } from './demo-time.server.ts'

/** In one process the desk reads first, in another supports are scarce: so that both can be tried. */
const READ_FIRST = 'market'
const SCARCE = { process: 'embankment', supports: 10 }

export interface DemoPlaces {
  town: Town
  spaceIds: Map<string, string>
  /** By the key of db/demo/processes.json. */
  processes: Map<string, { id: string; supportsUntil: Date }>
}

/** The town, its map, its spaces and its processes, without anything that people have said. */
export async function seedTown(
  { town, baseMap, spaces, processes }: DemoData,
  now: Date,
): Promise<DemoPlaces> {
  const [lng, lat] = town.center
  const made = await createTown({
    ...inBoth({ name: town.name, region: town.region, intro: town.intro }),
    slug: town.slug,
    population: town.population,
    timeZone: town.timeZone,
    lng,
    lat,
    zoom: town.zoom,
    boundary: town.boundary,
    isDemo: true,
    actorId: null,
    now,
  })
  await setBaseMap(made.id, baseMap, now)
  await changeSharing({ townId: made.id, actorId: null, embedHosts: [], licence: 'cc-by-4.0', now })
  await seedGazetteer(made.id, baseMap, now)
  const spaceIds = new Map<string, string>()
  for (const { slug, name, kind, facts, geometry } of spaces) {
    const space = await createSpace({
      townId: made.id,
      slug,
      kind,
      geometry,
      ...inBoth({ name, facts }),
      actorId: null,
      now,
    })
    spaceIds.set(slug, space.id)
  }
  const midnight = midnightIn(town.timeZone, now)
  const places: DemoPlaces = { town: made, spaceIds, processes: new Map() }
  const guides = readGuides()
  for (const process of processes) {
    const phases = datedPhases(process, midnight).map((phase, i) => ({
      ...phase,
      guide: guides[process.key]?.[i],
    }))
    const { id } = await createProcess({
      ...inBoth({
        title: process.title,
        question: process.question,
        summary: process.summary,
        fixed: process.fixed,
        decision: process.decision,
      }),
      townId: made.id,
      slug: process.slug,
      phases,
      budgetMinor: process.budgetRub === null ? null : process.budgetRub * 100,
      spaceIds: process.spaces.map((slug) => spaceIds.get(slug)!),
      afterCase: await demoCaseOf(process.key),
      actorId: null,
      now,
    })
    const lastOpen = phases
      .filter((phase) => phase.settings.acts.includes('support') && phase.startsAt < now)
      .at(-1)
    places.processes.set(process.key, {
      id,
      supportsUntil: lastOpen?.endsAt && lastOpen.endsAt < now ? lastOpen.endsAt : now,
    })
  }
  await seedContest(made, spaceIds, midnight, now)
  return places
}

function datedPhases({ key, phases }: DemoProcess, midnight: Date) {
  const onDay = (day: number) => new Date(midnight.getTime() + day * DAY_MS)
  return phases.map(({ kind, title, startDay, endDay }) => ({
    ...inBoth({ title }),
    kind,
    startsAt: onDay(startDay),
    endsAt: endDay === null ? null : onDay(endDay),
    settings: {
      acts: DEFAULT_ACTS[kind],
      moderation: key === READ_FIRST ? ('pre' as const) : ('post' as const),
      supportLimit: key === SCARCE.process ? SCARCE.supports : null,
    },
  }))
}

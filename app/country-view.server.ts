import { localized } from '#app/domain/localized.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listOpenPhases } from '#app/models/overview.server.ts'
import { listCasePlaces, listCases } from '#app/models/practices.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { caseCard } from '#app/practice-view.server.ts'

/** As many as the first page shows before it leads on. */
const MOST_PROCESSES = 12
const MOST_CASES = 6
/** Decimals of a degree by which two middles are the same town's. */
const SAME_PLACE = 3

/** What the first page says of the country: what is open, what has been done, and where. */
export async function countryView(towns: Town[], locale: Locale, now = new Date()) {
  const [phases, places, found] = await Promise.all([
    listOpenPhases(now),
    listCasePlaces(),
    listCases({ text: '', kind: null, band: null }),
  ])
  return {
    processes: openProcesses(towns, phases, locale),
    cases: found.cases.slice(0, MOST_CASES).map((row) => caseCard(row, locale)),
    casesCount: found.count,
    points: pointsOf(towns, places, locale),
  }
}

type OpenPhases = Awaited<ReturnType<typeof listOpenPhases>>

function openProcesses(towns: Town[], phases: OpenPhases, locale: Locale) {
  const t = tOf(locale)
  const townOf = new Map(towns.map((town) => [town.id, town]))
  const ends = (at: Date | null) => at?.getTime() ?? Number.MAX_SAFE_INTEGER
  const first = new Map<string, OpenPhases[number]>()
  for (const phase of phases) {
    const known = first.get(phase.processId)
    if (!known || ends(phase.endsAt) < ends(known.endsAt)) first.set(phase.processId, phase)
  }
  return [...first.values()]
    .sort((a, b) => ends(a.endsAt) - ends(b.endsAt) || (a.processId < b.processId ? -1 : 1))
    .slice(0, MOST_PROCESSES)
    .flatMap(function inWords(phase) {
      const town = townOf.get(phase.townId)
      if (!town) return []
      return {
        to: paths.process(town.slug, phase.slug),
        title: localized(phase, 'title', locale),
        question: localized(phase, 'question', locale),
        town: localized(town, 'name', locale),
        kind: phase.kind,
        until: phase.endsAt
          ? t('served.country.until', { date: formatDate(phase.endsAt, locale, town.timeZone) })
          : t('served.country.openEnded'),
      }
    })
}

type Places = Awaited<ReturnType<typeof listCasePlaces>>

/** One point a town: those of the platform, and those of the library by the middle of their towns. */
function pointsOf(towns: Town[], places: Places, locale: Locale) {
  const t = tOf(locale)
  const key = (lng: number, lat: number) => `${lng.toFixed(SAME_PLACE)} ${lat.toFixed(SAME_PLACE)}`
  const points = new Map<
    string,
    { lng: number; lat: number; name: string; href: string; cases: number; isTown: boolean; isDemo: boolean }
  >()
  for (const town of towns)
    points.set(key(town.lng, town.lat), {
      lng: town.lng,
      lat: town.lat,
      name: localized(town, 'name', locale),
      href: paths.town(town.slug),
      cases: 0,
      isTown: true,
      isDemo: town.isDemo,
    })
  for (const { lng, lat, ...place } of places) {
    if (lng === null || lat === null) continue
    const known = points.get(key(lng, lat))
    if (known) known.cases++
    else {
      const name = localized(place, 'townName', locale)
      const href = practicePaths.library({ text: name })
      points.set(key(lng, lat), { lng, lat, name, href, cases: 1, isTown: false, isDemo: false })
    }
  }
  return [...points.values()].map(({ isTown, isDemo, ...point }) => {
    const said = [
      isTown && t(`served.country.${isDemo ? 'invented' : 'onPlatform'}`),
      point.cases > 0 && t('served.country.inCases', { count: point.cases }),
    ]
    return { ...point, title: `${point.name}: ${said.filter(Boolean).join(', ')}` }
  })
}

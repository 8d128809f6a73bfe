import type { Pabulib } from '#app/formats/pabulib.ts'
import { parseDate, parseHundredths } from '#app/formats/proposal-values.ts'
import { instantIn } from '#app/formats/wall-clock.ts'

const DAY_MS = 86_400_000

/** What a country's elections are held in, where the file does not say; the first of Pabulib's countries by number of files. */
const COUNTRIES: Record<string, { timeZone: string; locale: string; currency: string }> = {
  Poland: { timeZone: 'Europe/Warsaw', locale: 'pl', currency: 'PLN' },
  France: { timeZone: 'Europe/Paris', locale: 'fr', currency: 'EUR' },
  Netherlands: { timeZone: 'Europe/Amsterdam', locale: 'nl', currency: 'EUR' },
  Hungary: { timeZone: 'Europe/Budapest', locale: 'hu', currency: 'HUF' },
  Switzerland: { timeZone: 'Europe/Zurich', locale: 'de', currency: 'CHF' },
  Norway: { timeZone: 'Europe/Oslo', locale: 'no', currency: 'NOK' },
  'United States': { timeZone: 'America/New_York', locale: 'en', currency: 'USD' },
}

export interface ElectionFacts {
  name: string
  region: string
  title: string
  rule: string
  timeZone: string
  locale: string
  currency: string
  center: [lng: number, lat: number]
  budgetMinor: number | null
  votedFrom: Date
  votedUntil: Date
  /** Without titles: pages name a phase by its kind, in the reader's language. */
  phases: { kind: 'vote' | 'results'; title: string; startsAt: Date; endsAt: Date }[]
}

/** What the head of a .pb file tells about the town and the process that it becomes. All of it lies in the past. */
export function electionFacts({ meta, projects, voteType }: Pabulib, now: Date): ElectionFacts {
  const country = COUNTRIES[meta.country ?? ''] ?? COUNTRIES.Poland!
  const name =
    [meta.unit, meta.subunit, meta.instance].filter(Boolean).join(', ') || (meta.description ?? 'Pabulib')
  const toInstant = instantIn(country.timeZone)
  const dated = (text = '') =>
    parseDate(text, toInstant) ?? parseDate(`01.01.${/\d{4}/.exec(text)?.[0] ?? meta.instance}`, toInstant)
  const yesterday = new Date(now.getTime() - DAY_MS)
  // The last day of voting is a whole day.
  const lastDay = dated(meta.date_end) ?? yesterday
  const votedUntil = earlier(new Date(lastDay.getTime() + DAY_MS), yesterday)
  const votedFrom = earlier(dated(meta.date_begin) ?? votedUntil, new Date(votedUntil.getTime() - DAY_MS))
  return {
    name,
    region: meta.country ?? '',
    title: meta.description || name,
    rule: [meta.rule, voteType].filter(Boolean).join(', '),
    timeZone: country.timeZone,
    locale: country.locale,
    currency: /^[A-Z]{3}$/.test(meta.currency ?? '') ? meta.currency! : country.currency,
    center: meanOf(projects),
    budgetMinor: parseHundredths(meta.budget ?? ''),
    votedFrom,
    votedUntil,
    phases: [
      { kind: 'vote', title: '', startsAt: votedFrom, endsAt: votedUntil },
      {
        kind: 'results',
        title: '',
        startsAt: votedUntil,
        endsAt: earlier(new Date(votedUntil.getTime() + 30 * DAY_MS), now),
      },
    ],
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}

/** The middle of the places that there are; [0, 0] without any. */
function meanOf(projects: Pabulib['projects']): [number, number] {
  const placed = projects.filter((project) => project.lng !== null && project.lat !== null)
  if (placed.length === 0) return [0, 0]
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return [mean(placed.map(({ lng }) => lng!)), mean(placed.map(({ lat }) => lat!))]
}

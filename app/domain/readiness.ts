import type { ProofChannel, ProofSubject } from './protocol.ts'

/**
 * What the federal contest's rules ask at the least; they change from year to year, so a page names its source beside each.
 * Decree 237 of 7 March 2018 as amended on 22 December 2025 (No. 2087): ten calendar days from publication; two calls.
 */
export const CONTEST_RULES = { intakeDays: 10, intakes: 2, protocols: 2 }

/** Ways of informing that are mass media. */
const MEDIA: readonly ProofChannel[] = ['newspaper', 'tv', 'radio']

export interface ReadinessFacts {
  /** Phases that take proposals; days 'YYYY-MM-DD' of the town's calendar, the last one included; null = without an end. */
  intakes: { title: string; firstDay: string; lastDay: string | null }[]
  proofs: { subject: ProofSubject; channel: ProofChannel; publishedOn: string }[]
  /** Protocols in force of the process. */
  protocols: { number: number; hasQuorum: boolean }[]
  people: number
  /** Bands of age of those who voted, where somebody counted them. */
  ages: { band: string; people: number }[] | null
  proposals: { all: number; answered: number }
  funding: {
    costMinor: number
    plannedMinor: number
    confirmedMinor: number
    extraShare: number
    hasRunning: boolean
  }
  photos: number
}

export const CHECKS = [
  'intakes',
  'intake-days',
  'announced',
  'protocols',
  'protocols-published',
  'participants',
  'ages',
  'answered',
  'funding',
  'extra',
  'running',
  'photos',
] as const
export type CheckName = (typeof CHECKS)[number]

export interface Check {
  name: CheckName
  /** 'unknown': nothing is known, and nothing here can count it. */
  state: 'ready' | 'missing' | 'unknown'
  /** The call that it is about. */
  intake: string | null
  figures: Record<string, string | number>
}

/** The checklist, computed from what is there; calls have their own lines. */
export function checkReadiness(facts: ReadinessFacts): Check[] {
  const { intakes, proofs, protocols, people, ages, proposals, funding, photos } = facts
  const check = (
    name: CheckName,
    isReady: boolean | null,
    figures: Check['figures'] = {},
    intake: string | null = null,
  ): Check => ({ name, state: isReady === null ? 'unknown' : isReady ? 'ready' : 'missing', intake, figures })
  const quorate = protocols.filter(({ hasQuorum }) => hasQuorum).length
  const toldOf = proofs.filter(({ subject }) => subject === 'protocol').length
  return [
    check('intakes', intakes.length >= CONTEST_RULES.intakes, {
      count: intakes.length,
      least: CONTEST_RULES.intakes,
    }),
    ...intakes.flatMap((intake) => {
      const { published, days, bySite, byMedia } = intakeFacts(intake, proofs)
      return [
        check(
          'intake-days',
          published !== null && days !== null && days >= CONTEST_RULES.intakeDays,
          { days: days ?? '', published: published ?? '', least: CONTEST_RULES.intakeDays },
          intake.title,
        ),
        check('announced', bySite > 0 && byMedia > 0, { site: bySite, media: byMedia }, intake.title),
      ]
    }),
    check('protocols', quorate >= CONTEST_RULES.protocols, {
      count: quorate,
      all: protocols.length,
      least: CONTEST_RULES.protocols,
    }),
    check('protocols-published', protocols.length > 0 && toldOf >= protocols.length, {
      count: toldOf,
      all: protocols.length,
    }),
    check('participants', people > 0, { people }),
    check('ages', ages === null ? null : true, { bands: ages?.length ?? 0 }),
    check('answered', proposals.all > 0 && proposals.answered === proposals.all, proposals),
    check('funding', funding.costMinor > 0 && funding.plannedMinor === funding.costMinor, {
      costMinor: funding.costMinor,
      plannedMinor: funding.plannedMinor,
      gapMinor: funding.costMinor - funding.plannedMinor,
    }),
    check('extra', funding.extraShare > 0, { share: funding.extraShare }),
    check('running', funding.hasRunning),
    check('photos', photos > 0, { count: photos }),
  ]
}

/** When a call was made public, how many whole days it ran from then, and by which ways it was told. */
function intakeFacts(
  { firstDay, lastDay }: ReadinessFacts['intakes'][number],
  proofs: ReadinessFacts['proofs'],
) {
  const own = proofs.filter(
    ({ subject, publishedOn }) => subject === 'intake' && (lastDay === null || publishedOn <= lastDay),
  )
  const published = own.map(({ publishedOn }) => publishedOn).sort()[0] ?? null
  const from = published === null || published < firstDay ? firstDay : published
  return {
    published,
    /** The day of publication itself is not counted. */
    days: lastDay === null ? null : daysBetween(from, lastDay),
    bySite: own.filter(({ channel }) => channel === 'site').length,
    byMedia: own.filter(({ channel }) => MEDIA.includes(channel)).length,
  }
}

const DAY_MS = 86_400_000

/** Calendar days from one day to another, the first not counted: 1 to the next day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

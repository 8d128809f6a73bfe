import { momentOfWallTime, wallTimeOf } from './wall-time.ts'

/** What people are told of, each kind turned off by itself. Sign-in codes are no notice: they are asked for. */
export const NOTICE_KINDS = [
  'decision',
  'answer',
  'status',
  'phase-open',
  'phase-soon',
  'result',
  'digest',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export const CHANNELS = ['email', 'push'] as const
export type Channel = (typeof CHANNELS)[number]

export const FOLLOWED = ['contribution', 'process', 'space'] as const
export type Followed = (typeof FOLLOWED)[number]

/** What holds until a person says otherwise. The digest is too long for a push message. */
export function isUsual(kind: NoticeKind, channel: Channel): boolean {
  return !(kind === 'digest' && channel === 'push')
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What came due while the site stood still is told so long afterwards; older than that it is no news. */
const GRACE_MS = 3 * DAY_MS

export interface DatedPhase {
  id: string
  processId: string
  kind: 'collect' | 'discuss' | 'vote' | 'results'
  startsAt: Date
  endsAt: Date | null
}

export interface PhaseNews {
  kind: 'phase-open' | 'phase-soon' | 'result'
  phaseId: string
  /** The same news has the same key, however often and by whomever the clock is read; moved dates are new news. */
  onceKey: string
}

/**
 * What the clock has to say of phases at a moment: opened, closes in a day, results are there.
 *
 * Where people voted the result is news when it is confirmed (`confirmedNews`), not when the phase of results begins.
 */
export function phaseNews(phases: readonly DatedPhase[], now: Date): PhaseNews[] {
  const withVotes = new Set(phases.filter((phase) => phase.kind === 'vote').map((phase) => phase.processId))
  return phases.flatMap((phase): PhaseNews[] => {
    const { id, kind, startsAt, endsAt } = phase
    const sinceStart = now.getTime() - startsAt.getTime()
    const isFresh = sinceStart >= 0 && sinceStart < GRACE_MS
    if (kind === 'results') {
      if (!isFresh || withVotes.has(phase.processId)) return []
      return [{ kind: 'result', phaseId: id, onceKey: `result:${id}:${startsAt.toISOString()}` }]
    }
    const untilEnd = endsAt === null ? Number.POSITIVE_INFINITY : endsAt.getTime() - now.getTime()
    const news: PhaseNews[] = []
    if (isFresh && untilEnd > 0)
      news.push({ kind: 'phase-open', phaseId: id, onceKey: `open:${id}:${startsAt.toISOString()}` })
    // A phase of a day or two has only just said that it opened.
    const isLong = endsAt !== null && endsAt.getTime() - startsAt.getTime() >= 2 * DAY_MS
    if (endsAt && isLong && untilEnd > 0 && untilEnd <= DAY_MS)
      news.push({ kind: 'phase-soon', phaseId: id, onceKey: `soon:${id}:${endsAt.toISOString()}` })
    return news
  })
}

/** The news that a vote's result has been confirmed; a corrected result is new news. */
export function confirmedNews(
  results: readonly { phaseId: string; version: number; confirmedAt: Date | null }[],
  now: Date,
): PhaseNews[] {
  return results
    .filter(({ confirmedAt }) => confirmedAt !== null && now.getTime() - confirmedAt.getTime() < GRACE_MS)
    .map(({ phaseId, version }) => ({ kind: 'result', phaseId, onceKey: `result:${phaseId}:v${version}` }))
}

export interface DigestWeek {
  onceKey: string
  from: Date
  to: Date
}

const DIGEST_HOUR = '09:00'

/** The week that ended last Monday at nine by the town's clocks; null once that is too long ago to be news. */
export function digestWeek(now: Date, timeZone: string): DigestWeek | null {
  const today = new Date(`${wallTimeOf(now, timeZone).slice(0, 10)}T00:00:00Z`)
  const sinceMonday = (today.getUTCDay() + 6) % 7
  for (const weeksBack of [0, 1]) {
    const day = (daysBack: number) => new Date(today.getTime() - daysBack * DAY_MS).toISOString().slice(0, 10)
    const monday = day(sinceMonday + 7 * weeksBack)
    const to = momentOfWallTime(`${monday}T${DIGEST_HOUR}`, timeZone)
    const from = momentOfWallTime(`${day(sinceMonday + 7 * (weeksBack + 1))}T${DIGEST_HOUR}`, timeZone)
    if (!from || !to || to > now) continue
    return now.getTime() - to.getTime() < GRACE_MS ? { onceKey: `digest:${monday}`, from, to } : null
  }
  return null
}

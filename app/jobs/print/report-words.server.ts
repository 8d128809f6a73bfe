import { ballotOf } from '#app/domain/ballots.ts'
import { localized } from '#app/domain/localized.ts'
import { formatMoney } from '#app/domain/money.ts'
import { phaseState } from '#app/domain/phases.ts'
import type { AskedProcess, Figure, ReportEntry } from '#app/formats/print/content.ts'
import { printable } from '#app/formats/print/words.ts'
import { formatDate, formatDateTime, formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { ExportRow } from '#app/jobs/export-rows.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import { paths } from '#app/paths.ts'
import type { Collected } from './collect.server.ts'

/** What turns rows into words: the reader's language and where links point to. */
export interface Speech {
  t: T
  /** Without a slash at the end. */
  origin: string
}

/** «23 ноября 2026 г. в 12:00 (Europe/Moscow)» */
export function momentText({ now, locale, town }: Collected, { t }: Speech): string {
  return t('prints.snapshotZone', { date: formatDateTime(now, locale, town.timeZone), zone: town.timeZone })
}

export function figuresInWords({ figures, ballots, all, locale }: Collected, { t }: Speech): Figure[] {
  const { kinds } = figures
  const pins = kinds.problem + kinds.value + kinds.idea
  const cast = ballots.web + ballots.paper + ballots.import
  const list: [number, string][] = [
    [all, t('prints.figures.entries')],
    [kinds.proposal, t('prints.figures.proposals')],
    cast > 0 ? [cast, t('prints.figures.ballots')] : [pins, t('prints.figures.pins')],
    [figures.people, t('prints.figures.people')],
    [figures.supports, t('prints.figures.supports')],
    [figures.comments, t('prints.figures.comments')],
  ]
  return list.map(([value, label]) => ({ value: formatNumber(value, locale), label }))
}

export function channelsInWords(
  { figures, ballots, locale, processes, now }: Collected,
  { t }: Speech,
): [string, string][] {
  const { people, assisted, imported } = figures
  const hasBallots = ballots.web + ballots.paper > 0
  const list: [string, number][] = [
    [t('prints.channels.site'), people - assisted],
    [t('prints.channels.desk'), assisted],
    ...(imported > 0 ? [[t('prints.channels.imported'), imported] as [string, number]] : []),
    ...(hasBallots
      ? ([
          [t('prints.channels.web'), ballots.web],
          [t('prints.channels.paper'), ballots.paper],
        ] as [string, number][])
      : []),
    ...(ballots.import > 0 ? [[t('prints.channels.import'), ballots.import] as [string, number]] : []),
  ]
  const isVoting = processes.some(({ phases }) =>
    phases.some((phase) => phase.kind === 'vote' && phaseState(phase, now) === 'open'),
  )
  // What a running vote has so far is nobody's to know.
  const running: [string, string][] = isVoting
    ? [[t('prints.channels.running'), t('prints.channels.goesOn')]]
    : []
  return [...list.map(([name, value]): [string, string] => [name, formatNumber(value, locale)]), ...running]
}

export function askedInWords(collected: Collected, process: Process, { t }: Speech): AskedProcess {
  const { locale, town, now } = collected
  const date = (moment: Date) => formatDate(moment, locale, town.timeZone)
  return {
    title: printable(localized(process, 'title', locale)),
    question: printable(localized(process, 'question', locale)),
    fixed: printable(localized(process, 'fixed', locale)),
    decision: printable(localized(process, 'decision', locale)),
    budget: process.budgetMinor === null ? null : formatMoney(process.budgetMinor, town.currency, locale),
    phases: process.phases.map((phase) => ({
      name: printable(localized(phase, 'title', locale)) || t(`phases.${phase.kind}`),
      dates: phase.endsAt
        ? t('prints.phaseSpan', { from: date(phase.startsAt), to: date(phase.endsAt) })
        : t('prints.phaseFrom', { from: date(phase.startsAt) }),
      state: t(`phases.state.${phaseState(phase, now)}`),
      isOpen: phaseState(phase, now) === 'open',
      who: whoMay(phase, t),
    })),
  }
}

/** «все, кто вошёл; не больше 5 поддержек…», of a vote who votes and from which age; '' where residents do nothing. */
function whoMay({ kind, settings }: Process['phases'][number], t: T): string {
  const ballot = kind === 'vote' ? ballotOf(settings) : null
  if (ballot)
    return t('prints.voters', {
      who: t(`ballotAdmin.electorates.${ballot.electorate}`).toLowerCase(),
      age: ballot.minimumAge,
    })
  if (settings.acts.length === 0) return ''
  const who = t(`trust.${settings.leastTrust ?? 'anonymous'}`)
  return settings.supportLimit === null || !settings.acts.includes('support')
    ? who
    : t('prints.noMoreThan', { who, limit: settings.supportLimit })
}

const TONES = { accepted: 'leaf', partly: 'ochre', not_accepted: 'brick' } as const

/** One entry with the ranks and counts that the ranking shows. */
export function entryInWords(collected: Collected, line: ExportRow, { t, origin }: Speech): ReportEntry {
  const { locale, town, rankBy } = collected
  const { ranked, answer, outcome } = line
  const { row, rank, isTied } = ranked
  const count = (key: 'supports' | 'votes' | 'people' | 'comments'): Figure => ({
    value: formatNumber(row[key], locale),
    label: t(`ranking.${key}`),
  })
  const votes = rankBy === 'votes' || row.votes > 0 ? [count('votes')] : []
  const won = outcome ? t(outcome.wins ? 'result.won' : 'result.lost') : ''
  return {
    number: row.number,
    rank: formatNumber(rank, locale),
    isTied,
    kind: row.kind,
    kindName: t(`kinds.${row.kind}`),
    title: printable(line.title),
    body: printable(line.body),
    process: printable(line.process),
    category: printable(line.category ?? ''),
    space: printable(line.space ?? ''),
    place: printable(line.place),
    cost: row.costMinor === null ? '' : formatMoney(row.costMinor, town.currency, locale),
    counts: [...votes, count('supports'), count('people'), count('comments')],
    status: t(`statuses.${row.status}`),
    answer:
      row.decision === null
        ? null
        : {
            decision: t(`decisions.${row.decision}`),
            tone: TONES[row.decision],
            reason: printable(answer ?? ''),
          },
    outcome: outcome && !outcome.isConfirmed ? `${won} (${t('result.state.provisional')})` : won,
    link: `${origin}${paths.contribution(town.slug, row.number)}`,
  }
}

import { localized } from '#app/domain/localized.ts'
import { mayAct, phaseAt } from '#app/domain/phases.ts'
import { boxOfPositions } from '#app/formats/print/plane.ts'
import { type Poster, type Posters, posterChunks } from '#app/formats/print/posters.ts'
import { printable } from '#app/formats/print/words.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import type { ExportRow } from '#app/jobs/export-rows.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import type { Space } from '#app/models/spaces.server.ts'
import { paths } from '#app/paths.ts'
import type { Printed } from './album.server.ts'
import { type Collected, PRINT_LIMITS } from './collect.server.ts'
import { groundFor } from './ground.server.ts'
import { entryInWords, momentText } from './report-words.server.ts'

/** Posters for the spaces of the set and for its first proposals. */
export async function* postersOf(collected: Collected, printed: Printed): AsyncGenerator<Uint8Array> {
  const { town, locale, now, spaces, first } = collected
  const { t } = printed
  const { ground, credit } = await groundFor(collected, printed)
  const shown = spaces.filter((space) => isShown(collected, space))
  const posters: Posters = {
    lang: locale,
    size: printed.paper,
    fonts: printed.fonts,
    now,
    title: t('prints.poster.subject'),
    town: printable(localized(town, 'name', locale)),
    demo: town.isDemo ? t('prints.demo') : '',
    credit: t('prints.album.credit', { credit }),
    ground,
    list: [
      ...shown.map((space) => spacePoster(collected, printed, space)),
      ...first.slice(0, PRINT_LIMITS.posters).map((line) => entryPoster(collected, printed, line)),
    ],
  }
  yield* posterChunks(posters, (page) => printed.onPage(page, posters.list.length))
}

/** Of a filter that names a space only that one; else the spaces of the set's processes, and those that have entries. */
function isShown({ filter, processes, bySpace }: Collected, { id, slug }: Space): boolean {
  if (filter.space) return slug === filter.space
  return bySpace.has(id) || processes.some(({ spaceIds }) => spaceIds.includes(id))
}

/** The process that takes pins or proposals about a space now. */
function openFor(
  { processes, now }: Collected,
  { id }: Space,
): { process: Process; act: 'pin' | 'propose' } | null {
  for (const act of ['pin', 'propose'] as const) {
    const process = processes.find(
      ({ phases, spaceIds }) => spaceIds.includes(id) && mayAct(phases, act, now),
    )
    if (process) return { process, act }
  }
  return null
}

function untilText({ locale, town, now }: Collected, { t }: Printed, process: Process): string {
  const endsAt = phaseAt(process.phases, now)?.endsAt
  return endsAt ? t('prints.poster.until', { date: formatDate(endsAt, locale, town.timeZone) }) : ''
}

function spacePoster(collected: Collected, printed: Printed, space: Space): Poster {
  const { town, locale, bySpace } = collected
  const { t, origin } = printed
  const open = openFor(collected, space)
  // The form finds the process of the space by itself: a shorter address is a larger code.
  const start = { space: space.slug }
  const path = !open
    ? paths.space(town.slug, space.slug)
    : open.act === 'pin'
      ? paths.add(town.slug, start)
      : paths.propose(town.slug, start)
  const link = `${origin}${path}`
  const title = printable(localized(space, 'name', locale))
  const entries = bySpace.get(space.id) ?? 0
  const count = t('prints.poster.entriesCount', { count: entries })
  return {
    kicker: t('prints.poster.addKicker'),
    title,
    question: t(open ? 'prints.poster.addTitle' : 'prints.poster.lookTitle'),
    lead: t(open ? 'prints.poster.addLead' : 'prints.poster.lookLead'),
    until: open ? untilText(collected, printed, open.process) : '',
    free: open ? t('prints.poster.free') : '',
    by: t('prints.poster.by'),
    link,
    qrAlt: t('prints.poster.qrAlt', { link }),
    mapAlt: title,
    state: entries > 0 ? t('prints.poster.spaceState', { count, date: momentText(collected, printed) }) : '',
    box: boxOfPositions(ringsOf(space).flat()),
    mark: null,
  }
}

const ringsOf = ({ geometry }: Space) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

function entryPoster(collected: Collected, printed: Printed, line: ExportRow): Poster {
  const { processes, now, rankBy, locale } = collected
  const { t } = printed
  const entry = entryInWords(collected, line, printed)
  const { row } = line.ranked
  const process = processes.find(({ id }) => id === row.processId)
  const isOpen = process !== undefined && mayAct(process.phases, 'support', now)
  const count = t(rankBy === 'votes' ? 'prints.poster.votesCount' : 'prints.poster.supportsCount', {
    count: row[rankBy],
  })
  const rank = entry.isTied
    ? t('ranking.tiedWith', { rank: entry.rank })
    : formatNumber(line.ranked.rank, locale)
  return {
    kicker: t('prints.poster.supportKicker', { number: row.number }),
    title: entry.title,
    question: '',
    lead: t(isOpen ? 'prints.poster.supportLead' : 'prints.poster.readLead'),
    until: isOpen ? untilText(collected, printed, process) : '',
    free: isOpen ? t('prints.poster.free') : '',
    by: t('prints.poster.by'),
    link: entry.link,
    qrAlt: t('prints.poster.qrAlt', { link: entry.link }),
    mapAlt: entry.place || entry.space || entry.title,
    state: t('prints.poster.state', { rank, count, date: momentText(collected, printed) }),
    box: null,
    mark:
      row.lng === null || row.lat === null
        ? null
        : {
            number: row.number,
            kind: row.kind,
            title: entry.title,
            count: '',
            at: [row.lng, row.lat],
            shape: null,
          },
  }
}

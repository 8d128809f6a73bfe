import { localized } from '#app/domain/localized.ts'
import { albumChunks } from '#app/formats/print/album.ts'
import { MOST_SHEETS } from '#app/formats/print/album-maps.ts'
import type { Album, AlbumArea, AlbumWord, EntryPage } from '#app/formats/print/content.ts'
import type { Ground } from '#app/formats/print/ground.ts'
import type { PrintMark } from '#app/formats/print/marks.ts'
import type { Paper } from '#app/formats/print/pen.ts'
import { boxOfPositions } from '#app/formats/print/plane.ts'
import { printable } from '#app/formats/print/words.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { filterInWords } from '#app/jobs/export-notes.server.ts'
import type { ExportRow, Names } from '#app/jobs/export-rows.server.ts'
import { commentsIn, shapesIn } from '#app/models/report-ground.server.ts'
import { type Collected, PRINT_LIMITS } from './collect.server.ts'
import { groundFor } from './ground.server.ts'
import { methodOf } from './method.server.ts'
import { printPhotos } from './print-photos.server.ts'
import {
  askedInWords,
  channelsInWords,
  entryInWords,
  figuresInWords,
  momentText,
  type Speech,
} from './report-words.server.ts'

/** More comments of an entry do not fit on its page. */
const MOST_COMMENTS = 6
/** Shapes are asked for so many at once. */
const AT_ONCE = 500

export type Printed = Speech & { names: Names; paper: Paper; fonts: Album['fonts'] } & {
  /** Told what page is drawn, of about how many. */
  onPage(page: number, of: number): void
}

/** The album of a ranking as a PDF. */
export async function* albumOf(collected: Collected, printed: Printed): AsyncGenerator<Uint8Array> {
  const album = await contentOf(collected, printed)
  const about = 4 + album.asked.length / 2 + album.entries.length + MOST_SHEETS + album.table.rows.length / 25
  yield* albumChunks(album, (page) => printed.onPage(page, about))
}

async function contentOf(collected: Collected, printed: Printed): Promise<Album> {
  const { town, locale, now, processes, filter } = collected
  const { t } = printed
  const { ground, credit } = await groundFor(collected, printed)
  const asked = processes.filter(({ slug }) => !filter.process || slug === filter.process)
  const one = filter.process ? asked[0] : undefined
  const marks = await marksOf(collected)
  return {
    lang: locale,
    paper: printed.paper,
    fonts: printed.fonts,
    now,
    town: printable(localized(town, 'name', locale)),
    region: printable(localized(town, 'region', locale)),
    title: one ? printable(localized(one, 'title', locale)) : t('prints.title'),
    question: printable(one ? localized(one, 'question', locale) : localized(town, 'intro', locale)),
    demo: town.isDemo ? t('prints.demo') : '',
    filter: t('prints.album.filter', { filter: printable(filterInWords({ ...printed, filter })) }),
    rule: t('prints.album.rule', { rule: t(`ranking.ruleText.${collected.rankBy}`) }),
    snapshot: t('prints.album.snapshot', { date: momentText(collected, printed) }),
    figures: figuresInWords(collected, printed),
    channels: channelsInWords(collected, printed),
    asked: asked.map((process) => askedInWords(collected, process, printed)),
    ground,
    credit,
    marks,
    areas: areasOf(collected, ground, t),
    kinds: (['proposal', 'idea', 'value', 'problem'] as const).map((kind) => [kind, t(`kinds.${kind}`)]),
    entries: await entriesOf(collected, printed, marks),
    table: tableOf(collected, printed),
    method: methodOf(collected, printed, 'album'),
    say: (word: AlbumWord, params) => t(`prints.album.${word}`, params),
  }
}

/** Spaces that entries of the set belong to, the richest first; then what lies in none of them. */
function areasOf({ spaces, bySpace, placed }: Collected, ground: Ground, t: Speech['t']): AlbumArea[] {
  const known = spaces
    .map((space, i) => ({ ...ground.spaces[i]!, count: bySpace.get(space.id) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ name, lines, box }) => ({ name, lines, box }))
  const points = placed
    .filter(({ ranked: { row } }) => row.spaceId === null)
    .map(({ ranked: { row } }) => [row.lng!, row.lat!] as const)
  if (points.length === 0) return known
  return [...known, { name: t('prints.album.elsewhere'), lines: [], points, box: boxOfPositions(points) }]
}

async function marksOf({ db, town, placed, rankBy, locale }: Collected): Promise<PrintMark[]> {
  const shapes = new Map<string, PrintMark['shape']>()
  for (let from = 0; from < placed.length; from += AT_ONCE) {
    const ids = placed.slice(from, from + AT_ONCE).map(({ ranked }) => ranked.row.id)
    for (const [id, shape] of await shapesIn(db, town.id, ids)) shapes.set(id, shape)
  }
  return placed.map(({ ranked: { row }, title }) => ({
    number: row.number,
    kind: row.kind,
    title: printable(title),
    count: formatNumber(row[rankBy], locale),
    at: [row.lng!, row.lat!],
    shape: shapes.get(row.id) ?? null,
  }))
}

async function entriesOf(collected: Collected, printed: Printed, marks: PrintMark[]): Promise<EntryPage[]> {
  const { db, town, first, locale } = collected
  const photos = await printPhotos(
    db,
    town.id,
    first.map(({ ranked }) => ranked.row.id),
    locale,
  )
  const byNumber = new Map(marks.map((mark) => [mark.number, mark]))
  const pages: EntryPage[] = []
  for (const line of first) {
    const { row } = line.ranked
    const comments = await commentsIn(db, town.id, row.id, MOST_COMMENTS)
    pages.push({
      entry: entryInWords(collected, line, printed),
      mark: byNumber.get(row.number) ?? null,
      comments: comments.map((comment) => ({
        said: printable(localized(comment, 'body', locale)).replace(/\s+/g, ' '),
        isOfficial: comment.isOfficial,
      })),
      commentCount: row.comments,
      photos: photos.get(row.id) ?? [],
    })
  }
  return pages
}

function tableOf(collected: Collected, printed: Printed): Album['table'] {
  const { rows, all, locale, rankBy, town } = collected
  const { t } = printed
  const column = (
    key:
      | 'rank'
      | 'number'
      | 'kind'
      | 'name'
      | 'space'
      | 'category'
      | 'supports'
      | 'votes'
      | 'people'
      | 'comments'
      | 'status'
      | 'cost',
    share: number,
    isNumber = false,
  ) => ({
    label:
      key === 'number'
        ? '№'
        : t(key === 'kind' ? 'ranking.columns.kind' : `ranking.${key}`) +
          (key === 'cost' ? `, ${town.currency === 'RUB' ? '₽' : town.currency}` : ''),
    share,
    isNumber,
  })
  const hasVotes = rankBy === 'votes' || rows.some(({ ranked }) => ranked.row.votes > 0)
  const body = rows.map((line: ExportRow) => {
    const entry = entryInWords(collected, line, printed)
    const { row } = line.ranked
    const number = (value: number) => formatNumber(value, locale)
    return {
      kind: entry.kind,
      cells: [
        entry.isTied ? `${entry.rank}*` : entry.rank,
        String(entry.number),
        entry.kindName,
        entry.title,
        entry.space,
        entry.category,
        number(row.supports),
        ...(hasVotes ? [number(row.votes)] : []),
        number(row.people),
        number(row.comments),
        [entry.status, entry.answer?.decision].filter(Boolean).join(', '),
        row.costMinor === null ? '' : number(Math.round(row.costMinor / 100)),
      ],
    }
  })
  const shown = { shown: number(rows.length), all: number(all), limit: number(PRINT_LIMITS.table) }
  function number(value: number) {
    return formatNumber(value, locale)
  }
  return {
    columns: [
      column('rank', 6),
      column('number', 5.5),
      column('kind', 12),
      column('name', 37),
      column('space', 17),
      column('category', 14),
      column('supports', 10, true),
      ...(hasVotes ? [column('votes', 7.5, true)] : []),
      column('people', 7, true),
      column('comments', 12, true),
      column('status', 17),
      column('cost', 12, true),
    ],
    rows: body,
    note: [
      t(all > rows.length ? 'prints.tableCut' : 'prints.tableNote', shown),
      t('prints.tieNote'),
      t('ranking.peopleNote'),
    ].join(' '),
  }
}

import type { Column } from '#app/formats/column.ts'
import type { OutFeature } from '#app/formats/geojson.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Words } from '#app/i18n/ru/index.ts'
import { paths } from '#app/paths.ts'
import type { ExportRow } from './export-rows.server.ts'

interface Context {
  t: T
  town: { slug: string; currency: string }
  /** Where links point to, without a slash at the end. */
  origin: string
  /** Keys of those that were chosen; none means all. */
  columns?: readonly string[]
  /** With a column of names. */
  hasPeople?: boolean
}

/** What may be chosen from. The names of authors are asked for by themselves. */
export const COLUMN_KEYS = [
  'rank',
  'tie',
  'number',
  'kind',
  'title',
  'body',
  'process',
  'category',
  'space',
  'supports',
  'votes',
  'people',
  'comments',
  'status',
  'decision',
  'vote',
  'answer',
  'cost',
  'lat',
  'lng',
  'place',
  'precision',
  'externalId',
  'createdAt',
  'link',
] as const
/** Without these no row can be told from another. */
export const LASTING_COLUMNS: readonly string[] = ['rank', 'number', 'title']

/** Whether a column is written. @param columns  keys of those that were chosen; none means all */
export function isChosen(columns: readonly string[] | undefined, key: string): boolean {
  return !columns || columns.length === 0 || columns.includes(key) || LASTING_COLUMNS.includes(key)
}

type Key = keyof Words['ranking']['columns']
type Spec = [key: Key, type: Column<ExportRow>['type'], value: Column<ExportRow>['value'], width?: number]

/** The table of the ranking as spreadsheets get it: the columns of the screen, then what a desk needs beside them. */
export function exportColumns(context: Context): Column<ExportRow>[] {
  const { town, origin, columns, hasPeople = false } = context
  const t = remembered(context.t)
  const specs: Spec[] = [
    ['rank', 'number', ({ ranked }) => ranked.rank, 8],
    ['tie', 'text', ({ ranked }) => (ranked.isTied ? t('common.yes') : ''), 9],
    ['number', 'number', ({ ranked }) => ranked.row.number, 9],
    ['kind', 'text', ({ ranked }) => t(`kinds.${ranked.row.kind}`), 14],
    ['title', 'text', ({ title }) => title, 48],
    ['body', 'text', ({ body }) => body, 60],
    ['process', 'text', ({ process }) => process],
    ['category', 'text', ({ category }) => category, 20],
    ['space', 'text', ({ space }) => space, 24],
    ['supports', 'number', ({ ranked }) => ranked.row.supports],
    ['votes', 'number', ({ ranked }) => ranked.row.votes],
    ['people', 'number', ({ ranked }) => ranked.row.people],
    ['comments', 'number', ({ ranked }) => ranked.row.comments],
    ['status', 'text', ({ ranked }) => t(`statuses.${ranked.row.status}`), 18],
    [
      'decision',
      'text',
      ({ ranked }) => (ranked.row.decision ? t(`decisions.${ranked.row.decision}`) : null),
      18,
    ],
    ['vote', 'text', ({ outcome }) => outcomeText(outcome, t), 22],
    ['answer', 'text', ({ answer }) => answer, 48],
    ['cost', 'money', ({ ranked }) => ranked.row.costMinor],
    ['lat', 'number', ({ ranked }) => degrees(ranked.row.lat)],
    ['lng', 'number', ({ ranked }) => degrees(ranked.row.lng)],
    ['place', 'text', ({ place }) => place || null],
    ['precision', 'text', ({ ranked }) => t(`ranking.precision.${ranked.row.placePrecision}`), 18],
    ['externalId', 'text', ({ ranked }) => ranked.row.externalId, 16],
    ['createdAt', 'date', ({ ranked }) => ranked.row.createdAt],
    ['link', 'link', (row) => linkOf(row, town.slug, origin)],
  ]
  if (hasPeople) specs.splice(6, 0, ['author', 'text', ({ author }) => author, 24])
  return specs
    .filter(([key]) => key === 'author' || isChosen(columns, key))
    .map(([key, type, value, width]) => ({
      key,
      type,
      value,
      label: labelOf(key, t, town.currency),
      ...(key === 'lat' || key === 'lng' ? { isFraction: true } : {}),
      ...(width ? { width } : {}),
    }))
}

/** A row for maps and programs: names of the reader's language, everything else in the codes of the platform. */
export function exportFeature(row: ExportRow, context: Omit<Context, 't'>): OutFeature {
  const { town, origin, columns = [], hasPeople = false } = context
  const { rank, isTied, row: c } = row.ranked
  const point =
    c.lng === null || c.lat === null ? null : { type: 'Point' as const, coordinates: [c.lng, c.lat] }
  return {
    id: c.number,
    geometry: c.geometry ?? point,
    properties: chosen(columns, {
      rank,
      tied: isTied,
      number: c.number,
      kind: c.kind,
      title: row.title,
      body: row.body,
      process: row.process,
      category: row.category,
      space: row.space,
      supports: c.supports,
      votes: c.votes,
      people: c.people,
      comments: c.comments,
      status: c.status,
      decision: c.decision,
      voteResult: row.outcome ? (row.outcome.wins ? 'won' : 'lost') : null,
      voteResultConfirmed: row.outcome?.isConfirmed ?? null,
      answer: row.answer,
      cost: c.costMinor === null ? null : c.costMinor / 100,
      currency: town.currency,
      lat: degrees(c.lat),
      lng: degrees(c.lng),
      place: row.place || null,
      precision: c.placePrecision,
      externalId: c.externalId,
      createdAt: c.createdAt.toISOString(),
      link: linkOf(row, town.slug, origin),
      ...(hasPeople ? { author: row.author } : {}),
    }),
  }
}

/** Of the properties that belong to a column, those of the columns that were chosen. */
function chosen(columns: readonly string[], properties: Record<string, unknown>) {
  const kept = Object.entries(properties).filter(
    ([key]) => key === 'author' || isChosen(columns, COLUMN_OF[key] ?? key),
  )
  return Object.fromEntries(kept)
}

const COLUMN_OF: Record<string, string> = {
  tied: 'tie',
  voteResult: 'vote',
  voteResultConfirmed: 'vote',
  currency: 'cost',
}

/** The same few words stand in a million rows: each is looked up once. */
type Recall = (key: Parameters<T>[0]) => string

function remembered(t: T): Recall {
  const known = new Map<string, string>()
  return function recall(key) {
    let word = known.get(key as string)
    if (word === undefined) {
      word = t(key)
      known.set(key as string, word)
    }
    return word
  }
}

function outcomeText(outcome: ExportRow['outcome'], t: Recall): string | null {
  if (!outcome) return null
  const text = t(outcome.wins ? 'result.won' : 'result.lost')
  return outcome.isConfirmed ? text : `${text} (${t('result.state.provisional')})`
}

function labelOf(key: Key, t: Recall, currency: string): string {
  const label = t(`ranking.columns.${key}`)
  return key === 'cost' && currency !== 'RUB' ? label.replace('₽', currency) : label
}

export function linkOf({ ranked }: ExportRow, slug: string, origin: string): string {
  return `${origin}${paths.contribution(slug, ranked.row.number)}`
}

/** Six decimals are 11 cm. */
function degrees(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6
}

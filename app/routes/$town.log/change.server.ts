import { isDeepStrictEqual } from 'node:util'
import { localized } from '#app/domain/localized.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import type { LogAct, LogPage } from './load.server.ts'

/** What an act changed, before and after where there was a before; each line is one thing. */
export function changeOf(act: LogAct, page: LogPage): string[] {
  if (act.act === 'process.dates') return datesOf(act, page)
  if (act.act === 'town.change') return fieldsOf(act, page)
  const lines = [...new Set([...Object.keys(act.before), ...Object.keys(act.after)])].flatMap((key) => {
    const was = inWords(key, act.before[key], page)
    const is = inWords(key, act.after[key], page)
    if (was === null && is === null) return []
    if (was === null || was === is) return [is!]
    return [`${was} → ${is ?? '—'}`]
  })
  const option = page.subjects.options.get(`${act.subjectId} ${act.after.option}`)
  if (!option) return lines
  const number = page.t('common.numberSign', { number: option.number })
  return [...lines, `${number} ${localized(option, 'title', page.locale)}`]
}

const COUNTED = [
  'issued',
  'found',
  'valid',
  'spoiled',
  'batch',
  'codes',
  'options',
  'version',
  'rows',
  'kept',
  'bytes',
  'days',
  'least',
  'ticked',
]

/** A value in words; null for what is not for a reader. */
function inWords(key: string, value: unknown, { t }: LogPage): string | null {
  if (value === null || value === undefined || typeof value === 'object') return null
  if (COUNTED.includes(key)) return `${t(`log.fields.${key}` as WordKey)} ${value}`
  switch (key) {
    case 'visibility':
      return t(`log.values.${value}` as WordKey)
    case 'status':
      return t(`statuses.${value}` as WordKey)
    case 'decision':
      return t(`decisions.${value}` as WordKey)
    case 'role':
      return t(`admin.roles.${value}` as WordKey)
    case 'map':
      return t(`mapAdmin.kinds.${value}` as WordKey)
    case 'drawing':
      return t(`drawingAdmin.kinds.${value}` as WordKey)
    case 'epsg':
      return `EPSG:${value}`
    case 'hasPeople':
      return value === true ? t('log.fields.people') : null
    case 'isTaken':
      return value === true ? t('log.fields.taken') : null
    case 'archive':
      return `${t('log.fields.archive')} ${String(value).slice(0, 12)}`
    case 'format':
      return String(value).toUpperCase()
    case 'slug':
    case 'template':
      return String(value)
    default:
      return null
  }
}

/** Each phase whose dates were moved. The lists are in the order of the process's phases, which no move changes. */
function datesOf({ before, after, subjectId }: LogAct, page: LogPage): string[] {
  const phases = [...page.subjects.phases.values()].filter(({ processId }) => processId === subjectId)
  const [was, is] = [before.phases, after.phases] as [string[], string[]]
  return is.flatMap((dates, i) => {
    if (dates === was[i]) return []
    const title = phases[i] ? `${page.t(`phases.${phases[i].kind}`)}: ` : ''
    return [`${title}${rangeOf(was[i]!, page)} → ${rangeOf(dates, page)}`]
  })
}

function rangeOf(dates: string, { t, town, locale }: LogPage): string {
  const [from, to] = dates
    .split('/')
    .map((date) => (date ? formatDateTime(new Date(date), locale, town.timeZone) : ''))
  return to ? t('phases.range', { from, to }) : t('phases.openEnded', { date: from })
}

const FIELDS: [key: string, label: WordKey][] = [
  ['name', 'admin.name'],
  ['region', 'admin.region'],
  ['intro', 'admin.intro'],
  ['population', 'admin.population'],
  ['timeZone', 'admin.timeZone'],
  ['lat', 'ranking.columns.lat'],
  ['lng', 'ranking.columns.lng'],
]

function fieldsOf({ before, after }: LogAct, { t }: LogPage): string[] {
  const lines = FIELDS.filter(([key]) => key in after && before[key] !== after[key]).map(
    ([key, label]) => `${t(label)}: ${before[key] || '—'} → ${after[key] || '—'}`,
  )
  const isRedrawn = 'boundary' in after && !isDeepStrictEqual(before.boundary, after.boundary)
  return isRedrawn ? [...lines, t('log.boundary')] : lines
}

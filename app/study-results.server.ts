import { localized } from '#app/domain/localized.ts'
import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { type FormContent, wordsIn } from '#app/domain/study/form.ts'
import { groupsOf, type Spread, type Summary, summarise } from '#app/domain/study/results.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type GivenAnswer, listAnswersTo } from '#app/models/study-answers.server.ts'
import { getForm, listVersions } from '#app/models/study-forms.server.ts'
import { isOpen, listAuditRounds, type Round } from '#app/models/study-rounds.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { RadarSeries } from '#app/ui/charts/radar.tsx'
import type { ChartTable } from '#app/ui/charts/table-below.tsx'

const PAINTS = ['first', 'second', 'third', 'won'] as const

export interface RadarView {
  axes: string[]
  min: number
  max: number
  series: RadarSeries[]
  table: ChartTable
}

interface Told {
  key: string
  title: string
  summary: Summary
}

/** The version by which answers of a form are summed up: the newest that somebody has answered, else the one asked now. */
export async function contentOf(townId: string, formId: string, answers: readonly GivenAnswer[]) {
  const versions = await listVersions(townId, formId)
  const newest = Math.max(0, ...answers.map(({ version }) => version))
  return (versions.find(({ version }) => version === newest) ?? versions.at(-1))?.content ?? null
}

/** Everything that a space's audits have come to, as its page says it; null where there was no round. */
export async function auditResults(
  town: Town,
  spaceId: string,
  locale: Locale,
  { asked = null, now = new Date() }: { asked?: string | null; now?: Date } = {},
) {
  const { form: slug, rounds } = await listAuditRounds(town.id, spaceId)
  if (!slug || rounds.length === 0) return null
  const { id: formId } = await getForm(town.id, slug)
  const all = await listAnswersTo(town.id, formId)
  const mine = all.filter(({ roundId }) => rounds.some(({ id }) => id === roundId))
  const content = await contentOf(town.id, formId, mine)
  if (!content) return null
  const valuesOf = (roundId: string) => mine.filter((one) => one.roundId === roundId).map((one) => one.values)
  const told = rounds.filter(({ answers }) => answers >= SMALLEST_GROUP)
  const chosen = told.find(({ id }) => id === asked) ?? told.at(-1) ?? null
  const last = (kind: Round['kind']) => told.filter((round) => round.kind === kind).at(-1)
  const pair = [last('before'), last('after')].filter((round) => round !== undefined)
  const seriesOf = (round: Round): Told => ({
    key: round.id,
    title: localized(round, 'name', locale),
    summary: summarise(content, valuesOf(round.id)),
  })
  const t = tOf(locale)
  const whole: Told | null = chosen && { ...seriesOf(chosen), title: t('served.study.table.all') }
  const groups = chosen ? groupsOf(content, valuesOf(chosen.id)) : null
  const groupNames = new Map(
    optionsOf(content, content.groupBy, locale).map(({ key, title }) => [key, title]),
  )
  const byGroup: Told[] = (groups?.shown ?? []).map(({ key, answers }) => ({
    key,
    title: groupNames.get(key) ?? key,
    summary: summarise(content, answers),
  }))
  return {
    formSlug: slug,
    isOpen: rounds.some((round) => isOpen(round, now)),
    rounds: rounds.map((round) => roundView(round, town, locale)),
    chosen: chosen && { id: chosen.id, name: localized(chosen, 'name', locale) },
    ends: endsOf(content),
    beforeAfter: pair.length === 2 ? radarOf(content, pair.map(seriesOf), locale) : null,
    whole: whole && radarOf(content, [whole], locale),
    groups: byGroup.length > 0 ? radarOf(content, byGroup, locale) : null,
    others: groups?.others ?? null,
    statements: whole && statementTable(content, whole, byGroup, locale),
  }
}

/** What a space's page says of its audits, in words of its own: nobody else loads them. Null where there was no round. */
export async function auditLinks(town: Town, spaceId: string, locale: Locale, now = new Date()) {
  const results = await auditResults(town, spaceId, locale, { now })
  if (!results) return null
  const t = tOf(locale)
  const radar = results.beforeAfter ?? results.whole
  return {
    title: t('served.study.audit.link'),
    fill: results.isOpen ? t('served.study.audit.fill') : null,
    results: t('served.study.audit.results'),
    radar: radar && { axes: radar.axes, min: radar.min, max: radar.max, series: radar.series },
  }
}

export function roundView(round: Round & { answers: number }, town: Town, locale: Locale) {
  const t = tOf(locale)
  const date = (moment: Date) => formatDate(moment, locale, town.timeZone)
  const from = date(round.startsAt)
  const formatted = formatNumber(round.answers, locale)
  return {
    id: round.id,
    name: localized(round, 'name', locale),
    kind: t(`served.study.audit.kinds.${round.kind}`),
    dates: round.endsAt
      ? t('served.study.audit.dates', { from, to: date(round.endsAt) })
      : t('served.study.audit.since', { from }),
    /** Null where they are too few to be told. */
    answers:
      round.answers >= SMALLEST_GROUP
        ? t('served.study.audit.answers', { count: round.answers, formatted })
        : null,
  }
}

function optionsOf(content: FormContent, id: string | undefined, locale: Locale) {
  const question = content.questions.find((one) => one.id === id)
  return question && 'options' in question
    ? question.options.map(({ id: key, words }) => ({ key, title: wordsIn(words, locale) }))
    : []
}

/** From where to where the scales of a form's axes go. */
function endsOf(content: FormContent): { min: number; max: number } {
  const scales = content.questions.flatMap((one) => (one.type === 'scale' && one.axis ? [one] : []))
  return {
    min: Math.min(1, ...scales.map(({ min }) => min)),
    max: Math.max(2, ...scales.map(({ max }) => max)),
  }
}

function radarOf(content: FormContent, series: Told[], locale: Locale): RadarView {
  const t = tOf(locale)
  const axes = content.axes.map(({ words }) => wordsIn(words, locale))
  const rows = axes.flatMap((axis, i) =>
    series.map(({ key, title, summary }) => ({
      id: `${i} ${key}`,
      axis,
      who: title,
      ...spreadCells(summary.axes[i]?.spread ?? null, locale),
    })),
  )
  const head = (key: string, header: string, more: object = {}) => ({ key, header, ...more })
  return {
    axes,
    ...endsOf(content),
    series: series.slice(0, PAINTS.length).map(({ key, title, summary }, i) => ({
      key,
      title,
      paint: PAINTS[i]!,
      values: summary.axes.map(({ spread }) => spread?.median ?? null),
    })),
    table: {
      summary: t('served.study.table.asTable'),
      columns: [
        head('axis', t('served.study.table.axis'), { isRowHeader: true }),
        ...(series.length > 1 ? [head('who', '')] : []),
        ...spreadColumns(locale),
      ],
      rows,
    },
  }
}

function spreadColumns(locale: Locale) {
  const t = tOf(locale)
  return (['n', 'median', 'spread'] as const).map((key) => ({
    key,
    header: t(`served.study.table.${key}`),
    align: 'end' as const,
  }))
}

function spreadCells(spread: Spread | null, locale: Locale): Record<'n' | 'median' | 'spread', string> {
  const t = tOf(locale)
  if (!spread) return { n: t('served.study.table.hidden'), median: '—', spread: '—' }
  const number = (value: number) => formatNumber(Math.round(value * 10) / 10, locale)
  const [lower, upper] = [number(spread.lower), number(spread.upper)]
  return {
    n: number(spread.n),
    median: number(spread.median),
    spread: t('served.study.table.spreadOf', { lower, upper }),
  }
}

/** A row for each statement: all, and the medians of the groups that are shown. */
function statementTable(content: FormContent, whole: Told, groups: Told[], locale: Locale): ChartTable {
  const t = tOf(locale)
  const axes = new Map(content.axes.map(({ id, words }) => [id, wordsIn(words, locale)]))
  const rows = content.questions.flatMap((question, i) => {
    if (question.type !== 'scale') return []
    const result = whole.summary.questions[i]!
    const spread = result.type === 'scale' ? result.spread : null
    const dontKnow = result.type === 'scale' ? result.dontKnow : null
    const ofGroups = groups.map(({ key, summary }) => {
      const own = summary.questions[i]!
      return [`group-${key}`, spreadCells(own.type === 'scale' ? own.spread : null, locale).median]
    })
    return [
      {
        id: question.id,
        statement: wordsIn(question.words, locale),
        axis: (question.axis && axes.get(question.axis)) ?? '',
        ...spreadCells(spread, locale),
        dontKnow: dontKnow === null ? '—' : formatNumber(dontKnow, locale),
        ...(Object.fromEntries(ofGroups) as Record<string, string>),
      },
    ]
  })
  const median = t('served.study.table.median')
  return {
    summary: t('served.study.table.asTable'),
    columns: [
      { key: 'statement', header: t('served.study.table.statement'), isRowHeader: true },
      { key: 'axis', header: t('served.study.table.axis') },
      ...spreadColumns(locale),
      { key: 'dontKnow', header: t('served.study.table.dontKnow'), align: 'end' },
      ...groups.map(({ key, title }) => ({
        key: `group-${key}`,
        header: `${median}: ${title}`,
        align: 'end' as const,
      })),
    ],
    rows,
  }
}

export type AuditLinks = NonNullable<Awaited<ReturnType<typeof auditLinks>>>

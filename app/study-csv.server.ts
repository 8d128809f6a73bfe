import type { Geometry } from 'geojson'
import { localized } from '#app/domain/localized.ts'
import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import type { Value } from '#app/domain/study/answer.ts'
import { type FormContent, type Question, wordsIn } from '#app/domain/study/form.ts'
import { groupsOf, type Spread, summarise } from '#app/domain/study/results.ts'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type GivenAnswer, listAnswersTo } from '#app/models/study-answers.server.ts'
import { listVersions, type StudyForm } from '#app/models/study-forms.server.ts'
import { listRounds } from '#app/models/study-rounds.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { contentOf } from '#app/study-results.server.ts'

interface Asked {
  town: Town
  form: StudyForm
  locale: Locale
}

async function written<Row>(columns: Column<Row>[], rows: Row[], timeZone: string) {
  let text = ''
  for await (const chunk of csvChunks(columns, [rows], { separator: ';', timeZone })) text += chunk
  return { text, rows: rows.length }
}

async function roundNames({ town, form, locale }: Asked) {
  const rounds = await listRounds(town.id, form.id)
  return new Map(rounds.map((round) => [round.id, localized(round, 'name', locale)]))
}

/** A line for each answer, in the order of rounds; the day only, and nothing that tells respondents apart. */
export async function answersCsv(asked: Asked) {
  const { town, form, locale } = asked
  const t = tOf(locale)
  const [answers, names, versions] = await Promise.all([
    listAnswersTo(town.id, form.id),
    roundNames(asked),
    listVersions(town.id, form.id),
  ])
  const questions = new Map<string, Question>()
  for (const { content } of versions) for (const one of content.questions) questions.set(one.id, one)
  const byDay = new Intl.DateTimeFormat('en-CA', { timeZone: town.timeZone })
  const column = (key: string, label: string, value: (row: GivenAnswer) => string | number | null) => ({
    key,
    label,
    type: 'text' as const,
    value,
  })
  const columns: Column<GivenAnswer>[] = [
    column('round', t('served.studyDesk.columns.round'), (row) => names.get(row.roundId) ?? ''),
    column('version', t('served.studyDesk.columns.version'), (row) => row.version),
    column('day', t('served.studyDesk.columns.day'), (row) => byDay.format(row.sentAt)),
    ...[...questions.values()].map((question) =>
      column(question.id, wordsIn(question.words, locale), ({ values }) =>
        question.id in values ? cellOf(question, values[question.id]!, locale, t) : null,
      ),
    ),
  ]
  return written(columns, answers, town.timeZone)
}

function cellOf(question: Question, value: Value, locale: Locale, t: T): string | number {
  if (value === null) return t('served.study.dontKnow')
  if (typeof value === 'number') return value
  if (typeof value === 'object' && !Array.isArray(value)) return placeOf(value)
  const labels = new Map('options' in question ? question.options.map((one) => [one.id, one.words]) : [])
  const label = (id: string) => (labels.has(id) ? wordsIn(labels.get(id)!, locale) : id)
  return Array.isArray(value) ? value.map(label).join(', ') : label(value)
}

function placeOf(geometry: Geometry): string {
  if (geometry.type !== 'Point') return JSON.stringify(geometry)
  const [lng, lat] = geometry.coordinates
  return `${lat}, ${lng}`
}

/** What was marked on the map, as GeoJSON: each place with its question, round and day. */
export async function placesGeoJson(asked: Asked) {
  const { town, form, locale } = asked
  const [answers, names, versions] = await Promise.all([
    listAnswersTo(town.id, form.id),
    roundNames(asked),
    listVersions(town.id, form.id),
  ])
  const questions = new Map(versions.flatMap(({ content }) => content.questions.map((one) => [one.id, one])))
  const byDay = new Intl.DateTimeFormat('en-CA', { timeZone: town.timeZone })
  const features = answers.flatMap(({ roundId, values, sentAt }) =>
    Object.entries(values).flatMap(([id, value]) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
      const question = questions.get(id)
      const properties = {
        question: question ? wordsIn(question.words, locale) : id,
        round: names.get(roundId) ?? '',
        day: byDay.format(sentAt),
      }
      return [{ type: 'Feature', geometry: value, properties }]
    }),
  )
  return { text: JSON.stringify({ type: 'FeatureCollection', features }), rows: features.length }
}

interface ResultRow {
  round: string
  who: string
  question: string
  option: string
  n: number | null
  spread: Spread | null
  dontKnow: number | null
}

/** What the public pages say, as lines: by round, of all and of each group that is told, by axis, question and option. */
export async function resultsCsv(asked: Asked) {
  const { town, form, locale } = asked
  const t = tOf(locale)
  const answers = await listAnswersTo(town.id, form.id)
  const content = await contentOf(town.id, form.id, answers)
  const rows: ResultRow[] = []
  for (const [roundId, round] of content ? await roundNames(asked) : []) {
    const own = answers.filter((one) => one.roundId === roundId).map(({ values }) => values)
    if (own.length < SMALLEST_GROUP) continue
    const groups = groupsOf(content!, own).shown.map(({ key, answers }) => ({
      who: groupName(content!, key, locale),
      answers,
    }))
    for (const { who, answers } of [{ who: t('served.study.table.all'), answers: own }, ...groups])
      rows.push(...rowsOf(content!, answers, locale).map((row) => ({ round, who, ...row })))
  }
  const word = (key: 'round' | 'who' | 'question' | 'option') => ({
    key,
    label: t(`served.studyDesk.columns.${key}`),
    type: 'text' as const,
    value: (row: ResultRow) => row[key],
  })
  const number = (key: string, label: string, value: (row: ResultRow) => number | null) => ({
    key,
    label,
    type: 'number' as const,
    isFraction: true,
    value,
  })
  const columns: Column<ResultRow>[] = [
    ...(['round', 'who', 'question', 'option'] as const).map(word),
    number('n', t('served.study.table.n'), (row) => row.n),
    number('median', t('served.study.table.median'), (row) => row.spread?.median ?? null),
    number('lower', t('served.studyDesk.columns.lower'), (row) => row.spread?.lower ?? null),
    number('upper', t('served.studyDesk.columns.upper'), (row) => row.spread?.upper ?? null),
    number('dontKnow', t('served.study.table.dontKnow'), (row) => row.dontKnow),
  ]
  return written(columns, rows, town.timeZone)
}

function groupName(content: FormContent, key: string, locale: Locale): string {
  const question = content.questions.find(({ id }) => id === content.groupBy)
  const option = question && 'options' in question && question.options.find(({ id }) => id === key)
  return option ? wordsIn(option.words, locale) : key
}

function rowsOf(content: FormContent, answers: Parameters<typeof summarise>[1], locale: Locale) {
  const { axes, questions } = summarise(content, answers)
  const empty = { option: '', spread: null, dontKnow: null }
  return [
    ...axes.map(({ spread }, i) => ({
      ...empty,
      question: wordsIn(content.axes[i]!.words, locale),
      n: spread?.n ?? null,
      spread,
    })),
    ...questions.flatMap((result, i) => {
      const asked = content.questions[i]!
      const row = { ...empty, question: wordsIn(asked.words, locale), n: result.n }
      if (result.type === 'scale') return [{ ...row, spread: result.spread, dontKnow: result.dontKnow }]
      if (result.type === 'number') return [{ ...row, spread: result.spread }]
      if (result.type !== 'choice' && result.type !== 'many') return [row]
      const labels =
        'options' in asked ? new Map(asked.options.map(({ id, words }) => [id, words])) : new Map()
      return [
        row,
        ...(result.steps ?? []).map(({ key, n }) => ({
          ...row,
          option: labels.has(key) ? wordsIn(labels.get(key)!, locale) : key,
          n,
        })),
      ]
    }),
  ]
}

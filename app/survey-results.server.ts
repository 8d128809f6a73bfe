import { localized } from '#app/domain/localized.ts'
import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { type FormContent, wordsIn } from '#app/domain/study/form.ts'
import { type QuestionResult, summarise } from '#app/domain/study/results.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listAnswersTo } from '#app/models/study-answers.server.ts'
import type { StudyForm } from '#app/models/study-forms.server.ts'
import type { listRounds } from '#app/models/study-rounds.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { contentOf } from '#app/study-results.server.ts'
import type { ChartTable } from '#app/ui/charts/table-below.tsx'

export interface QuestionSummary {
  id: string
  text: string
  /** Numbers in a sentence: how many, the middle, or that there are too few. */
  facts: string
  /** Null where there is nothing to count, or too little. */
  rows: { key: string; title: string; share: number; value: string }[] | null
  table: ChartTable | null
}

type Rounds = Awaited<ReturnType<typeof listRounds>>

/** What the newest round with enough answers has come to, question by question; null where there is none. */
export async function surveyResults(town: Town, form: StudyForm, rounds: Rounds, locale: Locale) {
  const round = rounds.filter(({ answers }) => answers >= SMALLEST_GROUP).at(-1)
  if (!round) return null
  const answers = await listAnswersTo(town.id, form.id, round.id)
  const content = await contentOf(town.id, form.id, answers)
  if (!content) return null
  const { questions } = summarise(
    content,
    answers.map(({ values }) => values),
  )
  const formatted = formatNumber(round.answers, locale)
  return {
    round: localized(round, 'name', locale),
    answers: tOf(locale)('served.study.audit.answers', { count: round.answers, formatted }),
    questions: questions.map((result, i) => summaryOf(content, i, result, locale)),
  }
}

function summaryOf(content: FormContent, i: number, result: QuestionResult, locale: Locale): QuestionSummary {
  const question = content.questions[i]!
  const t = tOf(locale)
  const number = (value: number) => formatNumber(Math.round(value * 10) / 10, locale)
  const counted =
    result.n === null
      ? null
      : t('served.study.audit.answers', { count: result.n, formatted: number(result.n) })
  const said = { id: question.id, text: wordsIn(question.words, locale), rows: null, table: null }
  if (counted === null) return { ...said, facts: t('served.study.table.hidden') }
  if (result.type === 'text') return { ...said, facts: t('served.study.survey.open', { count: result.n! }) }
  if (result.type === 'point' || result.type === 'line' || result.type === 'area')
    return { ...said, facts: t('served.study.survey.places', { count: result.n! }) }
  const spread = 'spread' in result ? result.spread : null
  const facts = [
    counted,
    spread && `${t('served.study.table.median')}: ${number(spread.median)}`,
    spread &&
      `${t('served.study.table.spread')}: ${t('served.study.table.spreadOf', { lower: number(spread.lower), upper: number(spread.upper) })}`,
    result.type === 'scale' && `${t('served.study.table.dontKnow')}: ${number(result.dontKnow ?? 0)}`,
  ]
  const line = facts.filter(Boolean).join(' · ')
  const steps = 'steps' in result ? result.steps : null
  if (!steps) return { ...said, facts: line }
  const labels = new Map('options' in question ? question.options.map((one) => [one.id, one.words]) : [])
  const rows = steps.map(({ key, n }) => ({
    key,
    title: labels.has(key) ? wordsIn(labels.get(key)!, locale) : key,
    share: n / result.n!,
    value: `${number(n)} (${number((100 * n) / result.n!)} %)`,
  }))
  const table: ChartTable = {
    summary: t('served.study.table.asTable'),
    columns: [
      { key: 'option', header: t('served.study.table.option'), isRowHeader: true },
      { key: 'n', header: t('served.study.table.n'), align: 'end' },
      { key: 'share', header: t('served.study.table.share'), align: 'end' },
    ],
    rows: steps.map(({ key, n }, row) => ({
      id: key,
      option: rows[row]!.title,
      n: number(n),
      share: `${number((100 * n) / result.n!)} %`,
    })),
  }
  return { ...said, facts: line, rows, table }
}

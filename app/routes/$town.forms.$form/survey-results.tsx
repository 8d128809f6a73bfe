import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { surveyResults } from '#app/survey-results.server.ts'
import { BarRows } from '#app/ui/charts/bar-rows.tsx'
import { Chart } from '#app/ui/charts/chart.tsx'

type Results = NonNullable<Awaited<ReturnType<typeof surveyResults>>>

/** Each question with its counts, and their table. */
export function SurveyResults({ results }: { results: Results }) {
  const t = usePageWords()
  return (
    <section aria-labelledby="results" className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <div className="grid gap-1">
        <h2 id="results" className="text-2xl font-semibold tracking-tight">
          {t('served.study.survey.results')}
        </h2>
        <p className="text-ink-2">
          {results.round} · {results.answers}
        </p>
        <p className="text-sm text-ink-2">
          {t('served.study.survey.resultsLead', { least: SMALLEST_GROUP })}
        </p>
      </div>
      {results.questions.map(({ id, text, facts, rows, table }) =>
        rows && table ? (
          <Chart key={id} title={text} lead={facts} table={table}>
            <BarRows
              rows={rows.map(({ key, title, share, value }) => ({
                key,
                title,
                value,
                pieces: [{ from: 0, to: share, paint: 'first' as const }],
              }))}
            />
          </Chart>
        ) : (
          <div key={id} className="grid gap-1">
            <h3 className="text-xl font-semibold">{text}</h3>
            <p className="text-ink-2">{facts}</p>
          </div>
        ),
      )}
    </section>
  )
}

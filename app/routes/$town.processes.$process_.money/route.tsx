import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { formatMoney } from '#app/domain/money.ts'
import { can } from '#app/domain/permissions.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { fundingView } from '#app/jobs/funding-view.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { MoneyFigures } from './money-figures.tsx'
import { InKindTable, LineTable, MeasureTable, YearTable } from './money-tables.tsx'
import { SourceChart } from './source-chart.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process } = processParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    const view = await fundingView(town, process, locale)
    return {
      words: servedWords(locale, 'money'),
      title: `${tOf(locale)('served.money.title')}. ${view.process.title}`,
      mayChange: can(actor, 'funding:change'),
      ...view,
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** What a project costs, and who pays for it. */
export default function Money() {
  const { frame, locale, currency } = useTown()
  const { words, mayChange, process, ...view } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const { totals, lines, inKind, running, isEmpty } = view
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        title={t('served.money.title')}
        lead={t('served.money.lead')}
        actions={
          <>
            {!isEmpty && (
              <ButtonLink href={commissionPaths.moneyCsv(frame.slug, process.slug)} variant="secondary">
                {t('served.money.csv')}
              </ButtonLink>
            )}
            {mayChange && (
              <ButtonLink to={commissionPaths.editMoney(frame.slug, process.slug)}>
                {t('served.money.edit')}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10">
        {isEmpty && <p>{t('served.money.none')}</p>}
        {!isEmpty && <MoneyFigures t={t} money={money} view={view} />}
        {totals.plannedMinor > 0 && <SourceChart t={t} money={money} totals={totals} />}
        {totals.years.length > 0 && <YearTable t={t} money={money} totals={totals} />}
        {totals.measures.length > 0 && <MeasureTable t={t} money={money} totals={totals} />}
        {lines.length > 0 && <LineTable t={t} money={money} lines={lines} />}
        {inKind.length > 0 && <InKindTable t={t} money={money} inKind={inKind} />}
        {!isEmpty && (
          <section aria-labelledby="running" className="grid gap-2">
            <h2 id="running" className="text-2xl font-semibold tracking-tight">
              {t('served.money.running')}
            </h2>
            <p>
              {running
                ? t('served.money.runningLine', { sum: money(running.yearlyMinor), payer: running.payer })
                : t('served.money.noRunning')}
            </p>
            {running?.note && <p className="max-w-[42rem] whitespace-pre-line text-ink-2">{running.note}</p>}
          </section>
        )}
      </div>
    </Container>
  )
}

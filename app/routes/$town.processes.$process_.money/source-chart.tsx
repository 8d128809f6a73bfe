import type { FundingTotals, Source } from '#app/domain/funding.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { Chart } from '#app/ui/charts/chart.tsx'
import type { Paint } from '#app/ui/charts/patterns.ts'
import { Stack } from '#app/ui/charts/stack.tsx'

const PAINTS: Record<Source, Paint> = {
  federal: 'first',
  regional: 'second',
  municipal: 'third',
  extra: 'won',
}

interface SourceChartProps {
  t: T
  money: (minor: number) => string
  totals: Pick<FundingTotals, 'sources' | 'plannedMinor' | 'confirmedMinor' | 'paidMinor' | 'returnedMinor'>
}

/** Planned money by source: a bar, and the same numbers in a table whose last row adds them up. */
export function SourceChart({ t, money, totals }: SourceChartProps) {
  const locale = useLocale()
  const percent = (share: number) => t('served.money.percent', { value: formatNumber(share / 10, locale) })
  const sums = (one: Omit<SourceChartProps['totals'], 'sources'>) => ({
    planned: money(one.plannedMinor),
    confirmed: money(one.confirmedMinor),
    paid: money(one.paidMinor),
    returned: money(one.returnedMinor),
  })
  const end = { align: 'end' as const }
  return (
    <Chart
      as="h2"
      title={t('served.money.bySource')}
      lead={t('served.money.bySourceLead')}
      table={{
        summary: t('served.money.asTable'),
        columns: [
          { key: 'source', header: t('served.money.source'), isRowHeader: true },
          { key: 'planned', header: t('served.money.planned'), ...end },
          { key: 'confirmed', header: t('served.money.confirmed'), ...end },
          { key: 'paid', header: t('served.money.paid'), ...end },
          { key: 'returned', header: t('served.money.returned'), ...end },
          { key: 'share', header: t('served.money.share'), ...end },
        ],
        rows: [
          ...totals.sources.map((one) => ({
            id: one.source,
            source: t(`served.money.sources.${one.source}`),
            ...sums(one),
            share: percent(one.share),
          })),
          {
            id: 'total',
            source: t('served.money.total'),
            ...sums(totals),
            share: percent(totals.sources.reduce((sum, { share }) => sum + share, 0)),
          },
        ],
      }}
    >
      <Stack
        parts={totals.sources
          .filter(({ plannedMinor }) => plannedMinor > 0)
          .map(({ source, share, plannedMinor }) => ({
            key: source,
            title: t(`served.money.sources.${source}`),
            value: `${money(plannedMinor)} · ${percent(share)}`,
            share: share / 1000,
            paint: PAINTS[source],
          }))}
      />
    </Chart>
  )
}

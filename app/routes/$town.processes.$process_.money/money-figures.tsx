import type { FundingTotals } from '#app/domain/funding.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useLocale } from '#app/i18n/use-words.ts'

interface FiguresProps {
  t: T
  money: (minor: number) => string
  view: { totals: Omit<FundingTotals, 'measures'>; perResident: number | null; population: number | null }
}

/** The sums that everybody asks for first. */
export function MoneyFigures({ t, money, view: { totals, perResident, population } }: FiguresProps) {
  const locale = useLocale()
  const extra = totals.sources.find(({ source }) => source === 'extra')!
  const gap: [string, string] =
    totals.gapMinor < 0
      ? [t('served.money.surplus'), money(-totals.gapMinor)]
      : [t('served.money.gap'), money(totals.gapMinor)]
  const figures: [label: string, value: string][] = [
    [t('served.money.cost'), money(totals.costMinor)],
    [t('served.money.planned'), money(totals.plannedMinor)],
    gap,
    [t('served.money.confirmed'), money(totals.confirmedMinor)],
    [t('served.money.spent'), money(totals.spentMinor)],
    [
      t('served.money.extraShare'),
      t('served.money.percent', { value: formatNumber(extra.share / 10, locale) }),
    ],
    ...(perResident === null
      ? []
      : [[t('served.money.perResident'), money(perResident)] as [string, string]]),
  ]
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-x-8 gap-y-5">
        {figures.map(([label, value]) => (
          <div key={label} className="grid content-start gap-0.5">
            <dt className="text-sm text-ink-2">{label}</dt>
            <dd className="text-xl font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {totals.gapMinor === 0 && totals.costMinor > 0 && <p>{t('served.money.balanced')}</p>}
      {perResident !== null && (
        <p className="text-sm text-ink-2">
          {t('served.money.perResidentNote', { population: formatNumber(population ?? 0, locale) })}
        </p>
      )}
    </div>
  )
}

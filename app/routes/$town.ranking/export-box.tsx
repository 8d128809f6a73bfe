import { formatDateTime } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { RankingData } from './route.tsx'

/** The whole list as files, and by what rule and of what moment it is. */
export function ExportBox({ data }: { data: Pick<RankingData, 'filter' | 'rankBy' | 'snapshotAt'> }) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { filter, rankBy, snapshotAt } = data
  return (
    <Card tone="tinted" as="section" className="grid gap-3">
      <h2 className="text-lg font-semibold print:hidden">{t('ranking.exportTitle')}</h2>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={paths.export(frame.slug, 'csv', filter)} variant="secondary" size="sm">
          {t('ranking.csv')}
        </ButtonLink>
        <ButtonLink
          href={paths.export(frame.slug, 'csv', filter, { separator: 'comma' })}
          variant="secondary"
          size="sm"
        >
          {t('ranking.csvComma')}
        </ButtonLink>
        <ButtonLink href={paths.export(frame.slug, 'xlsx', filter)} variant="secondary" size="sm">
          {t('ranking.xlsx')}
        </ButtonLink>
        <ButtonLink href={paths.export(frame.slug, 'geojson', filter)} variant="secondary" size="sm">
          {t('ranking.geojson')}
        </ButtonLink>
      </div>
      <p className="text-sm">
        <strong className="font-semibold">{t('ranking.rule')}.</strong> {t(`ranking.ruleText.${rankBy}`)}
      </p>
      <p className="text-sm text-ink-2">
        {t('ranking.snapshot')}{' '}
        {t('ranking.snapshotAt', { date: formatDateTime(snapshotAt, locale, timeZone) })}
      </p>
      <p className="text-sm text-ink-2">{t('ranking.peopleNote')}</p>
    </Card>
  )
}

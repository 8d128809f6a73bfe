import { formatMoney } from '#app/domain/money.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { BallotData } from './route.tsx'

/** The options with the numbers that are printed on paper ballots. */
export function OptionsBox({ view: { options, fresh } }: { view: BallotData }) {
  const t = useWords()
  const { currency, locale } = useTown()
  return (
    <div className="grid gap-4">
      <h3 className="text-2xl font-semibold tracking-tight">{t('ballotAdmin.options')}</h3>
      <p className="text-sm text-ink-2">{t('ballotAdmin.optionsNote')}</p>
      {fresh > 0 && <Notice tone="warning">{t('ballotAdmin.fresh', { count: fresh })}</Notice>}
      <DataTable
        caption={t('ballotAdmin.options')}
        captionHidden
        rows={options}
        rowKey={(row) => row.id}
        columns={[
          { key: 'number', header: t('ranking.number'), align: 'end', cell: (row) => row.number },
          { key: 'title', header: t('ranking.name'), isRowHeader: true, cell: (row) => row.title },
          {
            key: 'cost',
            header: t('ranking.cost'),
            align: 'end',
            cell: (row) => (row.costMinor === null ? '—' : formatMoney(row.costMinor, currency, locale)),
          },
        ]}
      />
    </div>
  )
}
